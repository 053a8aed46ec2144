"""Kokoro on ONNX Runtime: what the service runs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from arqon_sidecar.engines.port import (
    MAX_PHONEMES,
    EngineError,
    Interrupted,
    ModelIdentity,
    Speech,
)
from arqon_sidecar.engines.source import HARMONICS, SAMPLES_A_VALUE, harmonic_source
from arqon_sidecar.engines.spectrum import analyse, synthesise
from arqon_sidecar.model.manifest import Manifest

__all__ = ["OnnxEngine"]

FIDELITY: Final = "fp32, exact STFT"

Floats = NDArray[np.float32]


class OnnxEngine:
    """The exported graphs in single precision; numpy does alignment, source and STFT."""

    def __init__(self, directory: Path, manifest: Manifest, threads: int) -> None:
        self._vocabulary = manifest.vocabulary
        self._mix = np.array(manifest.source_weights, np.float32)
        self._identity = ModelIdentity(
            name=manifest.name,
            sha256=manifest.checkpoint_sha256,
            kind=manifest.kind,
            engine="onnx",
            fidelity=FIDELITY,
        )
        self._text, self._prosody, self._vocoder = (
            _session(directory / f"{name}.onnx", threads) for name in ("text", "prosody", "vocoder")
        )
        self._run_options: ort.RunOptions | None = None

    @property
    def identity(self) -> ModelIdentity:
        """What runs here."""
        return self._identity

    @property
    def vocabulary(self) -> frozenset[str]:
        """The phoneme symbols that the model knows."""
        return frozenset(self._vocabulary)

    def interrupt(self) -> None:
        """End the run under way, from another thread."""
        options = self._run_options
        if options is not None:
            options.terminate = True

    def synthesize(
        self, phonemes: str, style: Floats, speed: float, seed: int | None = None
    ) -> Speech:
        """Speak `phonemes`; see `Engine.synthesize`."""
        ids = self._tokens(phonemes)
        self._run_options = ort.RunOptions()
        try:
            return self._speak(ids, style, speed, np.random.default_rng(seed))
        except Exception as error:  # onnxruntime's errors share no base of their own
            if self._run_options.terminate:
                raise Interrupted("the synthesis was ended before it was done") from error
            raise EngineError(f"onnxruntime failed: {error}") from error
        finally:
            self._run_options = None

    def _tokens(self, phonemes: str) -> NDArray[np.int64]:
        if not 1 <= len(phonemes) <= MAX_PHONEMES:
            raise EngineError(f"{len(phonemes)} phonemes: the model takes 1 to {MAX_PHONEMES}")
        try:
            return np.array([[0, *(self._vocabulary[symbol] for symbol in phonemes), 0]])
        except KeyError as error:
            raise EngineError(f"the model does not know the phoneme {error}") from error

    def _speak(
        self, ids: NDArray[np.int64], style: Floats, speed: float, random: np.random.Generator
    ) -> Speech:
        voice, manner = style[None, :128], style[None, 128:]
        pace = np.array([speed], np.float32)
        frames, prosody, text = self._run(self._text, ids=ids, style=manner, speed=pace)
        where = np.repeat(np.arange(len(frames)), frames)
        pitch, energy = self._run(self._prosody, prosody=prosody[where], style=manner)
        shape = (len(pitch) * SAMPLES_A_VALUE, HARMONICS)
        noise = random.standard_normal(shape, np.float32)
        source = analyse(harmonic_source(pitch, noise, self._mix))
        (head,) = self._run(
            self._vocoder,
            text=text[where],
            pitch=pitch,
            energy=energy,
            style=voice,
            source=source,
        )
        return Speech(np.clip(synthesise(head), -1, 1), frames)

    def _run(self, session: ort.InferenceSession, **inputs: NDArray[np.generic]) -> list[Floats]:
        outputs: list[Floats] = session.run(None, inputs, self._run_options)
        return outputs


def _session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    # Waiting threads must not spin: beside any other busy process that costs several times over.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
