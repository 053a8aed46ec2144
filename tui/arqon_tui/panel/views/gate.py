"""Gate: what of the plan is proven, by which artifacts, and the checks that prove it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.geometry import Size
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import OptionList

from arqon_tui.panel.actions import KeyOf, bindings_of
from arqon_tui.panel.events.lines import Part
from arqon_tui.panel.gate.checking import Checking
from arqon_tui.panel.gate.chosen import Chosen
from arqon_tui.panel.gate.lines import counted
from arqon_tui.panel.gate.looking import Looking
from arqon_tui.panel.posting import poster
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.gate_list import GateList
from arqon_tui.panel.widgets.gate_side import GateSide
from arqon_tui.panel.widgets.parts import PartsBlock
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_tui.panel.gate.port import GateShown, Noted
    from arqon_tui.panel.services import Services

__all__ = ["GateView"]

_LOOK_S: Final = 2.0
_TICK_S: Final = 0.25
_TWO_COLUMNS: Final = 120
_LOW: Final = 10
"""Columns from which on there are two, and rows under which there is no room below the list."""


class GateView(View):
    """The criteria and what was decided; beside or below them, the chosen one or the run."""

    DEFAULT_CSS = """
    GateView {
        #gate-said { height: auto; max-height: 33%; padding: 0 1; }
        #gate-body { height: 1fr; }
        &.-two #gate-body { layout: horizontal; }
        &.-two GateList { width: 1fr; height: 100%; }
        &.-two GateSide { width: 1fr; height: 100%; max-height: 100%; }
        &.-two GateSide.-run #gate-chosen { display: block; margin: 0 0 1 0; }
        &.-low GateSide { display: none; }
        &.-low GateSide.-run { display: block; max-height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("gate")]

    @dataclass
    class Told(Message):
        """A run has ended, or could not begin: words for the band."""

        text: str
        failed: bool

    @dataclass
    class Runs(Message):
        """Another check runs now; no name where none does."""

        name: str

    @dataclass
    class Copied(Message):
        """A criterion is to be copied, with its artifacts."""

        text: str

    def __init__(self, now: Callable[[], datetime], key_of: KeyOf) -> None:
        super().__init__("gate")
        self._now = now
        self.shown: GateShown | None = None
        self.checking = Checking(self._changed, self._told)
        self.list = GateList()
        self._said = PartsBlock("gate-said")
        self._side = GateSide(key_of)
        self._looking = Looking()
        self._looks: Timer | None = None
        self._ticks: Timer | None = None
        self._marked_last: str | Noted = ""

    def compose(self) -> ComposeResult:
        """How many are proven, the list, and what is chosen or runs."""
        yield self._said
        with Container(id="gate-body"):
            yield self.list
            yield self._side

    def on_mount(self) -> None:
        """Look now and then, while somebody looks at this view."""
        self.checking.post = poster(self)
        self._looks = self.set_interval(_LOOK_S, self._looking.look, pause=True)
        self._ticks = self.set_interval(_TICK_S, self._draw_run, pause=True)

    def on_resize(self) -> None:
        """The terminal has another size."""
        self.fit(self.size)
        self.call_after_refresh(self._draw)

    def fit(self, size: Size) -> None:
        """Two columns where both are wide enough to be read; the list alone where few rows are."""
        self.set_class(size.width >= _TWO_COLUMNS, "-two")
        self.set_class(size.height < _LOW, "-low")
        width = size.width // 2 if self.has_class("-two") else size.width
        rows = 2 if self.has_class("-low") else size.height // 2 - 1
        self._side.room = Size(width - 3, rows)

    def first_focus(self) -> Widget:
        """The list, so that its keys work at once."""
        return self.list

    def open(self, services: Services) -> None:
        """Look at what is there."""
        super().open(services)
        self.checking.gate = self._looking.gate = services.gate
        self._looking.post = poster(self)
        if self.is_attached:
            self._looking.look()

    def came(self) -> None:
        """Look, and go on looking."""
        super().came()
        self._draw()
        self._looking.look()
        if self._looks is not None and self._ticks is not None:
            self._looks.resume()
            if self.checking.running:
                self._ticks.resume()

    def goes(self) -> None:
        """Nobody looks: a check that runs goes on, and its end is told in the band."""
        super().goes()
        if self._looks is not None and self._ticks is not None:
            self._looks.pause()
            self._ticks.pause()

    def applies(self, name: str) -> bool:
        """A check must run to be ended, and a criterion be marked to be checked."""
        if name == "end_check":
            return self.checking.running
        if name == "run_check":
            row = self.list.row
            return not self.checking.running and row is not None and bool(row.criterion.checks)
        return name != "copy_criterion" or self.list.marked is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is only ours while there is something to end."""
        if action == "end_check":
            return self.checking.running
        return super().check_action(action, parameters)

    def action_run_check(self) -> None:
        """Run the checks of the chosen criterion that are not proven; all, if all are."""
        row, shown = self.list.row, self.shown
        if row is None or shown is None:
            self._told("Mark a criterion first: its checks are run.", failed=True)
            return
        if not row.criterion.checks:
            why = (f"No check shows {row.criterion.number}.", *row.commands)
            self._told(" ".join(why), failed=True)
            return
        names = row.criterion.checks
        open_ones = [name for name in names if shown.checks[name].verdict != "proven"]
        self.checking.begin(row.criterion.number, open_ones or names)

    def action_end_check(self) -> None:
        """End the check that runs: it has failed then, and no other one begins."""
        self.checking.end()
        self._draw_run()

    def action_copy_criterion(self) -> None:
        """Copy the chosen criterion with its artifacts, or what was decided."""
        if (chosen := self._chosen) is not None:
            self.post_message(self.Copied(chosen.text()))

    @property
    def _chosen(self) -> Chosen | None:
        one, shown = self.list.marked, self.shown
        return None if one is None or shown is None else Chosen(one, shown, self._now())

    @on(OptionList.OptionSelected)
    def _open_chosen(self, event: OptionList.OptionSelected) -> None:
        from arqon_tui.panel.screens.whole import WholeScreen

        event.stop()

        def close(copy: bool | None) -> None:
            if copy:
                self.action_copy_criterion()

        if (chosen := self._chosen) is not None:
            self.app.push_screen(WholeScreen(chosen.title, chosen.lines), close)

    @on(OptionList.OptionHighlighted)
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        row, one = self.list.row, self.list.noted
        marked = row.criterion.number if row is not None else one or ""
        if marked != self._marked_last:
            self._marked_last = marked
            self.checking.put_away()
        self._draw_side()

    @on(Looking.Looked)
    def _has_looked(self, event: Looking.Looked) -> None:
        event.stop()
        self._looking.ended()
        error = event.done.exception()
        if error is not None:
            why = plain(f"The gate could not be looked at: {type(error).__name__}: {error}")
            self._said.put([[Part(why, "failure")]], most=5)
            return
        self.shown = event.done.result()
        self._draw()

    @on(Checking.Ended)
    def _check_ended(self, event: Checking.Ended) -> None:
        event.stop()
        self.checking.ended(event.live, event.done)
        self._looking.look(anew=True)

    def _told(self, text: str, *, failed: bool) -> None:
        self.post_message(self.Told(text, failed))

    def _changed(self) -> None:
        """Another check runs, or none any more."""
        live = self.checking.live
        self.post_message(self.Runs(live.name if live and self.checking.running else ""))
        if self._ticks is not None:
            (self._ticks.resume if self.checking.running else self._ticks.pause)()
        self._draw()

    def _draw(self) -> None:
        if self.shown is not None:
            runs = self.checking.criterion if self.checking.running else ""
            self._said.put(counted(self.shown, self.size.width - 2), most=5)
            self.list.show(self.shown, runs, self._now())
        else:
            self._said.put([[Part("The evidence is being read …", "quiet")]])
        self._draw_side()

    def _draw_side(self) -> None:
        row, one = self.list.row, self.list.noted
        if row is not None and self.shown is not None:
            self._side.show_row(row, self.shown)
        elif one is not None:
            self._side.show_noted(one, self._now())
        self._draw_run()

    def _draw_run(self) -> None:
        self._side.show_run(self.checking)
