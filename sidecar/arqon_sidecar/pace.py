"""How long the next segment may be, so that sound starts early and never runs dry.

While segment k is played, segment k+1 is made. Making n phonemes takes RTF times as long as playing
them, so the next segment may hold (phonemes made and not yet played) / RTF phonemes. Counted at a
real-time factor of 0.45, half as much again as the engine needs on two quiet cores (0.29), the
room goes 24, 53, 70: first audio waits for 1.8 s of sound, some 0.5 s of work.
"""

from __future__ import annotations

__all__ = ["LARGEST", "Pace"]

LARGEST = 70
"""Phonemes in a segment at most, some 5 s. The model takes 510, but memory grows with the length
(0.62 GB for the service at 70, some 0.8 at 130), and long speech fades."""
_FIRST = 24
_LEAST = 16
"""Below some 16 phonemes Kokoro's prosody suffers: rather a gap than that."""
_PLANNED_RTF = 0.45


class Pace:
    """The room for each segment in turn, in phonemes."""

    def __init__(self, first: int = _FIRST) -> None:
        self._first = first
        self._ahead = 0.0

    @classmethod
    def whole(cls) -> Pace:
        """For an answer that goes out in one piece: nobody listens yet, prosody counts."""
        return cls(first=LARGEST)

    @property
    def room(self) -> int:
        """How many phonemes the next segment may hold."""
        if not self._ahead:
            return self._first
        return int(min(LARGEST, max(_LEAST, self._first, self._ahead / _PLANNED_RTF)))

    def made(self, phonemes: int) -> None:
        """A segment of so many phonemes is on its way to the listener."""
        played_meanwhile = _PLANNED_RTF * phonemes if self._ahead else 0.0
        self._ahead = max(1.0, self._ahead - played_meanwhile + phonemes)
