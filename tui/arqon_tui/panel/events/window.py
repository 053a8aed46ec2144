"""The events that Inspect holds: the newest that match, older ones on demand, live ones too."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arqon_voice.telemetry.reader import Page
    from arqon_voice.telemetry.rows import Row
    from arqon_voice.telemetry.selection import Selection

__all__ = ["EventWindow", "Question"]

_FIRST = 500
_TRIM = 1_000
_RECENT = 5_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the store: events that match, older than the event `before`."""

    selection: Selection
    before: int | None = None
    limit: int = _FIRST


class EventWindow:
    """Holds at most `capacity` events, by id, oldest first.

    Attributes:
        rows: the events that match, without a gap from the first on.
        before: where older ones go on; None when there are none, or before the first answer.
        paused: hold still; `waiting` counts what has come since and would match.
    """

    def __init__(self, selection: Selection, capacity: int = 10_000) -> None:
        self.rows: list[Row] = []
        self.before: int | None = None
        self.paused = False
        self.waiting = 0
        self.selection = selection
        self._capacity = capacity
        self._recent: deque[Row] = deque(maxlen=_RECENT)
        self._asked: Question | None = None
        self._seen = self._whole_to = 0

    @property
    def searching(self) -> bool:
        """Whether an answer of the store is waited for."""
        return self._asked is not None

    @property
    def full(self) -> bool:
        """Whether it holds as many events as it may; older ones need a narrower filter."""
        return len(self.rows) >= self._capacity

    def search(self, selection: Selection) -> Question:
        """Begin anew with the newest that match; what is held stays until the answer comes."""
        self.selection = selection
        self._asked = Question(selection)
        return self._asked

    def older(self, *, at_least: int = 0) -> Question | None:
        """Ask for the events before the first; None if there are none, or enough, or no room."""
        enough = at_least and len(self.rows) >= at_least
        if self.searching or self.before is None or self.full or enough:
            return None
        self._asked = Question(self.selection, self.before)
        return self._asked

    def first_screen(self) -> Question | None:
        """Ask on while the store has not found enough to fill a screen."""
        return self.older(at_least=_FIRST)

    def found(self, question: Question, page: Page) -> bool:
        """Take an answer; False if meanwhile something else was asked."""
        if question is not self._asked:
            return False
        self._asked, self.before = None, page.before
        rows = [*reversed(page.rows)]
        if question.before is None:
            self._whole_to = page.newest
            self.rows = rows + self._new(self._recent)
            self.waiting = 0
        else:
            self.rows = rows + self.rows
        return True

    def failed(self, question: Question) -> bool:
        """The store could not answer; False if meanwhile something else was asked."""
        if question is not self._asked:
            return False
        self._asked = None
        return True

    def arrived(self, rows: Sequence[Row]) -> bool:
        """Take what is new, oldest first; False if another store has taken the place of this."""
        if not rows:
            return True
        goes_on = rows[0].id > self._seen
        self._seen = rows[-1].id
        if not goes_on:
            self._recent.clear()
            self._whole_to = 0
        self._recent.extend(rows)
        if self.paused:
            self.waiting += len(self._new(rows))
        elif goes_on:
            self.rows += self._new(rows)
            self._trim()
        return goes_on

    def pause(self) -> None:
        """Hold still."""
        self.paused = True

    def follow(self) -> Question | None:
        """Go on with what comes; what came meanwhile is asked of the store."""
        if not self.paused:
            return None
        self.paused = False
        return self.search(self.selection)

    def _trim(self) -> None:
        if len(self.rows) >= self._capacity + _TRIM:
            self.rows = self.rows[-self._capacity :]
            self.before = self.rows[0].id

    def _new(self, rows: Sequence[Row]) -> list[Row]:
        """Those that match, of what came after the event up to which all was looked through."""
        came = [*takewhile(lambda row: row.id > self._whole_to, reversed(rows))]
        if came:
            self._whole_to = came[0].id
        return [row for row in reversed(came) if self.selection.takes(row)]
