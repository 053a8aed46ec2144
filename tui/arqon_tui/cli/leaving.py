"""Ending a command by a signal: what it asked for ends first, and says so."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import Future
from types import FrameType
from typing import Final, TypeVar

from arqon_tui.cli import exits

__all__ = ["SIGNALS", "Leaving"]

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-c, the service manager, and a terminal that is closed."""

ENDING_S: Final = 2.0
"""How long what was asked for may take to end after the signal."""

_WORDS: Final = {signal.SIGINT: "ctrl-c", signal.SIGTERM: "SIGTERM", signal.SIGHUP: "SIGHUP"}
_T = TypeVar("_T")


class Leaving:
    """Takes the signals over, from here on, until it gives them back.

    A second signal changes nothing: the first is being heeded. None of them ends a wait for
    something else than `wait` does, such as an answer of the user's.
    """

    def __init__(self) -> None:
        self.asked: signal.Signals | None = None
        self._stop: Callable[[str], None] | None = None
        self._before = {number: signal.signal(number, self._heed) for number in SIGNALS}

    def give_back(self) -> None:
        """What was asked for is over: a signal does what it did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler or signal.SIG_DFL)

    @property
    def word(self) -> str:
        """What asked to end, for a person and for the event."""
        return _WORDS[self.asked] if self.asked else "asked to stop"

    @property
    def code(self) -> int:
        """The exit code: 128 and the signal's number, as a shell has it."""
        return exits.STOPPED if self.asked is None else 128 + self.asked

    def wait(
        self, outcome: Future[_T], stop: Callable[[str], None], ending_s: float = ENDING_S
    ) -> _T:
        """Wait for what was asked for; a signal calls `stop`, with the reason, and waits on.

        Raises:
            TimeoutError: it did not end within `ending_s` seconds of the signal.
            Exception: what `outcome` raises.
        """
        self._stop = stop
        if self.asked:
            stop(self.word)
        while True:
            asked = self.asked
            try:
                # A wait in slices: a lock is waited for again after a signal, without an end.
                return outcome.result(ending_s if asked else 0.2)
            except TimeoutError:
                if outcome.done() or (asked and asked is self.asked):
                    raise

    def _heed(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        if self.asked is None:
            self.asked = signal.Signals(number)
            if self._stop is not None:
                self._stop(self.word)
