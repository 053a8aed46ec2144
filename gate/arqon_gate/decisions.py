"""The decision log: its numbered entries, and adding one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from arqon_gate.page import DECISIONS
from arqon_settings.durable import replace_durably

__all__ = ["Decision", "append"]

_NUMBER: Final = re.compile(r"^\*\*D-(\d+) · ", re.MULTILINE)


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
