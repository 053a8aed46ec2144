"""The port of a player: who opens a playback, feeds it sound, and hears how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from arqon_voice.speech.utterance import PcmChunk

__all__ = ["FILE_SINK", "Ended", "Playback", "Player", "Playhead"]

FILE_SINK: Final = "a file"
"""What is played to where nobody hears it: its first audio is none that was heard."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a playback ended.

    `heard_ms` is how much of it left for the device, `underruns` how often the device had to
    wait for sound in the middle. `reason` says why it failed, for a person.
    """

    how: Literal["completed", "stopped", "failed"]
    heard_ms: int
    underruns: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Playhead:
    """How far a playback is, and how loud it is there.

    `level_db` is in decibels below full scale (0 is the loudest), None where nothing sounds, or
    where the player cannot tell.
    """

    heard_ms: int = 0
    level_db: float | None = None


class Playback(Protocol):
    """One utterance on its way to the device.

    A playback may fail by itself (no device, the device went away). `write` then drops what it
    is given, and `ended` tells.
    """

    async def write(self, chunk: PcmChunk) -> None:
        """Queue `chunk` for the device; waits, without blocking the loop, while the queue is full.

        The sample rate may differ from the device's and from the chunk before.
        """
        ...

    def finish(self) -> None:
        """Say that no more sound will come: what is queued plays to its end."""
        ...

    def stop(self) -> None:
        """Fall silent within 100 ms and drop what is queued. Safe from any thread."""
        ...

    @property
    def playhead(self) -> Playhead:
        """How far it is now, as far as is known. From any thread."""
        ...

    async def started(self) -> bool:
        """Wait for the first sample to leave for the device; False if it ended before that."""
        ...

    async def ended(self) -> Ended:
        """Wait for the end."""
        ...


class Player(Protocol):
    """Owns the device."""

    @property
    def sink(self) -> str:
        """What it plays to, for a person: a device's name, or `FILE_SINK`."""
        ...

    def warm(self) -> None:
        """Load and start what the first playback would else wait for. May take a second."""
        ...

    def open(self) -> Playback:
        """Begin a playback; returns at once. A missing device is told by the playback's end."""
        ...

    def close(self) -> None:
        """Stop what plays and give the device back."""
        ...
