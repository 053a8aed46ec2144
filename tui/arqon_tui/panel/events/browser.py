"""Looking through the telemetry: a filter, what it found, and what comes; no screen, no waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from arqon_tui.panel.events.reader_thread import ReaderThread
from arqon_tui.panel.events.utterances import Entry, by_utterance
from arqon_tui.panel.events.window import EventWindow, Question
from arqon_voice.telemetry.filters import FilterError, parse_filter
from arqon_voice.telemetry.selection import Selection
from arqon_voice.telemetry.terms import Term

if TYPE_CHECKING:
    from arqon_tui.panel.events.history import History
    from arqon_voice.telemetry.rows import Row

__all__ = ["Answer", "Browser"]

_HEALTH = Term("name", "sidecar_health", negated=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the store said to `asked`: a `Question`, or the id of an utterance to open."""

    asked: Question | str
    said: Future[Any]


class Browser:
    """Asks the store on a separate thread; answers come by `deliver` and go to `take`.

    Args:
        deliver: hands an answer to the thread that owns this; called from any thread.
        now_ms: the clock, in epoch milliseconds.

    Attributes:
        text: the filter as it was typed; `fault` says what is wrong with it or with the store.
        shows_health: whether looks at the sidecar's health are shown though nobody asked.
        grouped: whether events are gathered by utterance.
        opened: all events of the utterances that are open, by message id.
    """

    def __init__(self, deliver: Callable[[Answer], object], now_ms: Callable[[], int]) -> None:
        self.text = self.fault = ""
        self.shows_health = self.grouped = False
        self.opened: dict[str, Sequence[Row]] = {}
        self._wanted = Selection()
        self.window = EventWindow(self.selection)
        self._deliver, self._now_ms = deliver, now_ms
        self._reader = ReaderThread("telemetry-reader")
        self._history: History | None = None

    @property
    def selection(self) -> Selection:
        """What the filter selects, without the health that nobody asked for."""
        if not self.folds_health:
            return self._wanted
        return replace(self._wanted, terms=(*self._wanted.terms, _HEALTH))

    @property
    def folds_health(self) -> bool:
        """Whether looks at the sidecar's health are left out: half of all events, most days."""
        return not self.shows_health and "health" not in self.text

    @property
    def entries(self) -> Sequence[Entry]:
        """What the log shows, oldest first."""
        if self.grouped:
            return by_utterance(self.window.rows, self.opened)
        return self.window.rows

    def open(self, history: History) -> None:
        """The store can be read from now on."""
        self._history = history
        self.search()

    def search(self) -> None:
        """Ask the store anew."""
        if self._history is not None:
            self._ask(self.window.search(self.selection))

    def filter(self, text: str) -> None:
        """Show only what the filter selects; one that cannot be read leaves what is shown."""
        self.text = text
        try:
            self._wanted = parse_filter(text, self._now_ms())
        except FilterError as error:
            self.fault = str(error)
            return
        self.fault = ""
        self.search()

    def toggle_health(self) -> None:
        """Show looks at the sidecar's health, or fold them away."""
        self.shows_health = not self.shows_health
        self.search()

    def arrived(self, rows: Sequence[Row]) -> bool:
        """Take new events, oldest first; returns whether anything that is shown has changed."""
        if not self.window.arrived(rows):
            self.opened.clear()
            self.search()
        return bool(rows)

    def pause(self) -> None:
        """Hold still."""
        self.window.pause()

    def follow(self) -> None:
        """Show what has come meanwhile, and what comes."""
        if (question := self.window.follow()) is not None:
            self._ask(question)

    def older(self) -> None:
        """Have older events, if there are any."""
        if (question := self.window.older()) is not None:
            self._ask(question)

    def open_utterance(self, message_id: str) -> None:
        """Have all events of an utterance, whatever the filter selects; closes an open one."""
        history = self._history
        if self.opened.pop(message_id, None) is None and history is not None:
            said = self._reader.ask("utterance", lambda: history.utterance(message_id))
            said.add_done_callback(lambda done: self._deliver(Answer(message_id, done)))

    def evidence(self, message_id: str) -> Future[Sequence[Row]] | None:
        """All events of an utterance; None while the store cannot be read."""
        history = self._history
        if history is None:
            return None
        return self._reader.ask("evidence", lambda: history.utterance(message_id))

    def take(self, answer: Answer) -> None:
        """Take what the store said."""
        try:
            said = answer.said.result(0)
        except CancelledError:
            return  # something else was asked meanwhile
        except Exception as error:  # noqa: BLE001 -- told, and asked again with the next key
            if isinstance(answer.asked, str) or self.window.failed(answer.asked):
                self.fault = str(error) or type(error).__name__
            return
        if isinstance(answer.asked, str):
            self.opened[answer.asked] = said
        elif self.window.found(answer.asked, said):
            self.fault = ""
            if (more := self.window.first_screen()) is not None:
                self._ask(more)

    def _ask(self, question: Question) -> None:
        history = self._history
        if history is None:
            return
        said = self._reader.ask(
            "events", lambda: history.page(question.selection, question.before, question.limit)
        )
        said.add_done_callback(lambda done: self._deliver(Answer(question, done)))
