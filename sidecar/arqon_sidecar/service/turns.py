"""Whose turn it is at the engine: of all jobs the one whose listener runs dry first.

A job that made nothing yet is due since it came. One that made a minute of sound is due almost a
minute after its first piece, and an answer that goes out whole when it could be made: nobody
expects twenty minutes of sound at once. So a warning does not wait behind a chapter that is read
aloud, and the chapter does not pause. Where the engine is slower than the listeners, jobs take
turns piece by piece, since none is due before its last piece was made. What is due stays due and
new jobs are due when they come, so each job that waits is first some day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["AHEAD_S", "MOST_INTERRUPTIONS", "Standing", "worth_interrupting"]

AHEAD_S: Final = 4.0
"""A job is due this long before its listener runs dry: its next piece may take 3 s to make."""
MOST_INTERRUPTIONS: Final = 3
"""Runs of one segment that may be ended for others: each is made again from its start."""
_WHOLE_S: Final = 0.02
"""Seconds of work for a character of an answer that goes out whole: a real-time factor of 0.3."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about a job's turn; moments are seconds of one clock.

    Attributes:
        arrived: When it came.
        place: Its place among jobs that are due at the same moment.
        streamed: Whether somebody listens while it is made.
        characters: Length of its text, as far as that makes its client wait.
        first_audio: When its first piece was made, if one was.
        last_audio: When its last piece was made.
        audio: Seconds of sound made so far.
        interruptions: Runs of its present segment that were ended for others.
    """

    arrived: float
    place: int
    streamed: bool
    characters: int
    first_audio: float | None = None
    last_audio: float = 0.0
    audio: float = 0.0
    interruptions: int = 0

    @property
    def turn(self) -> tuple[float, int]:
        """When it must have the engine, and its place among equals: the least goes first."""
        expected = self.arrived if self.streamed else self.arrived + _WHOLE_S * self.characters
        due = max(expected, self.last_audio)
        if self.first_audio is not None:
            due = max(due, self.first_audio + self.audio - AHEAD_S)
        return due, self.place


def worth_interrupting(running: Standing, new: Standing) -> bool:
    """Whether to end the run under way, whose work is then lost, for a job that has just come."""
    return running.interruptions < MOST_INTERRUPTIONS and running.turn > new.turn
