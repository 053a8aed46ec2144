"""An utterance of the reference, kept with a model: an engine is measured by it where it runs.

What bf16 makes of a vocoder depends on the processor, so that no export can say it beforehand.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.exported import Graphs
from arqon_sidecar.engines.spectrum import synthesise
from arqon_sidecar.model.log_mel import log_mel_distance

if TYPE_CHECKING:
    from arqon_sidecar.model.reference import Take

__all__ = ["PROBE_NAME", "measured", "write_probe"]

PROBE_NAME: Final = "probe.npz"
"""About 1 MB for two seconds."""

_INPUTS: Final = ("text", "pitch", "energy", "source")


def write_probe(directory: Path, take: Take, other: NDArray[np.float32]) -> Path:
    """Keep what the vocoder takes and what it should sound like.

    `other` is the sound of the same utterance with another noise: the distance that nobody hears.
    """
    path = directory / PROBE_NAME
    inputs = {name: getattr(take, name) for name in _INPUTS}
    voice = take.style[None, : len(take.style) // 2]
    np.savez(path, **inputs, style=voice, sound=take.sound, other=other)
    return path


def measured(directory: Path, graphs: Graphs) -> str:
    """How near these graphs' vocoder is to the reference on the same input, in words."""
    path = directory / PROBE_NAME
    if not path.exists():
        return "not measured: exported by an older version"
    with np.load(path) as kept:
        (head,) = graphs.run("vocoder", {name: kept[name] for name in (*_INPUTS, "style")})
        sound, exact, other = synthesise(head), kept["sound"], kept["other"]
    distance, usual = log_mel_distance(exact, sound), log_mel_distance(exact, other)
    ratio = 10 * np.log10(np.sum(exact**2) / max(np.sum((exact - sound) ** 2), 1e-30))
    return (
        f"log-mel {distance:.2f} dB from fp32 (another noise seed: {usual:.2f}), SNR {ratio:.1f} dB"
    )
