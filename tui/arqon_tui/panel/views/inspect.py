"""Inspect: the telemetry, live."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from arqon_tui.panel.actions import bindings_of
from arqon_tui.panel.event_ring import EventRing
from arqon_tui.panel.state import PanelState
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.log_panel import LogPanel

__all__ = ["InspectView"]


class InspectView(View):
    """The log of events, as the panel remembers them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("inspect")]

    def __init__(self, ring: EventRing) -> None:
        super().__init__("inspect")
        self.telemetry = LogPanel(ring)

    def compose(self) -> ComposeResult:
        """The log over the whole view."""
        yield self.telemetry

    def first_focus(self) -> Widget:
        """The log, so that its keys work at once."""
        return self.telemetry.log_view

    def show(self, state: PanelState) -> None:
        """What has come since."""
        self.telemetry.look(state.events, state.left_out)

    def applies(self, name: str) -> bool:
        """There must be something to copy."""
        return name != "copy" or bool(self.telemetry.log_view.ring.shown)

    def action_pause(self) -> None:
        """Hold still, or follow again."""
        self.telemetry.log_view.action_pause()

    async def action_filter(self) -> None:
        """Filter as you type."""
        await self.telemetry.action_filter()

    def action_copy(self) -> None:
        """Copy the chosen line, or the newest."""
        self.telemetry.log_view.action_copy()
