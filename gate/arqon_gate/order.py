"""What goes between the gate and the process of a check."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from arqon_gate.check import Around, Check, Outcome

__all__ = ["REPORT", "Order"]

REPORT: Final = TypeAdapter(Outcome)
"""What the process says at its end."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the process shall do; `report` is the file that it writes its outcome to."""

    check: Check
    around: Around
    report: Path
