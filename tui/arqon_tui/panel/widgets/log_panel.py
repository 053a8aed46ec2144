"""The telemetry section: the log, its filter, and the chosen event in full."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from arqon_tui.panel.event_line import in_full
from arqon_tui.panel.event_ring import EventRing
from arqon_tui.panel.widgets.event_log import EventLog
from arqon_voice.text import plain

__all__ = ["LogPanel"]


class LogPanel(Widget):
    """Says in its title whether the log follows, and how many events wait while it does not."""

    DEFAULT_CSS = """
    LogPanel {
        height: 1fr; min-height: 4; padding: 0 0 0 1;
        border-top: solid $border-blurred; border-title-color: $foreground;
        Input { display: none; margin: 0 1 0 0; }
        &.-filtering Input { display: block; }
        Static { display: none; height: auto; max-height: 4; color: $text; background: $panel; }
        &.-chosen Static { display: block; }
        &:focus-within { border-top: solid $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Clear", show=False),
    ]

    def __init__(self, ring: EventRing) -> None:
        super().__init__(id="telemetry")
        self.log_view = EventLog(ring)
        self._events = self._left_out = 0
        self._title = ""

    def compose(self) -> ComposeResult:
        """The log; the filter and the event in full come when they are needed."""
        yield self.log_view

    def on_mount(self) -> None:
        """Say what this is."""
        self._name_the_section()

    def look(self, events: int, left_out: int) -> None:
        """Draw what has come: so many events in all, of which some came too fast to be kept."""
        if events != self._events or left_out != self._left_out:
            self._events, self._left_out = events, left_out
            self.log_view.look()
            self._name_the_section()

    async def action_filter(self) -> None:
        """Filter as you type."""
        if not self.query(Input):
            filter_input = Input(
                placeholder="part of a name, a message id or the data", compact=True
            )
            await self.mount(filter_input, before=self.log_view)
        self.add_class("-filtering")
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Clear the filter, then the choice of a line."""
        if self.has_class("-filtering"):
            self.query_one(Input).value = ""
            self.remove_class("-filtering")
            self.log_view.focus()
        else:
            self.log_view.action_follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Escape is only ours while there is something to leave."""
        busy = self.has_class("-filtering") or self.log_view.ring.paused
        return action != "leave" or busy

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        event.stop()
        self.log_view.search(event.value)
        self._name_the_section()

    @on(Input.Submitted)
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        self.log_view.focus()

    @on(EventLog.Changed)
    def _changed(self, event: EventLog.Changed) -> None:
        event.stop()
        row = self.log_view.row
        self.set_class(row is not None, "-chosen")
        if row is not None:
            self._show_in_full(in_full(row))
        self._name_the_section()

    def _show_in_full(self, text: str) -> None:
        if not self.query(Static):
            self.mount(Static(markup=False))
        self.query_one(Static).update(text)

    def _name_the_section(self) -> None:
        ring = self.log_view.ring
        parts = []
        if ring.needle:
            parts.append(f'"{plain(ring.needle)}": {len(ring.shown):,} of {len(ring):,}')
        parts.append(f"paused, {ring.waiting:,} new" if ring.paused else "following")
        if self._left_out:
            parts.append(f"{self._left_out:,} came too fast and were left out")
        if self.has_focus_within:
            parts.append(f"space {'follow' if ring.paused else 'pause'} · / filter · y copy")
        title = " · ".join(["", *parts])
        if title != self._title:
            self._title = title
            self.border_title = Content.assemble(("Telemetry", "bold"), title)

    def on_descendant_focus(self) -> None:
        """Name the keys of the log."""
        self._name_the_section()

    def on_descendant_blur(self) -> None:
        """Name the section only."""
        self._name_the_section()
