"""Whose turn it is at the engine: of all jobs the one whose listener runs dry first.

A job that made nothing yet is due since it came. One that made a minute of sound is due almost a
minute after its first piece. So a warning does not wait behind a chapter that is read aloud, and
the chapter does not pause. Where the engine is slower than the listeners, jobs take turns piece by
piece, since none is due before its last piece was made. What is due stays due and new jobs are due
when they come, so each job that waits is first some day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["AHEAD_S", "MOST_INTERRUPTIONS", "Standing", "worth_interrupting"]

AHEAD_S: Final = 4.0
"""A job is due this long before its listener runs dry: its next piece may take 3 s to make."""
MOST_INTERRUPTIONS: Final = 3
"""Runs of one segment that may be ended for others: each is made again from its start."""
_SHORT_RUN_S: Final = 0.5
"""An answer that goes out whole is interrupted only once its run has lasted this long."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about a job's turn; moments are seconds of one clock.

    Attributes:
        arrived: When it came.
        place: Its place among jobs that are due at the same moment.
        streamed: Whether somebody listens while it is made.
        first_audio: When its first piece was made, if one was.
        last_audio: When its last piece was made.
        audio: Seconds of sound made so far.
        behind: It gave way to a job that came at this moment.
        interruptions: Runs of its present segment that were ended for others.
    """

    arrived: float
    place: int
    streamed: bool
    first_audio: float | None = None
    last_audio: float = 0.0
    audio: float = 0.0
    behind: float = 0.0
    interruptions: int = 0

    @property
    def turn(self) -> tuple[float, int]:
        """When it must have the engine, and its place among equals: the least goes first."""
        due = max(self.arrived, self.last_audio, self.behind)
        if self.first_audio is not None:
            due = max(due, self.first_audio + self.audio - AHEAD_S)
        return due, self.place


def worth_interrupting(running: Standing, new: Standing, run_s: float) -> bool:
    """Whether to end the run under way, which has lasted `run_s`, for a job that has just come.

    The run's work is lost, so this is for a job whose listener is ahead, and for an answer that
    goes out whole.
    """
    if running.interruptions >= MOST_INTERRUPTIONS:
        return False
    return running.turn > new.turn or (not running.streamed and run_s >= _SHORT_RUN_S)
