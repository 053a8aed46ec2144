"""A child process that answers messages; each is its length (four bytes) and one JSON object.

The first one it sends unasked, once it stands.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import time
from collections.abc import Sequence
from typing import Any

__all__ = ["ChildGoneError", "ChildProcess"]

_CHUNK = 65_536
_START_S = 120.0
_AS_LONG = 10


class ChildGoneError(Exception):
    """The child has ended, hangs, or says what is no message; the text says which."""


class ChildProcess:
    """One child, for one thread at a time."""

    def __init__(self, command: Sequence[str], patience_s: float) -> None:
        """Start it, and wait until it stands.

        `patience_s` is how long it may then neither take nor give a byte; where its start was slow
        the machine is, and it has ten times as long as that took.

        Raises:
            ChildGoneError: it ended, or hangs.
        """
        begun, self._patience_s = time.monotonic(), _START_S
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        for pipe in (self._input, self._output):
            os.set_blocking(pipe.fileno(), False)
        try:
            self._read_message()
        except ChildGoneError:
            self.end()
            raise
        self._patience_s = max(patience_s, _AS_LONG * (time.monotonic() - begun))

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def ask(self, request: object) -> Any:  # noqa: ANN401 (JSON)
        """The child's answer.

        Raises:
            ChildGoneError: there will be none; the child is of no more use.
        """
        body = json.dumps(request).encode()
        try:
            self._write(len(body).to_bytes(4, "big") + body)
        except OSError as error:
            raise ChildGoneError(f"it broke off: {error}") from error
        return self._read_message()

    def end(self) -> None:
        """Kill it."""
        self._process.kill()
        for pipe in (self._input, self._output):
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.wait()

    def _write(self, message: bytes) -> None:
        rest = memoryview(message)
        while rest:
            self._wait(self._input.fileno(), selectors.EVENT_WRITE)
            rest = rest[os.write(self._input.fileno(), rest[:_CHUNK]) :]

    def _read_message(self) -> Any:  # noqa: ANN401 (JSON)
        try:
            return json.loads(self._read(int.from_bytes(self._read(4), "big")))
        except (OSError, ValueError) as error:
            raise ChildGoneError(f"it broke off: {error}") from error

    def _read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            self._wait(self._output.fileno(), selectors.EVENT_READ)
            part = os.read(self._output.fileno(), min(size, _CHUNK))
            if not part:
                raise ChildGoneError("it ended")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _wait(self, pipe: int, event: int) -> None:
        with selectors.PollSelector() as ready:
            ready.register(pipe, event)
            if not ready.select(self._patience_s):
                raise ChildGoneError(f"it did nothing for {self._patience_s:g} s")
