"""What the player and its sound process tell each other, over two pipes.

Commands go down as a fixed header with sound behind it; reports come up as lines of JSON.
Nothing here imports more than the standard library: the sound process starts with it.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import BinaryIO, Final, Literal

__all__ = [
    "LISTING_SECONDS",
    "Alive",
    "AudioState",
    "Command",
    "Do",
    "Leaving",
    "Listing",
    "Over",
    "Progress",
    "Report",
    "Started",
    "read_command",
    "read_report",
]


class Do(IntEnum):
    """The commands."""

    OPEN = 1
    CHUNK = 2
    FINISH = 3
    STOP = 4
    DESCRIBE = 5
    LEAVE = 6


LISTING_SECONDS: Final = 10.0
"""How long PortAudio may still list the devices when the player has gone."""
_HEADER: Final = struct.Struct("<BIII")


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `pcm` and `sample_rate` belong to a chunk only."""

    do: Do
    playback: int = 0
    sample_rate: int = 0
    pcm: bytes = b""

    def encoded(self) -> bytes:
        """The bytes for the pipe."""
        return _HEADER.pack(self.do, self.playback, self.sample_rate, len(self.pcm)) + self.pcm


def read_command(pipe: BinaryIO) -> Command | None:
    """Wait for the next command; None when the other side has gone."""
    header = pipe.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    do, playback, sample_rate, length = _HEADER.unpack(header)
    pcm = pipe.read(length)
    return Command(Do(do), playback, sample_rate, pcm) if len(pcm) == length else None


@dataclass(frozen=True, slots=True)
class Alive:
    """The sound process has started, or still works."""


@dataclass(frozen=True, slots=True)
class Listing:
    """PortAudio lists the devices from here to the next report, and must not be cut off.

    It opens each of them, JACK's too, whose library (jack2's libjack) keeps a database in shared
    memory: a process that ends by force while it holds a lock there leaves all later ones waiting.
    """


@dataclass(frozen=True, slots=True)
class Leaving:
    """The sound process ends after this; a fresh one sees the devices as they are then."""


@dataclass(frozen=True, slots=True)
class AudioState:
    """The device as it was opened, or why it could not be.

    `latency_ms` is how much sound it may be given ahead; first sample and stop do not wait for it.
    """

    available: bool
    device: str = ""
    host_api: str = ""
    sample_rate: int = 0
    latency_ms: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """The first sample of a playback has left for the device."""

    playback: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a playback has been heard, and how loud it is there (see `port.Playhead`)."""

    playback: int
    heard_ms: int
    level_db: float | None = None


@dataclass(frozen=True, slots=True)
class Over:
    """How a playback ended, in the terms of `arqon_voice.playback.port.Ended`."""

    playback: int
    how: Literal["completed", "stopped", "failed"]
    heard_ms: int
    underruns: int
    reason: str = ""


Report = Alive | Leaving | Listing | AudioState | Started | Progress | Over

_REPORTS: Final[dict[str, type[Report]]] = {
    kind.__name__: kind for kind in (Alive, Leaving, Listing, AudioState, Started, Progress, Over)
}


def encode_report(report: Report) -> bytes:
    """The line for the pipe."""
    return json.dumps({"report": type(report).__name__, **asdict(report)}).encode() + b"\n"


def read_report(line: bytes) -> Report:
    """Read one line that the sound process wrote."""
    fields = json.loads(line)
    return _REPORTS[fields.pop("report")](**fields)
