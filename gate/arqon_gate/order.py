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
    """What the process shall do; `report` is the file that it writes its `Report` to."""

    check: Check
    report: Path
    home: Home
    user: Home
    scratch: Path
    sidecar_url: str
    repository: Path | None
    maestro: Path | None


@dataclass(frozen=True, slots=True)
class Report:
    """How the check ended, and the texts that it spoke, so that they can be taken out."""

    outcome: Outcome
    spoken: tuple[str, ...]


REPORT: Final = TypeAdapter(Report)
