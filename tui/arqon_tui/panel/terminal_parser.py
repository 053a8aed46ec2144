"""What comes from the terminal, as keys and pastes.

Textual waits without an end for the end of a paste, with every key in it, and presses keys that a
paste holds behind an escape: a coloured log would start and stop things.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.keys import Keys
from textual.message import Message

from arqon_tui.panel.writer import ANSWER

__all__ = ["STALL_S", "PatientParser"]

_ESC: Final = "\x1b"
STALL_S: Final = 1.0
"""A paste of which nothing came for so long has ended, whatever the terminal says."""


class PatientParser(XTermParser):
    """Keeps a paste apart from keys, and hears the terminal's answers."""

    answered: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, debug: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last = 0.0
        self._pasting = False
        self._tail = ""  # of what was fed last: a mark may come in two parts
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Take what came; see `XTermParser`. Nothing may have: half a character is no text yet."""
        if not data:  # the end, for Textual: what is fed afterwards raises
            return ()
        stalled = self._pasting and self._now() - self._last > STALL_S
        if stalled and not (self._tail + data).startswith(BRACKETED_PASTE_END):
            data, self._tail = BRACKETED_PASTE_END + data, ""
        self._last = self._now()
        taken = "".join(self._parts(data))
        return super().feed(taken) if taken else ()

    @property
    def hangs(self) -> bool:
        """Whether what comes next, or that nothing comes, decides what the last bytes mean."""
        return self._timeout_time is not None

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if sequence == ANSWER:
            self.answered()
            return [events.Key(Keys.Ignore, sequence)]
        try:
            keys = list(super()._sequence_to_key_events(sequence, alt))
            "".join(key.character or "" for key in keys).encode()  # half a pair is no character
            return keys
        except (ValueError, OverflowError):  # nor are these numbers one
            return [events.Key(Keys.Ignore, sequence)]

    def parse_mouse_code(self, code: str) -> Message | None:
        """What the mouse did; None where it says nothing, or the terminal is no pixel large."""
        try:
            return super().parse_mouse_code(code)
        except (OverflowError, ZeroDivisionError):
            return None

    def _parts(self, data: str) -> Iterator[str]:
        """The same without escapes inside of a paste: Textual takes what they begin for keys."""
        while data:
            if self._pasting:
                pasted, end, data = (self._tail + data).partition(BRACKETED_PASTE_END)
                self._tail = "" if end else _begun(pasted, BRACKETED_PASTE_END)
                yield pasted[: len(pasted) - len(self._tail)].replace(_ESC, "") + end
            else:
                typed, start, rest = (self._tail + data).partition(BRACKETED_PASTE_START)
                yield (typed + start)[len(self._tail) :]
                self._tail = "" if start else _begun(typed, BRACKETED_PASTE_START)
                end, data = start, rest
            if end:
                self._pasting = not self._pasting


def _begun(text: str, mark: str) -> str:
    """The end of `text` that may be the beginning of `mark`."""
    sizes = range(min(len(mark) - 1, len(text)), 0, -1)
    return next((text[-size:] for size in sizes if mark.startswith(text[-size:])), "")
