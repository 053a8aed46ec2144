"""The terminal that the panel reads: what it sends never ends the panel, and its end does.

Textual decodes strictly (textual#6456), asks a terminal that is gone again and again, and looks ten
times a second whether something was typed. So it is read here; for what writes to it, a name that
Textual's module uses is replaced, and the version is pinned for that.
"""

from __future__ import annotations

import codecs
import os
import selectors
import termios
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.drivers import linux_driver

from arqon_tui.panel.terminal_parser import PatientParser
from arqon_tui.panel.writer import FrameWriter

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["PanelDriver"]

_LAST_ANSWER_S: Final = 0.3
_LOOK_S: Final = 0.01
_TICK_S: Final = 0.02
_CHUNK: Final = 4096


class _HungUp(Exception):
    """The terminal is gone: reading it gives nothing any more."""


class _Ending(threading.Event):
    """Is told to a thread that waits for a file: `reader` can be read then.

    It stays open as long as the program: a panel that was suspended reads on.
    """

    def __init__(self) -> None:
        super().__init__()
        self.reader, self._writer = os.pipe()

    def set(self) -> None:
        super().set()
        os.write(self._writer, b"!")


class PanelDriver(linux_driver.LinuxDriver):
    """The driver for Linux and macOS, with the above mended.

    When the terminal is gone, the panel is told (`hang_up`), and nothing more is written to it.
    """

    def __init__(self, app: App[object], **options: object) -> None:
        vars(linux_driver).update(WriterThread=FrameWriter)
        super().__init__(app, **options)  # type: ignore[arg-type]
        self.exit_event = self._ending = _Ending()
        self._gone = False

    def _answered(self) -> None:
        if isinstance(self._writer_thread, FrameWriter):
            self._writer_thread.answered()

    @property
    def is_busy(self) -> bool:
        """Whether the terminal has not taken the last frame; one that is gone takes nothing."""
        return self._gone or self._writer.is_busy

    def write_frame(self, frame: str, taken: Callable[[], None]) -> None:
        """Write a frame; `taken` is called on a thread when the next may come."""
        self._writer.write_frame(frame, taken)

    @property
    def _writer(self) -> FrameWriter:
        assert isinstance(self._writer_thread, FrameWriter)
        return self._writer_thread

    def start_application_mode(self) -> None:
        """Take the terminal, which is empty then."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._app.call_later(self._app.redraw)  # type: ignore[attr-defined]

    def stop_application_mode(self) -> None:
        """Give the terminal back, with no answer left that the shell would take for typing."""
        patience = time.monotonic() + _LAST_ANSWER_S
        while self._writer.is_unanswered and not self._gone and time.monotonic() < patience:
            time.sleep(_LOOK_S)
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Read the terminal until the end of the panel, or its own."""
        try:
            self._read_input()
        except (_HungUp, OSError):
            self._gone = True
            self._app.call_later(self._app.hang_up)  # type: ignore[attr-defined]
        except Exception as error:  # noqa: BLE001 -- a fault of ours; the log says where
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001

    def _read_input(self) -> None:
        parser = PatientParser(self._debug)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        parser.answered = self._answered
        with selectors.SelectSelector() as selector:  # others know no terminals on macOS
            for file in (self.fileno, self._ending.reader):
                selector.register(file, selectors.EVENT_READ)
            while not self._ending.is_set():
                ready = {key.fd for key, _ in selector.select(_TICK_S if parser.hangs else None)}
                if self._ending.reader in ready:
                    os.read(self._ending.reader, _CHUNK)
                if self.fileno in ready:
                    data = os.read(self.fileno, _CHUNK)
                    if not data:
                        raise _HungUp
                    for message in parser.feed(decoder.decode(data)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)

    def write(self, data: str) -> None:
        """Write to the terminal, as long as there is one."""
        if not self._gone:
            super().write(data)

    def look(self) -> None:
        """Find out whether the terminal is still there."""
        try:
            termios.tcgetattr(self.fileno)
            os.fstat(self.fileno)
        except (OSError, termios.error):
            self._gone = True
