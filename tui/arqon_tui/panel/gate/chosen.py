"""What is chosen in the gate, whole: to read, and to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arqon_tui.panel.gate.lines import artifact_lines, copied, of_noted
from arqon_tui.panel.gate.port import Noted

if TYPE_CHECKING:
    from datetime import datetime

    from arqon_gate.verdict import Row
    from arqon_tui.panel.events.lines import Part
    from arqon_tui.panel.gate.port import GateShown

__all__ = ["Chosen"]

_UNBROKEN = 10_000
"""Cells of a line in what is copied."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A criterion with its artifacts, or what was decided.

    Attributes:
        one: the criterion, or the decision or switch of the provider.
        shown: the gate as the last look found it.
        now: the time, in the local zone.
    """

    one: Row | Noted
    shown: GateShown
    now: datetime

    @property
    def title(self) -> str:
        """What is read, in a few words."""
        if isinstance(self.one, Noted):
            return "Decided"
        return f"{self.one.criterion.number}: its artifacts"

    def lines(self, width: int) -> Sequence[Sequence[Part]]:
        """All of it, in lines of `width` cells."""
        if isinstance(self.one, Noted):
            return of_noted(self.one, self.now, width)
        return artifact_lines(self.one, self.shown, width)

    def text(self) -> str:
        """All of it as text; a criterion as Markdown."""
        if isinstance(self.one, Noted):
            lines = ("".join(part.text for part in line).rstrip() for line in self.lines(_UNBROKEN))
            return "\n".join(lines) + "\n"
        return copied(self.one, self.shown)
