"""How the link to the bus fares, for a person to look at."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

from arqon_voice.bus.dialects import DialectName

__all__ = ["BusStatus", "Counts", "Tally"]


@dataclass(frozen=True, slots=True)
class Counts:
    """What came and went since the start.

    Of the frames that came, `requests`, `reviews` and `blocked` were acted on. `repeated`
    reviews had been asked before; `echoed` frames were ours, come back; `malformed` ones could
    not be read; `unknown` ones have a type that the contract does not know; `other` ones are
    for somebody else. `refused` requests were understood, but not taken on; `errors` are
    frames of ours that the bus refused. `faults` are our own.
    """

    connections: int = 0
    frames: int = 0
    requests: int = 0
    reviews: int = 0
    blocked: int = 0
    repeated: int = 0
    echoed: int = 0
    malformed: int = 0
    unknown: int = 0
    other: int = 0
    refused: int = 0
    errors: int = 0
    faults: int = 0
    sent: int = 0

    @property
    def words(self) -> str:
        """What was not acted on, for a person; empty where there was nothing."""
        passed_over = {
            "malformed": self.malformed,
            "unknown": self.unknown,
            "echoed": self.echoed,
            "of ours refused by the bus": self.errors,
            "met a fault of this program": self.faults,
        }
        told = ", ".join(f"{count} {what}" for what, count in passed_over.items() if count)
        return told and f"frames not acted on: {told}"


@dataclass(frozen=True, slots=True)
class BusStatus:
    """A snapshot.

    `address` is the bus, without anything secret that its URL may hold. `dialect` is None until
    one is chosen, `chosen` says how it was. `heard`: a frame of the room came on this
    connection. `words` says all this for a person; `fault` is what went wrong last, or empty.
    """

    address: str
    dialect: DialectName | None = None
    chosen: str = ""
    connected: bool = False
    heard: bool = False
    counts: Counts = field(default_factory=Counts)
    words: str = "not started"
    fault: str = ""

    @property
    def all_words(self) -> str:
        """`words`, with what was not acted on since the start, and why the last time."""
        counted = self.counts.words
        if counted and self.connected and self.fault:
            counted += f" ({self.fault})"
        return "; ".join(filter(None, (self.words, counted)))


class Tally:
    """Counts, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.counts = Counts()

    def add(self, name: str) -> None:
        """Count one more of `name`, a field of `Counts`."""
        with self._lock:
            self.counts = replace(self.counts, **{name: getattr(self.counts, name) + 1})
