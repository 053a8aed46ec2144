"""Operate: can it speak, what would F9 do, and what failed lately."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from arqon_tui.panel.actions import KeyOf, bindings_of
from arqon_tui.panel.events.recent import RecentEvents
from arqon_tui.panel.failures import failure_rows
from arqon_tui.panel.operating import checklist_rows, health_rows, program_rows, rollback_rows
from arqon_tui.panel.state import PanelState
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.change_list import ChangeList
from arqon_tui.panel.widgets.page import Page
from arqon_tui.panel.widgets.section import Section

if TYPE_CHECKING:
    from arqon_service.settings_history import SettingsEntry
    from arqon_tui.panel.status import ProgramName

__all__ = ["OperateView"]

_TWO_COLUMNS = 110
_TALL = 36
"""Columns and rows from which on there is room for more."""


class OperateView(View):
    """Sections of plain lines, each drawn from the state."""

    DEFAULT_CSS = """
    OperateView {
        .column { height: auto; width: 1fr; }
        &.-two VerticalScroll { layout: horizontal; }
        &.-tall ChangeList { max-height: 20; }
    }
    """

    @dataclass
    class UndoAsked(Message):
        """Somebody wants this change undone."""

        entry: SettingsEntry

    @dataclass
    class SwitchAsked(Message):
        """Somebody wants a program started, or stopped."""

        name: ProgramName
        on: bool

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("operate")]

    def __init__(
        self,
        ring: RecentEvents,
        now: Callable[[], datetime],
        key_of: KeyOf,
    ) -> None:
        super().__init__("operate")
        self._ring = ring
        self._now = now
        self._key_of = key_of
        self._state = PanelState()
        self._health = Section("Health", id="health")
        self._programs = Section("Service and VM", id="programs")
        self._checklist = Section("Checklist", id="checklist")
        self._rollback = Section("Rollback and undo", id="rollback")
        self._changes = ChangeList()
        self._failures = Section("Failed lately", id="failures")
        self._page = Page(classes="body", name="Page")

    def compose(self) -> ComposeResult:
        """Two columns where there is room, else one below the other; the page scrolls."""
        self.set_class(self.app.size.width >= _TWO_COLUMNS, "-two")  # before there is more to style
        with self._page:
            with Container(classes="column"):
                yield self._health
                yield self._programs
                yield self._checklist
            with Container(classes="column"):
                yield self._rollback
                yield self._changes
                yield self._failures

    def on_resize(self) -> None:
        """Take two columns where both are wide enough to be read, and say more if it fits."""
        self.set_class(self.size.width >= _TWO_COLUMNS, "-two")
        was = self._is_tall
        self.set_class(self.has_class("-two") and self.size.height >= _TALL, "-tall")
        if self._is_tall != was:
            self.show(self._state)

    @property
    def _is_tall(self) -> bool:
        return self.has_class("-tall")

    def first_focus(self) -> Widget:
        """The page, so that it scrolls by key."""
        return self._page

    def applies(self, name: str) -> bool:
        """A change must be marked for an undo of it."""
        return name != "undo_chosen" or self._changes.chosen is not None

    def action_undo_chosen(self) -> None:
        """Undo the change that is marked."""
        if (entry := self._changes.chosen) is not None:
            self.post_message(self.UndoAsked(entry))

    def action_start_service(self) -> None:
        """Start the service."""
        self.post_message(self.SwitchAsked("service", on=True))

    def action_stop_service(self) -> None:
        """Stop the service, after a question."""
        self.post_message(self.SwitchAsked("service", on=False))

    def action_start_vm(self) -> None:
        """Start the VM."""
        self.post_message(self.SwitchAsked("vm", on=True))

    def action_stop_vm(self) -> None:
        """Stop the VM, after a question."""
        self.post_message(self.SwitchAsked("vm", on=False))

    def show(self, state: PanelState) -> None:
        """All sections, as things stand."""
        self._state = state
        self._health.show(health_rows(state))
        self._programs.show(program_rows(state, self._key_of))
        self._checklist.show(checklist_rows(state, whole=self._is_tall))
        self._rollback.show(rollback_rows(state, self._key_of))
        self._changes.show(state.changes, self._now())
        self._failures.show(failure_rows(self._ring.latest, 16 if self._is_tall else 8))
