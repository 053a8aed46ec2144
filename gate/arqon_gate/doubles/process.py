"""A test double in its own process: it is told what to do, and tells what happened to it.

Both are lines of JSON: orders on its standard input, events on its standard output. An order is
answered by the event `obeyed`, and what it listens at comes with the event `listening`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from arqon_gate.doubles.patience import PATIENCE_S

__all__ = ["DoubleProcess", "Json"]

Json = dict[str, Any]


class DoubleProcess:
    """Runs `python -m MODULE ARGUMENTS` until the block ends."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._events: list[Json] = []
        self._news = threading.Condition()

    def __enter__(self) -> Self:
        self._child = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.listens(self.wait_for("listening"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        assert self._child.stdin is not None
        self._child.stdin.close()

    def listens(self, event: Json) -> None:
        """Take from the event `listening` where it can be reached."""
        raise NotImplementedError

    @property
    def pid(self) -> int:
        return self._child.pid

    def kill(self) -> None:
        """Kill -9: its ports refuse from now on, and its connections break."""
        self._child.kill()
        self._child.wait()
        self._listener.join()

    def order(self, command: Json) -> None:
        """Tell it what to do, and wait until it obeys; see `obey` of the double."""
        done = len(self._heard("obeyed"))
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(command) + "\n")
        self._child.stdin.flush()
        self.wait_for("obeyed", done + 1)

    def events(self, event: str, **data: object) -> list[Json]:
        """What it has told of this kind, with these data, up to now."""
        self.catch_up()
        return self._heard(event, **data)

    def catch_up(self) -> None:
        """Hear all that it has told: who has its answer may be ahead of what is read here."""
        if self._child.poll() is None:
            self.order({})

    def forget(self) -> None:
        """Drop what was heard so far."""
        with self._news:
            self._events.clear()

    def wait_for(self, event: str, count: int = 1, **data: object) -> Json:
        """Wait until `event` was told `count` times; returns the last of them."""
        what = f"{event!r} {data or ''}"
        return self.wait_until(lambda: self._heard(event, **data), count, what)

    def wait_until(self, found: Callable[[], list[Json]], count: int, what: str) -> Json:
        """Wait until `found` holds that many; returns the last of them."""
        with self._news:
            came = self._news.wait_for(lambda: len(found()) >= count, PATIENCE_S)
            assert came, f"no {count}. {what} within {PATIENCE_S} s; heard: {self._events}"
            return found()[count - 1]

    def _heard(self, event: str, **data: object) -> list[Json]:
        wanted = {"event": event, **data}.items()
        with self._news:
            return [heard for heard in self._events if wanted <= heard.items()]

    def _listen(self) -> None:
        assert self._child.stdout is not None
        with self._child.stdout as lines:
            for line in lines:
                with self._news:
                    self._events.append(json.loads(line))
                    self._news.notify_all()
