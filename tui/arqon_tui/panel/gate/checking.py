"""The checks that this panel runs, one after the other, and what is shown of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from arqon_tui.panel.actions import KeyOf
from arqon_tui.panel.events.lines import Part
from arqon_tui.panel.gate.lines import STATES
from arqon_tui.panel.gate.live import LiveCheck
from arqon_tui.panel.refusals import Refused
from arqon_voice.text import plain, shortened

if TYPE_CHECKING:
    from arqon_tui.panel.gate.port import CheckEnd, Gate

__all__ = ["Checking"]


class Checking:
    """Runs the checks of a criterion.

    Args:
        changed: called when another check runs, or none any more.
        told: called with what a person shall know.

    Attributes:
        gate: set when the world is open.
        post: posts a message to the view, from any thread.
        criterion: the number of the criterion whose checks run, or ran last.
        live: the check that runs, or ran last; None when it was put away.
    """

    class Ended(Message):
        """A check has ended."""

        def __init__(self, live: LiveCheck, done: Future[CheckEnd]) -> None:
            super().__init__()
            self.live, self.done = live, done

    class Tell(Protocol):
        """Says something to a person."""

        def __call__(self, text: str, *, failed: bool) -> None:
            """Say it."""

    def __init__(self, changed: Callable[[], None], told: Tell) -> None:
        self.gate: Gate | None = None
        self.post: Callable[[Message], None] = lambda _: None
        self.criterion = ""
        self.live: LiveCheck | None = None
        self.running = False
        self._changed, self._told = changed, told
        self._waiting: list[str] = []
        self._count = self._at = 0
        self._end: CheckEnd | None = None
        self._stopped = False

    def begin(self, criterion: str, names: Sequence[str]) -> None:
        """Run these checks, one after the other."""
        if self.running or self.gate is None:
            what = f"{self.live.name} runs" if self.running and self.live else "The panel opens"
            self._told(f"{what}: wait for its end first.", failed=True)
            return
        self.criterion, self._waiting, self._count = criterion, [*names], len(names)
        self._at, self._stopped = 0, False
        self._next()

    def end(self) -> None:
        """End the one that runs, and begin no other."""
        self._stopped = True
        self._waiting = []
        if self.running and self.gate is not None:
            self.gate.end()

    def put_away(self) -> None:
        """Show the last run no longer."""
        if not self.running:
            self.live = None

    def ended(self, live: LiveCheck, done: Future[CheckEnd]) -> None:
        """Tell how it ended, and begin the next one."""
        self.running = False
        error = done.exception()
        if error is not None:
            self._waiting = []
            why = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
            self._told(plain(f"{live.name} was not run: {why}"), failed=True)
        else:
            self._end = done.result()
            self._told(
                plain(f"{live.name}: {_words(self._end)}"), failed=self._end.verdict == "failed"
            )
        if self._waiting:
            self._next()
        else:
            self._changed()

    def lines(self, width: int, most: int, key_of: KeyOf) -> list[list[Part]]:
        """The run, in so many lines at most: how far it is, and the newest of its output."""
        live = self.live
        if live is None:
            return []
        head = Part(shortened(plain(self._head(live, key_of)), width), "head")
        room = max(most - 1, 1)
        shown = [shortened(plain(line.expandtabs(4)), width) for line in live.lines[-room:]]
        return [[head], *([Part(line, "plain")] for line in shown)]

    def _head(self, live: LiveCheck, key_of: KeyOf) -> str:
        place = f" ({self._at} of {self._count})" if self._count > 1 else ""
        if not self.running:
            return (
                f"{live.name}{place}: {_words(self._end)}" if self._end else f"{live.name}: not run"
            )
        if self._stopped:
            return f"{live.name}{place}: being ended …"
        limit = f" of {_clock(live.limit_s)}" if live.limit_s else ""
        return f"{live.name}{place}: {_clock(live.took_s)}{limit} · {key_of('end_check')} ends it"

    def _next(self) -> None:
        assert self.gate is not None
        live, self._end = LiveCheck(self._waiting.pop(0)), None
        try:
            done = self.gate.run(live)
        except Refused as no:
            self._waiting = []
            self._told(str(no), failed=True)
            self._changed()
            return
        self.live, self.running = live, True
        self._at += 1
        done.add_done_callback(lambda end: self.post(self.Ended(live, end)))
        self._changed()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _words(end: CheckEnd) -> str:
    return f"{STATES[end.verdict]} after {end.took_s:.1f} s. {' '.join(end.reasons)}"
