"""Writes to the terminal on a thread, and knows what the terminal has taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import IO, Final

from textual.drivers._writer_thread import WriterThread

__all__ = ["ANSWER", "FrameWriter"]

ANSWER: Final = "\x1b[0n"
"""What a terminal answers to `_QUESTION` (ECMA-48, DSR): it has taken all that was before it."""

_QUESTION: Final = "\x1b[5n"
_LOST_S: Final = 5.0
"""An answer that has not come after so long is not waited for any more."""


class FrameWriter(WriterThread):
    """A frame at a time: the next may come when the terminal has answered for the one before.

    A terminal that has never answered is only asked to have read its line empty.
    """

    def __init__(self, file: IO[str]) -> None:
        super().__init__(file)
        self._taken: Callable[[], None] | None = None
        self._answers = False
        self._asked_at: float | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is on its way."""
        return self._queue.unfinished_tasks > 0 or self.is_unanswered

    @property
    def is_unanswered(self) -> bool:
        """Whether a terminal that does answer has not yet done so."""
        asked = self._asked_at
        return self._answers and asked is not None and time.monotonic() - asked < _LOST_S

    def write_frame(self, frame: str, taken: Callable[[], None]) -> None:
        """Write a frame; `taken` is called on a thread when the next may come."""
        self._taken, self._asked_at = taken, time.monotonic()
        self.write(frame + _QUESTION)

    def answered(self) -> None:
        """The terminal has answered."""
        self._answers, self._asked_at = True, None
        self._tell()

    def run(self) -> None:
        """Write what comes, until the end."""
        while (text := self._queue.get()) is not None:
            self._file.write(text)
            self._file.flush()
            self._queue.task_done()
            if not self._answers:
                self._tell()

    def _tell(self) -> None:
        taken, self._taken = self._taken, None
        if taken is not None:
            taken()
