"""Inspect: the telemetry, live and back to the first event that is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from arqon_tui.panel.actions import KeyOf, bindings_of
from arqon_tui.panel.events.browser import Answer, Browser
from arqon_tui.panel.events.lines import in_full
from arqon_tui.panel.events.recent import RecentEvents
from arqon_tui.panel.events.said import hint, status
from arqon_tui.panel.events.utterances import Utterance, row_of
from arqon_tui.panel.state import PanelState
from arqon_tui.panel.views.evidence import EvidenceView
from arqon_tui.panel.widgets.chosen_event import ChosenEvent
from arqon_tui.panel.widgets.drawing_pace import DrawingPace
from arqon_tui.panel.widgets.event_log import EventLog
from arqon_tui.panel.widgets.line_editor import LineEditor
from arqon_tui.panel.widgets.parts import PartsBlock
from arqon_tui.panel.widgets.time_box import TimeBox
from arqon_tui.panel.writes import Writes

if TYPE_CHECKING:
    from arqon_tui.panel.services import Services

__all__ = ["InspectView"]

_PLACEHOLDER = "timeout · provider:kokoro · severity:failure · since:1h · -text"


class InspectView(EvidenceView):
    """The filter, the log, the chosen event in full, and how long requests took.

    What comes while it follows is drawn at a pace; what a key does is drawn at once.
    """

    DEFAULT_CSS = """
    InspectView {
        Input { display: none; margin: 0 1; }
        &.-filtering Input { display: block; }
        #said { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        EventLog { padding: 0 0 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("inspect"),
        Binding("escape", "leave", "Clear", show=False),
    ]

    class Answered(Message):
        """The store has answered."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    def __init__(
        self, ring: RecentEvents, now: Callable[[], datetime], writes: Writes, key_of: KeyOf
    ) -> None:
        super().__init__("inspect", now, writes, key_of)
        self._ring = ring
        self._pace = DrawingPace(self._draw, self.set_timer)
        self._was_seen = False
        self._seen = self._left_out = 0
        self._told = ""

        def now_ms() -> int:
            return int(now().timestamp() * 1000)

        self.browser = Browser(lambda answer: self.post_late(self.Answered(answer)), now_ms)
        self.log_view = EventLog()
        self.filter = LineEditor(placeholder=_PLACEHOLDER, compact=True, name="Filter")
        self._said = PartsBlock("said")
        self._whole = ChosenEvent(key_of)
        self.times = TimeBox(now_ms, key_of)

    def compose(self) -> ComposeResult:
        """What is shown, the log, and below it what is chosen."""
        yield self.filter
        yield self._said
        yield self.log_view
        yield self._whole
        yield self.times

    def on_resize(self) -> None:
        """Name as many keys as there is room for."""
        self._say()

    def first_focus(self) -> Widget:
        """The log, so that its keys work at once."""
        return self.log_view

    def open(self, services: Services) -> None:
        """Ask for what is there."""
        super().open(services)
        self.browser.open(services.event_history)
        self.times.open(services.event_history)

    def came(self) -> None:
        """What has happened while another view was looked at is shown."""
        super().came()
        if not self._was_seen:
            self._was_seen = True
            self.times.begin()
        if not self.browser.window.paused:
            self.browser.search()

    def show(self, state: PanelState) -> None:
        """Take what has come since."""
        rows = self._ring.newer(self._seen)
        if rows:
            self._seen = rows[-1].id
        if state.left_out != self._left_out:
            # They are in the store, though they came too fast to be handed on.
            self._left_out = state.left_out
            if not self.browser.window.paused:
                self.browser.search()
        if self.browser.arrived(rows):
            self.times.came(rows)
            if self.browser.window.paused:
                self._say()
            else:
                self._pace.ask(self.log_view.size.area)

    def applies(self, name: str) -> bool:
        """There must be something to copy."""
        return name not in ("copy", "copy_utterance") or bool(self.log_view.entries)

    def action_pause(self) -> None:
        """Hold still, or follow again."""
        if self.browser.window.paused:
            self.action_follow()
        else:
            self.log_view.following = False
            self.browser.pause()
            self._draw()

    def action_follow(self) -> None:
        """Go to the newest event and stay there."""
        self.browser.follow()
        self.log_view.follow()
        self._draw()

    def action_filter(self) -> None:
        """Filter as you type."""
        self.add_class("-filtering")
        self.filter.focus()

    def action_leave(self) -> None:
        """Take away the filter, then the choice."""
        if self.has_class("-filtering"):
            self.remove_class("-filtering")
            self.filter.value = ""
            self.log_view.focus()
        else:
            self.action_follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Escape is only ours while there is something to leave."""
        return action != "leave" or self.has_class("-filtering") or self.browser.window.paused

    def action_failure(self) -> None:
        """Choose the failure before what is chosen, or the last one."""
        if self.log_view.choose_failure():
            self.tell("")
        elif self.services is None or (
            self.browser.window.searching and not self.browser.window.rows
        ):
            self.tell(f"the store is still being read: {self._key_of('failure')} again in a moment")
        else:
            count = len(self.browser.window.rows)
            search = f"{self._key_of('filter')} severity:failure"
            self.tell(f"no failure before this among {count:,} events: {search}")

    def action_wrap(self) -> None:
        """Show events on one line each, or whole."""
        self.log_view.toggle_wrap()

    def action_group(self) -> None:
        """Gather events by utterance, or show them as they came."""
        self.browser.grouped = not self.browser.grouped
        self._draw()

    def action_health(self) -> None:
        """Show looks at the sidecar's health, or fold them away."""
        self.browser.toggle_health()
        self._draw()

    def action_times(self) -> None:
        """Another window of time for the percentiles."""
        self.times.next_span()

    @on(Answered)
    def _has_answered(self, event: Answered) -> None:
        event.stop()
        self.browser.take(event.answer)
        self._draw()
        self._show_whole()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._told = ""
        self.browser.filter(event.value)
        self._say()

    @on(Input.Submitted)
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        self.log_view.focus()

    @on(EventLog.Left)
    def _left(self, event: EventLog.Left) -> None:
        event.stop()
        self.browser.pause()
        self._say()

    @on(EventLog.Chosen)
    def _chosen(self, event: EventLog.Chosen) -> None:
        event.stop()
        self._show_whole()

    @on(EventLog.NearStart)
    def _near_start(self, event: EventLog.NearStart) -> None:
        event.stop()
        self.browser.older()

    @on(EventLog.Looked)
    def _looked(self, event: EventLog.Looked) -> None:
        event.stop()
        if isinstance(event.entry, Utterance):
            self.browser.open_utterance(event.entry.message_id)
            self._draw()
            return
        from arqon_tui.panel.screens.whole import WholeScreen

        row = row_of(event.entry)
        self.app.push_screen(
            WholeScreen("Event", lambda width: in_full(row, width)),
            lambda copy: self.copy([row], "the event") if copy else None,
        )

    def tell(self, told: str) -> None:
        """Say what was done, in the line above the log."""
        self._told = told
        self._say()

    def _draw(self) -> None:
        log = self.log_view
        log.hint = hint(self.browser)
        log.put(self.browser.entries)
        self._say()

    def _say(self) -> None:
        width, chosen = max(0, self.size.width - 2), bool(self.message_id)
        told, key_of = self._told, self._key_of
        self._said.put([status(self.browser, told, key_of, width, of_utterance=chosen)])

    def _show_whole(self) -> None:
        self._say()
        self._whole.show(self.log_view.entry, self.size.width, self.size.height)
