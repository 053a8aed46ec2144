"""The decision log: its numbered entries, and adding one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from arqon_gate.page import DECISIONS
from arqon_settings.durable import replace_durably

__all__ = ["Decision", "Entry", "append", "decisions_on_the_gate"]

_NUMBER: Final = re.compile(r"^\*\*D-(\d+) · ", re.MULTILINE)
_ENTRY: Final = re.compile(
    r"^\*\*(?P<number>D-\d+) · (?P<day>\d{4}-\d\d-\d\d) · (?P<status>[^·*]+) · "
    r"(?P<decision>Gate 6 .+?)\*\*(?P<rest>.*?)(?=^\s*$|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry: what was decided, why, what follows, and what else was considered."""

    day: date
    decision: str
    why: str
    consequences: str
    considered: str

    def entry(self, number: int) -> str:
        """In the form of the log."""
        return (
            f"**D-{number} · {self.day} · in force · {self.decision}** {self.why} "
            f"Consequences: {self.consequences} Considered: {self.considered}\n"
        )


def append(repository: Path, decision: Decision) -> str:
    """Add an entry with the next number to the log; returns the number, as `D-12`.

    Raises:
        OSError: the log cannot be read or written; it is then as it was.
        ChangedMeanwhile: somebody else wrote it in this moment; it is as they left it.
    """
    path = repository / DECISIONS
    before = path.read_bytes()
    numbers = [int(number) for number in _NUMBER.findall(before.decode(errors="replace"))]
    number = max(numbers, default=0) + 1
    entry = decision.entry(number).encode()
    gap = b"\n" if before.endswith(b"\n") else b"\n\n"
    replace_durably(path, before + gap + entry, expected=before)
    return f"D-{number}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log as it stands there; `rest` is all that follows the decision."""

    number: str
    day: date
    status: str
    decision: str
    rest: str


def decisions_on_the_gate(repository: Path) -> tuple[Entry, ...]:
    """The entries of the log whose decision begins with `Gate 6`, in their order.

    Raises:
        OSError: there is a log, and it cannot be read.
    """
    try:
        text = (repository / DECISIONS).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ()
    return tuple(_entries(text))


def _entries(text: str) -> Iterator[Entry]:
    for found in _ENTRY.finditer(text):
        with suppress(ValueError):  # there is no such day
            day = date.fromisoformat(found["day"])
            words = (" ".join(found[name].split()) for name in ("status", "decision", "rest"))
            yield Entry(found["number"], day, *words)
