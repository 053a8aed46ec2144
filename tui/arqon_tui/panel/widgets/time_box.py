"""Percentiles of first audio and of the total, over a window of time that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from arqon_tui.panel.actions import KeyOf
from arqon_tui.panel.events.lines import Part
from arqon_tui.panel.events.reader_thread import ReaderThread
from arqon_tui.panel.events.times import SPANS, time_lines
from arqon_tui.panel.posting import poster
from arqon_tui.panel.widgets.parts import PartsBlock
from arqon_voice.telemetry.events import LATENCY_MS

if TYPE_CHECKING:
    from arqon_tui.panel.events.history import History
    from arqon_voice.telemetry.rows import Row
    from arqon_voice.telemetry.times import ProviderTimes

__all__ = ["TimeBox"]

_AT_MOST_EVERY_S = 2.0


class TimeBox(PartsBlock):
    """Adds up anew when an utterance has ended, every two seconds at most."""

    DEFAULT_CSS = """
    TimeBox {
        height: auto; padding: 0 1; display: none; border-top: solid $border-blurred;
        border-title-color: $foreground; border-title-style: bold;
    }
    """

    class Added(Message):
        """The sums are there."""

        def __init__(self, said: Future[Sequence[ProviderTimes]]) -> None:
            super().__init__()
            self.said = said

    def __init__(self, now_ms: Callable[[], int], key_of: KeyOf) -> None:
        super().__init__("times")
        self._now_ms, self._key_of = now_ms, key_of
        self._post_late = poster(self)
        self._reader = ReaderThread("telemetry-times")
        self._history: History | None = None
        self._times: Sequence[ProviderTimes] = ()
        self._span = 0
        self._waits = self._is_due = False

    def open(self, history: History) -> None:
        """The store can be read from now on."""
        self._history = history
        self._add_up()

    def begin(self) -> None:
        """Be there from the first look on where there is room."""
        self.display = self.app.size.height >= 30
        self._add_up()

    def next_span(self) -> None:
        """Show another window of time; after the last, none."""
        if self.display:
            self._span = (self._span + 1) % len(SPANS)
            self.display = self._span > 0
        else:
            self.display = True
        self._add_up()

    def came(self, rows: Iterable[Row]) -> None:
        """Add up again, if one of these tells of an utterance that was spoken."""
        if any(row.name == LATENCY_MS for row in rows):
            self._is_due = True
            if not self._waits:
                self._add_up()

    def on_resize(self) -> None:
        """The scale takes what room there is."""
        self._show()

    @on(Added)
    def _added(self, event: Added) -> None:
        event.stop()
        if not event.said.cancelled():
            error = event.said.exception()
            self._times = () if error else event.said.result()
            self._show(str(error or ""))

    def _add_up(self) -> None:
        history = self._history
        if history is None or not self.display or not self.is_attached:
            return
        now, back = self._now_ms() + 1, SPANS[self._span].ms
        since = 0 if back is None else now - back
        self._is_due, self._waits = False, True
        said = self._reader.ask("times", lambda: history.times(since, now))
        said.add_done_callback(lambda done: self._post_late(self.Added(done)))
        self.set_timer(_AT_MOST_EVERY_S, self._rested)

    def _rested(self) -> None:
        self._waits = False
        if self._is_due:
            self._add_up()

    def _show(self, fault: str = "") -> None:
        span = SPANS[self._span]
        self.border_title = f"Times, {span.label} · {self._key_of('times')}: another window"
        width = self.content_size.width
        found = [[Part(fault, "warning")]] if fault else time_lines(self._times, span, width)
        self.put(found, most=6)
