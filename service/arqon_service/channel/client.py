"""A client's end of the channel."""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import socket
import threading
from collections.abc import Callable
from typing import Final

from arqon_service.channel.messages import (
    LINE_BYTES,
    FromClient,
    FromHolder,
    Hello,
    Refused,
    Welcome,
    line_of,
    read_holder,
)
from arqon_voice.process import ProcessOwner
from arqon_voice.threads import in_turns

__all__ = ["ChannelClient", "NoAnswer"]

CONNECT_S: Final = 2.0
"""How long the holder may take to welcome a client; it takes a millisecond."""
GOODBYE_S: Final = 0.3
"""How long the end waits for the holder to have read all that was sent to it."""


class NoAnswer(Exception):
    """Nobody listens there, or who does says nothing that can be understood."""


class ChannelClient:
    """A connection to the holder.

    `heard` and, once at the end, `gone` are called on a daemon thread of this object. `leaving`
    says that the holder was about to hand the voice over when we came.

    Raises:
        NoAnswer: there is no connection. Waits for CONNECT_S at most.
    """

    def __init__(
        self,
        path: str,
        program: str,
        heard: Callable[[FromHolder], None],
        gone: Callable[[], None],
    ) -> None:
        self._heard = heard
        self._gone = gone
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._socket = socket.socket(socket.AF_UNIX)
        self._lines = self._socket.makefile("rb")
        try:
            self.leaving = self._greeted(path, program)
            self._socket.settimeout(None)
        except (OSError, ValueError) as error:
            self._shut()
            # A socket's error does not say of which path.
            place = (
                f"{path}: {error.strerror}" if isinstance(error, OSError) and error.errno else ""
            )
            raise NoAnswer(place or str(error)) from error
        threading.Thread(target=self._read, name="channel-reader", daemon=True).start()
        threading.Thread(target=self._write, name="channel-writer", daemon=True).start()

    def send(self, message: FromClient) -> None:
        """Send a line, after those before it; returns at once."""
        self._outbox.put(line_of(message))

    def close(self) -> None:
        """Let go, when the holder has read what was sent; `gone` follows.

        A holder that hangs is waited for GOODBYE_S. Not for the thread that calls `heard`.
        """
        self._outbox.put(None)
        in_turns(self._ended.wait, GOODBYE_S)
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def _greeted(self, path: str, program: str) -> bool:
        self._socket.settimeout(CONNECT_S)
        self._socket.connect(path)
        me = str(ProcessOwner.of(os.getpid()))
        with contextlib.suppress(BrokenPipeError):  # it has hung up, and may have said why before
            self._socket.sendall(line_of(Hello(process=me, program=program)))
        if not (line := self._lines.readline(LINE_BYTES)):
            raise ConnectionAbortedError(errno.ECONNABORTED, "it hung up without a word")
        match read_holder(line):
            case Welcome(leaving=leaving):
                return leaving
            case Refused(words=words):
                raise ValueError(words)
            case _:
                raise ValueError("it did not say welcome")

    def _read(self) -> None:
        try:
            while line := self._lines.readline(LINE_BYTES):
                self._heard(read_holder(line))
        except (OSError, ValueError):
            pass  # the connection broke, or who is there does not speak our language
        finally:
            self._outbox.put(None)
            self._shut()
            self._ended.set()
            self._gone()

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            while (line := self._outbox.get()) is not None:
                self._socket.sendall(line)
            # The holder hangs up when it has read all of it, and `_read` ends.
            self._socket.shutdown(socket.SHUT_WR)

    def _shut(self) -> None:
        with contextlib.suppress(OSError):
            self._lines.close()
            self._socket.close()
