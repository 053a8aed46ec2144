"""A real terminal with the real program in it: tmux on a socket of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.patience import PATIENCE_S

__all__ = ["Terminal"]

LOOK_EVERY_S = 0.05


class Terminal:
    """Runs one command in a window of `columns` by `rows`, types into it, and reads the screen."""

    def __init__(self, folder: Path, command: str, *, columns: int = 100, rows: int = 30) -> None:
        if not shutil.which("tmux"):
            pytest.skip("no tmux to test with: sudo apt install tmux")
        self._status = folder / "exit-status"
        self._tmux = ["tmux", "-S", str(folder / "tmux"), "-f", "/dev/null"]
        self._start = [
            *("new-session", "-d", "-s", "test", "-x", str(columns), "-y", str(rows)),
            f"{command}; echo $? > {self._status}; exec cat",
        ]

    def __enter__(self) -> Self:
        self._call(*self._start)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._call("kill-server")

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._call("send-keys", "-t", "test", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names: F9, C-q, Escape."""
        self._call("send-keys", "-t", "test", *keys)

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return self._call("capture-pane", "-p", "-t", "test")

    @property
    def copied(self) -> str:
        """What lies in tmux's own buffer."""
        return self._call("show-buffer")

    def wait_for(self, *texts: str) -> str:
        """Wait until the screen shows all of `texts`."""
        self._until(lambda: all(text in self.screen for text in texts), f"{texts} on the screen")
        return self.screen

    def exit_status(self) -> int:
        """Wait for the command to end."""
        self._until(lambda: self._status.exists() and self._status.read_text(), "its end")
        return int(self._status.read_text())

    def _until(self, condition: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, f"waited for {what}; the screen:\n{self.screen}"
            time.sleep(LOOK_EVERY_S)  # tmux tells nobody that a screen has changed

    def _call(self, *words: str) -> str:
        variables = {**os.environ, "TERM": "xterm-256color"}
        variables.pop("TMUX", None)
        done = subprocess.run(
            [*self._tmux, *words], check=True, capture_output=True, text=True, env=variables
        )
        return done.stdout
