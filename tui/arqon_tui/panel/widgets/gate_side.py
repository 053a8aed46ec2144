"""Beside or below the list of the gate: what is chosen, and the check that runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size

from arqon_tui.panel.actions import KeyOf
from arqon_tui.panel.events.lines import Part
from arqon_tui.panel.gate.lines import in_full, of_noted
from arqon_tui.panel.widgets.parts import PartsBlock

if TYPE_CHECKING:
    from arqon_gate.verdict import Row
    from arqon_tui.panel.gate.checking import Checking
    from arqon_tui.panel.gate.port import GateShown, Noted

__all__ = ["GateSide"]


class GateSide(Container):
    """Where there is room for one of the two only, a run stands in the place of what is chosen.

    Attributes:
        room: the cells that each of the two may take.
    """

    DEFAULT_CSS = """
    GateSide {
        height: auto; max-height: 50%; padding: 0 1; background: $panel; overflow: hidden;
        #gate-run { display: none; }
        &.-run #gate-run { display: block; }
        &.-run #gate-chosen { display: none; }
    }
    """

    def __init__(self, key_of: KeyOf) -> None:
        super().__init__()
        self.room = Size()
        self._key_of = key_of
        self._chosen = PartsBlock("gate-chosen")
        self._run = PartsBlock("gate-run")

    def compose(self) -> ComposeResult:
        """The one above the other."""
        yield self._chosen
        yield self._run

    def show_row(self, row: Row, shown: GateShown) -> None:
        """A criterion is chosen."""
        copies = f"enter: its artifacts · {self._key_of('copy_criterion')} copies them"
        runs = f"{self._key_of('run_check')} runs what is not proven · "
        keys = f"{runs if row.criterion.checks else ''}{copies}"
        self._put([*in_full(row, shown, self.room.width), [Part(keys, "quiet")]])

    def show_noted(self, one: Noted, now: datetime) -> None:
        """A decision or a switch of the provider is chosen."""
        self._put(of_noted(one, now, self.room.width))

    def show_run(self, checking: Checking) -> None:
        """The check that runs, or ran last, if there is one."""
        self.set_class(checking.live is not None, "-run")
        self._run.put(checking.lines(self.room.width, self.room.height, self._key_of))

    def _put(self, lines: Sequence[Sequence[Part]]) -> None:
        self._chosen.put(lines, most=self.room.height, rest=": enter shows all")
