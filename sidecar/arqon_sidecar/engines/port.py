"""The port of an engine: phonemes and a style in, sound and durations out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "FRAME",
    "MAX_PHONEMES",
    "SAMPLE_RATE",
    "Engine",
    "EngineError",
    "Interrupted",
    "ModelIdentity",
    "Prepared",
    "Speech",
]

SAMPLE_RATE = 24_000
"""Hertz of what every engine returns: Kokoro's own rate."""

FRAME = 600
"""Samples of a frame: 25 ms, the unit of durations."""

MAX_PHONEMES = 510
"""The longest input of the model: 512 positions less the two padding marks."""


class EngineError(Exception):
    """The engine could not synthesize; the text says what and why."""


class Interrupted(EngineError):
    """The run was ended by `interrupt`; nothing is wrong with the engine."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What model this is: `sha256` is that of the checkpoint that it was exported from.

    `kind` is `kokoro-82m` for the published checkpoint only, `test-model` for random weights, else
    `variant`; `origin` says where it came from. `fidelity` names the engine's measured agreement
    with the reference, in words.
    """

    name: str
    sha256: str
    kind: str
    engine: str
    fidelity: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One segment's text and prosody: all that the vocoder needs, in its engine's own subclass.

    Attributes:
        frames: int64, one count for each phoneme symbol, the two padding marks included, first and
            last; a frame is FRAME samples.
        pitch: Hertz, float32, two values a frame.
        energy: float32, two values a frame.
    """

    frames: NDArray[np.int64]
    pitch: NDArray[np.float32]
    energy: NDArray[np.float32]

    @property
    def length(self) -> int:
        """Frames of the whole segment."""
        return len(self.pitch) // 2

    def window(self, first: int, last: int | None) -> tuple[int, int]:
        """The frames [first, last) that are asked for; `last` is the segment's end by default.

        Raises:
            EngineError: the segment holds no such frames.
        """
        end = self.length if last is None else last
        if not 0 <= first < end <= self.length:
            raise EngineError(f"frames {first} to {end} of a segment of {self.length}")
        return first, end


@dataclass(frozen=True, slots=True)
class Speech:
    """Sound of one segment: float32 mono at SAMPLE_RATE, within [-1, 1].

    `frames` is that of `Prepared`.
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

    def prepare(
        self, phonemes: str, style: NDArray[np.float32], speed: float, seed: int | None = None
    ) -> Prepared:
        """Read `phonemes` (1 to MAX_PHONEMES symbols of the vocabulary): durations, pitch, energy.

        `style` is one row of a voice pack, shape (256,): the pack's row number len(phonemes) - 1.
        `speed` is 0.5 to 2.0. With `seed` the sine source's noise is the same each time. A tenth to
        a fifth of the work of a segment.

        Raises:
            EngineError: the input is empty or too long, or the run failed.
            Interrupted: `interrupt` was called while it ran.
        """
        ...

    def vocode(
        self, prepared: Prepared, first: int = 0, last: int | None = None
    ) -> NDArray[np.float32]:
        """The sound of the frames [first, last) of what this engine prepared; the whole by default.

        Float32 mono at SAMPLE_RATE within [-1, 1], FRAME samples a frame. The vocoder's norms see
        the window only, so its edges sound otherwise than within the whole: context on both sides
        is for the caller to add and to cut off. May be called again, also after Interrupted.

        Raises:
            EngineError: there are no such frames, or the run failed.
            Interrupted: `interrupt` was called while it ran.
        """
        ...

    def synthesize(
        self, phonemes: str, style: NDArray[np.float32], speed: float, seed: int | None = None
    ) -> Speech:
        """Speak `phonemes`: `prepare`, then `vocode` of the whole; raises what they raise."""
        ...

    def interrupt(self) -> None:
        """End the run under way in another thread; nothing happens when there is none.

        Callable from any thread.
        """
        ...
