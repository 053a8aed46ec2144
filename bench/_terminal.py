"""A program on a new terminal, in a temporary home."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

ARQON_TTS = Path(sys.executable).with_name("arqon-tts")
_PATIENCE_S = 20.0
_ASKED, _STATUS = b"\x1b[5n", b"\x1b[0n"
_STEERING = re.compile(
    rb"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|.)"
)


class Terminal:
    """Runs `argv` in a pty; `home` keeps the user's files out of it.

    `answers`: it tells that it has taken a frame, as terminals do; a pty alone never does.
    """

    def __init__(
        self,
        argv: Sequence[str | Path],
        home: Path,
        *,
        columns: int = 80,
        rows: int = 24,
        answers: bool = False,
    ) -> None:
        self._answers = answers
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execve(argv[0], [str(word) for word in argv], environment(home))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.output = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    def press(self, keys: bytes) -> float:
        """Type; returns when, on the clock of `time.perf_counter`."""
        self.output = b""
        at = time.perf_counter()
        os.write(self._fd, keys)
        return at

    def wait(self, come: Callable[[str], object]) -> float:
        """Read until what was written since the last key fulfils `come`; returns when."""
        deadline = time.perf_counter() + _PATIENCE_S
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                self.output += self._read()
                at = time.perf_counter()
                if come(_STEERING.sub(b"", self.output).decode(errors="replace")):
                    return at
        raise TimeoutError(f"this did not come: {self.output[-400:]!r}")

    def drain(self, seconds: float) -> None:
        """Read and forget for so long."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                self._read()

    def counted(self, seconds: float) -> int:
        """Read for so long; returns how many bytes came."""
        deadline, count = time.perf_counter() + seconds, 0
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                count += len(self._read())
        return count

    def taken(self, count: int) -> str:
        """Read so many bytes at most; returns the text of all since the last key."""
        if select.select([self._fd], [], [], 0)[0]:
            self.output += os.read(self._fd, count)
        return _STEERING.sub(b"", self.output).decode(errors="replace")

    def cpu_ms(self) -> float:
        """The CPU time that the main thread of the program has used; Linux."""
        told = Path(f"/proc/{self.pid}/task/{self.pid}/schedstat").read_text()
        return int(told.split()[0]) / 1e6

    def ended(self) -> float:
        """Read until the program ends; returns when."""
        while self._read():
            pass
        os.waitpid(self.pid, 0)
        self.pid = 0
        return time.perf_counter()

    def _read(self) -> bytes:
        try:
            data = os.read(self._fd, 65536)
            if self._answers:
                os.write(self._fd, _STATUS * data.count(_ASKED))
        except OSError:  # the program has closed its end
            return b""
        return data


def environment(home: Path) -> dict[str, str]:
    """The environment, without what would change what is measured.

    An installed program is compiled; ours is by its first run, unless that may not write.
    """
    changes = ("ARQON_", "XDG_", "TEXTUAL", "PYTHONDONTWRITEBYTECODE")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(changes)}
    return kept | {"HOME": str(home), "TERM": "xterm-256color"}


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
