"""Operate: can it speak, what would F9 do, and what failed lately."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from arqon_tui.panel.actions import bindings_of
from arqon_tui.panel.event_ring import EventRing
from arqon_tui.panel.operating import failures, health_rows, rollback_rows
from arqon_tui.panel.state import PanelState
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.section import Section

__all__ = ["OperateView"]


class OperateView(View):
    """Sections of plain lines, each drawn from the state."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("operate")]

    def __init__(self, ring: EventRing, now: Callable[[], datetime]) -> None:
        super().__init__("operate")
        self._ring = ring
        self._now = now
        self._health = Section("Health")
        self._rollback = Section("Rollback")
        self._failures = Section("Failed lately")
        self._page = VerticalScroll(classes="body")

    def compose(self) -> ComposeResult:
        """One section below the other; the page scrolls."""
        with self._page:
            yield self._health
            yield self._rollback
            yield self._failures

    def first_focus(self) -> Widget:
        """The page, so that it scrolls by key."""
        return self._page

    def show(self, state: PanelState) -> None:
        """All sections, as things stand."""
        self._health.show(health_rows(state, self._now()))
        self._rollback.show(rollback_rows(state))
        self._failures.show(failures(self._ring.latest, 8))
