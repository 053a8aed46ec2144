"""What goes between the gate and the process of a check."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from arqon_gate.check import Check, Outcome
from arqon_service.home import Home

__all__ = ["REPORT", "Order", "Report"]


@dataclass(frozen=True, slots=True)
class Order:
    """What the process shall do.

    `report` is the file that it writes its outcome to; `spoken` the one that it adds each text to
    which it is about to speak, a line each.
    """

    check: Check
    report: Path
    spoken: Path
    home: Home
    user: Home
    scratch: Path
    sidecar_url: str
    repository: Path | None
    maestro: Path | None


@dataclass(frozen=True, slots=True)
class Report:
    """What the process says at its end."""

    outcome: Outcome


REPORT: Final = TypeAdapter(Report)
