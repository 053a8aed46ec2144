"""Ways to speak a text: the service streamed and whole, and stock kokoro on the same weights."""

from __future__ import annotations

import base64
import io
import json
import warnings
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
import soundfile
from numpy.typing import NDArray

__all__ = ["RATE", "Way", "service_ways", "stock"]

Floats = NDArray[np.float32]
Way = Callable[[str, int], Floats]
"""A text and a seed to a sound at RATE."""

RATE = 24_000


def service_ways(client: httpx.Client, voice: str) -> dict[str, Way]:
    """A service's two: as a stream, and as a whole file."""

    def ask(text: str, seed: int) -> dict[str, object]:
        return {"text": text, "voice": voice, "seed": seed, "sample_rate": RATE}

    def streamed(text: str, seed: int) -> Floats:
        pcm = b""
        with client.stream("POST", "/synthesize_stream", json=ask(text, seed)) as answer:
            for line in answer.iter_lines():
                piece = json.loads(line)
                if "error" in piece:
                    raise SystemExit(f"{text!r}: {piece['error']}")
                pcm += base64.b64decode(piece.get("audio_chunk_b64", ""))
        return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)

    def whole(text: str, seed: int) -> Floats:
        body = ask(text, seed) | {"format": "wav"}
        answer = client.post("/synthesize", json=body, headers={"Accept": "audio/wav"})
        answer.raise_for_status()
        sound: Floats = soundfile.read(io.BytesIO(answer.content), dtype="float32")[0]
        return sound

    return {"streamed": streamed, "whole": whole}


def stock(checkpoint: Path, voice: str) -> Way:
    """The `kokoro` package's pipeline, misaki and spaCy included, on the checkpoint's weights."""
    import torch
    from kokoro import KPipeline

    from arqon_sidecar.model.checkpoint import load_kmodel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pipeline = KPipeline(lang_code="a", repo_id="local", model=load_kmodel(checkpoint))

    def speak(text: str, seed: int) -> Floats:
        torch.manual_seed(seed)
        pack = str(checkpoint / "voices" / f"{voice}.pt")
        sounds = [
            each.audio.numpy() for each in pipeline(text, voice=pack) if each.audio is not None
        ]
        return np.concatenate([np.zeros(0, np.float32), *sounds])

    return speak
