"""The port of an engine: phonemes and a style in, sound and durations out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "MAX_PHONEMES",
    "SAMPLE_RATE",
    "Engine",
    "EngineError",
    "Interrupted",
    "ModelIdentity",
    "Speech",
]

SAMPLE_RATE = 24_000
"""Hertz of what every engine returns: Kokoro's own rate."""

MAX_PHONEMES = 510
"""The longest input of the model: 512 positions less the two padding marks."""


class EngineError(Exception):
    """The engine could not synthesize; the text says what and why."""


class Interrupted(EngineError):
    """The run was ended by `interrupt`; nothing is wrong with the engine."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What model this is: `sha256` is that of the checkpoint that it was exported from.

    `kind` is `kokoro-82m` only for the published checkpoint; anything else is a `test-model`.
    `fidelity` names the engine's measured agreement with the reference, in words.
    """

    name: str
    sha256: str
    kind: str
    engine: str
    fidelity: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Sound of one segment: float32 mono at SAMPLE_RATE, within [-1, 1].

    `frames` holds one count per phoneme symbol that was kept (the two padding marks included,
    first and last); a frame is 600 samples, 25 ms.
    """

    samples: NDArray[np.float32]
    frames: NDArray[np.int64]


class Engine(Protocol):
    """Synthesizes one segment at a time; not to be called from two threads at once."""

    @property
    def identity(self) -> ModelIdentity:
        """What runs here."""
        ...

    @property
    def vocabulary(self) -> frozenset[str]:
        """The phoneme symbols that the model knows; others are to be dropped before."""
        ...

    def synthesize(
        self, phonemes: str, style: NDArray[np.float32], speed: float, seed: int | None = None
    ) -> Speech:
        """Speak `phonemes` (1 to MAX_PHONEMES symbols of the vocabulary).

        `style` is one row of a voice pack, shape (256,): the pack's row number len(phonemes) - 1.
        `speed` is 0.5 to 2.0. With `seed` the sine source's noise is the same each time.

        Raises:
            EngineError: the input is empty or too long, or the run failed.
            Interrupted: `interrupt` was called while it ran.
        """
        ...

    def interrupt(self) -> None:
        """End the run under way in another thread; nothing happens when there is none.

        Callable from any thread. For ONNX Runtime: `RunOptions.terminate` of the run.
        """
        ...
