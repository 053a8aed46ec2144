"""What the stock `KModel` of a checkpoint says, and the values on its way: for comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from kokoro.model import KModel
from numpy.typing import NDArray

from arqon_sidecar.model.checkpoint import load_kmodel, quiet_torch

__all__ = ["Take", "decibels", "reference_takes"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Take:
    """One utterance: `phonemes` and `style` (256,) went in, `sound` at 24 kHz came out.

    Between them: `frames` of each token, `pitch` and `energy` (2 for each of T frames), and what
    the vocoder takes, `text` (T, hidden) and `source` (120 T + 1, 22), in which the noise is.
    """

    phonemes: str
    style: Floats
    frames: NDArray[np.int64]
    pitch: Floats
    energy: Floats
    text: Floats
    source: Floats
    sound: Floats


def reference_takes(
    checkpoint: Path, pack: Floats, utterances: Sequence[str], seed: int = 0
) -> list[Take]:
    """Speak each of the utterances with the voice `pack`, shape (510, 256), and the seed's noise.

    Raises:
        ModelError: the checkpoint cannot be loaded.
    """
    recorded = _Recorded(load_kmodel(checkpoint))
    return [recorded.take(phonemes, pack[len(phonemes) - 1], seed) for phonemes in utterances]


def decibels(reference: Floats, other: Floats) -> float:
    """Signal-to-noise ratio of `other`, where what differs from `reference` is the noise.

    Numbers that are not finite give one that is not either.
    """
    exact = reference.astype(np.float64)
    noise = max(float(np.sum((exact - other) ** 2)), np.finfo(np.float64).tiny)
    signal = max(float(np.sum(exact**2)), np.finfo(np.float64).tiny)
    return float(10 * np.log10(signal / noise))


class _Recorded:
    """A stock model, and what went through it last."""

    def __init__(self, model: KModel) -> None:
        self._model: Any = model
        self._seen: dict[str, Floats] = {}
        decoder = self._model.decoder
        decoder.register_forward_pre_hook(self._keep_inputs)
        self._transform = decoder.generator.stft.transform
        decoder.generator.stft.transform = self._keep_source

    def take(self, phonemes: str, style: Floats, seed: int) -> Take:
        """Speak."""
        with torch.random.fork_rng(), quiet_torch():
            torch.manual_seed(seed)
            out = self._model(phonemes, torch.from_numpy(style.copy())[None], return_output=True)
        return Take(phonemes, style, out.pred_dur.numpy(), sound=out.audio.numpy(), **self._seen)

    def _keep_inputs(self, _: object, inputs: tuple[torch.Tensor, ...]) -> None:
        """Of the decoder: text (1, hidden, T), pitch and energy (1, 2T), style."""
        text, pitch, energy, _style = inputs
        self._seen["text"] = text[0].T.contiguous().numpy()
        self._seen["pitch"], self._seen["energy"] = pitch[0].numpy(), energy[0].numpy()

    def _keep_source(self, sound: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        parts: tuple[torch.Tensor, torch.Tensor] = self._transform(sound)
        self._seen["source"] = torch.cat(parts, 1)[0].T.contiguous().numpy()
        return parts
