"""The panel's side of the browser: frames on a thread, and an end when nobody reads any more."""

from __future__ import annotations

import codecs
import os
import threading
from collections.abc import Callable
from typing import IO, cast

from textual.app import App
from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver

from arqon_tui.panel.terminal_parser import PatientParser
from arqon_tui.panel.writer import FrameWriter

__all__ = ["WebPanelDriver"]


class WebPanelDriver(WebDriver):
    """Textual's driver for textual-serve, with a panel that never waits for the browser.

    Textual's own writes on the event loop, and its process goes on when the server is gone.
    """

    def __init__(self, app: App[object], **options: object) -> None:
        super().__init__(app, **options)  # type: ignore[arg-type]
        self._whole = threading.Lock()
        self._gone = False
        self._write = self._write_whole  # type: ignore[assignment]
        self._frames = FrameWriter(cast("IO[str]", _Packets(super().write)))

    @property
    def is_busy(self) -> bool:
        """See `arqon_tui.panel.output.Terminal`."""
        return self._gone or self._frames.is_busy

    def write_frame(self, frame: str, taken: Callable[[], None]) -> None:
        """See `arqon_tui.panel.output.Terminal`."""
        self._frames.write_frame(frame, taken)

    def write(self, data: str) -> None:
        """Write after what waits to be written."""
        if not self._gone:
            self._frames.write(data)

    def start_application_mode(self) -> None:
        """Begin to write and to read; the page's terminal is empty then."""
        self._frames.start()
        super().start_application_mode()
        self._app.call_later(self._app.redraw)  # type: ignore[attr-defined]

    def stop_application_mode(self) -> None:
        """Write what waits, and say that this is the end."""
        if not self._gone:
            self._frames.stop()
        super().stop_application_mode()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """See `WebDriver`; a page that was closed is a terminal that is gone."""
        if packet_type == "quit":
            self._hang_up()
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read what the server sends, until the panel ends, or the server has gone."""
        parser = PatientParser(self._debug)
        parser.answered = self._frames.answered
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        packets = ByteStream()
        for data in self._input_reader:
            for kind, payload in packets.feed(data) if data else ():
                if kind == "D":
                    for event in parser.feed(decoder.decode(payload)):
                        self.process_message(event)
                else:
                    self._on_meta(kind, payload)
            for event in parser.tick():
                self.process_message(event)
        if not self.exit_event.is_set():
            self._hang_up()

    def _hang_up(self) -> None:
        self._app.call_later(self._app.hang_up)  # type: ignore[attr-defined]

    def _write_whole(self, data: bytes) -> None:
        with self._whole:
            rest = memoryview(data)
            try:
                while rest and not self._gone:
                    rest = rest[os.write(self.fileno, rest) :]
            except OSError:
                self._gone = True


class _Packets:
    """A file for `FrameWriter`: what is written goes to the server as one packet."""

    def __init__(self, put: Callable[[str], None]) -> None:
        self._put = put

    def write(self, text: str) -> int:
        self._put(text)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""
