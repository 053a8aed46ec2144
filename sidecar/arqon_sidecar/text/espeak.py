"""espeak-ng behind a pipe: text in, its IPA out; a crash of it costs one restart."""

from __future__ import annotations

import contextlib
import json
import selectors
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

__all__ = ["Espeak", "EspeakError"]

_ANSWER_WITHIN_S = 10.0
_CHILD = Path(__file__).with_name("espeak_child.py")


class EspeakError(Exception):
    """espeak-ng cannot turn a text into phonemes; the text says why."""


class _ChildGoneError(Exception):
    """The child crashed or hangs."""


class Espeak:
    """The child process and the lock around it: callable from any thread, one call at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self.restarts = 0

    def phonemes(self, voice: str, texts: list[str]) -> list[str]:
        """IPA of each text in espeak's alphabet, ties as `^`, by espeak's voice name (`en-us`).

        Raises:
            EspeakError: no such voice, or espeak crashes on these texts time and again.
        """
        if not texts:
            return []
        request = json.dumps({"voice": voice, "texts": texts}).encode() + b"\n"
        with self._lock:
            answer = self._ask_twice(request)
        if "error" in answer:
            raise EspeakError(answer["error"])
        phonemes: list[str] = answer["phonemes"]
        return phonemes

    def close(self) -> None:
        """End the child; a later call starts another."""
        with self._lock:
            self._end_child()

    def _ask_twice(self, request: bytes) -> dict[str, list[str]]:
        for _ in range(2):
            try:
                return self._ask(request)
            except _ChildGoneError:
                self._end_child()
                self.restarts += 1
        raise EspeakError("espeak-ng crashed or hung twice on this text")

    def _ask(self, request: bytes) -> dict[str, list[str]]:
        child = self._child = self._child or _start()
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(request)
            child.stdin.flush()
        except OSError as error:
            raise _ChildGoneError from error
        answer: dict[str, list[str]] = json.loads(_line(child.stdout))
        return answer

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):  # what was buffered for a dead child
                pipe.close()
        child.wait()


def _start() -> subprocess.Popen[bytes]:
    import espeakng_loader

    paths = [espeakng_loader.get_library_path(), espeakng_loader.get_data_path()]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(_CHILD), *map(str, paths)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _line(pipe: IO[bytes]) -> bytes:
    """One whole line, or _ChildGoneError when the pipe ends or stays silent."""
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        if not ready.select(_ANSWER_WITHIN_S):
            raise _ChildGoneError
    line = pipe.readline()
    if not line.endswith(b"\n"):
        raise _ChildGoneError
    return line
