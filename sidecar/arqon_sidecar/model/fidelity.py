"""How near an exported model is to the stock `KModel` that it was made from.

Both get the same noise and the same pitch: the phase of the sine source sums up the pitch, so that
its last bits are heard, and kokoro is as far from itself when they move.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

import numpy as np
import torch

from arqon_sidecar.engines.onnx_engine import OnnxGraphs
from arqon_sidecar.engines.spectrum import synthesise
from arqon_sidecar.model.digests import ModelError
from arqon_sidecar.model.reference import Take, decibels

__all__ = ["LEAST_DB", "UTTERANCES", "onnx_fidelity"]

LEAST_DB: Final = 90.0
"""Of decoder and generator in single precision; with real weights 97 dB and more were seen."""

LEAST_CURVES_DB: Final = 60.0
"""Of pitch and energy, where LSTMs carry rounding on from token to token."""

TIES: Final = 1
"""Durations of one utterance that may differ: half a frame is rounded up here and down there."""

_ACT: Final = "Nothing was exported: install the versions in constraints.txt and export again."

UTTERANCES: Final = (
    "ðə kwˈɪk bɹˈWn fˈɑks.",
    "hˌW mˈʌʧ wˈʊd ə wˈʊdʧˌʌk ʧˈʌk, ˌɪf ə wˈʊdʧˌʌk kʊd ʧˈʌk wˈʊd?",
    "ʃi sˈɛlz sˈiʃˌɛlz bI ðə sˈiʃˌɔɹ, ænd ðə ʃˈɛlz ðæt ʃi sˈɛlz ɑɹ sˈiʃˌɛlz — nˈO dˈWt!",
)
"""Three lengths: stops, fricatives, pauses, a question."""


def onnx_fidelity(directory: Path, takes: Sequence[Take], vocabulary: dict[str, int]) -> str:
    """Compare the graphs of a model directory with the reference's takes; the figure, in words.

    Raises:
        ModelError: a graph is another model than the reference; says which and by how much.
    """
    graphs = OnnxGraphs(directory, ("text", "prosody", "vocoder"), torch.get_num_threads())
    curves: list[float] = []
    sounds: list[float] = []
    for take in takes:
        voice, manner = np.split(take.style[None], 2, axis=1)
        tokens = [0, *(vocabulary[symbol] for symbol in take.phonemes), 0]
        spoken = {"ids": np.array([tokens]), "style": manner, "speed": np.ones(1, np.float32)}
        frames, features, _ = graphs.run("text", spoken)
        if np.count_nonzero(frames != take.frames) > TIES:
            raise ModelError(f"{directory / 'text.onnx'}: its durations are not kokoro's. {_ACT}")
        aligned = {"prosody": np.repeat(features, take.frames, axis=0), "style": manner}
        curves += map(decibels, (take.pitch, take.energy), graphs.run("prosody", aligned))
        given = {name: getattr(take, name) for name in ("text", "pitch", "energy", "source")}
        (head,) = graphs.run("vocoder", given | {"style": voice})
        sounds.append(decibels(take.sound, synthesise(head)))
    _require(directory / "prosody.onnx", curves, LEAST_CURVES_DB)
    near = _require(directory / "vocoder.onnx", sounds, LEAST_DB)
    kokoro = f"kokoro {metadata.version('kokoro')}"
    return f"fp32, exact STFT; decoder and generator {near:.1f} dB from {kokoro}"


def _require(graph: Path, found: list[float], least: float) -> float:
    """The worst of the figures found; NaN is the worst of all."""
    worst = float(np.min(found))
    if not worst >= least:
        raise ModelError(
            f"{graph}: it is {worst:.1f} dB from kokoro on the same input; {least:.0f} dB is the "
            f"least for single precision. {_ACT}"
        )
    return worst
