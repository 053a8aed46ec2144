"""Keeps the sidecar running: again after it ends, later each time, and not for ever."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from arqon_microvm.guest.budget import Budget
from arqon_microvm.guest.relay import relay

__all__ = ["Keeper"]

STOP_S: Final = 3.0
_LAST_WORDS_S: Final = 1.0


class Keeper:
    """The sidecar's process, and all others that the kernel hands to the first process.

    SIGINT and SIGTERM stop it; it takes them as soon as it is made, in the main thread. What the
    sidecar writes goes to `put`, in lines that are marked: see `relay`.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: dict[str, str],
        put: Callable[[str], object],
        user: int | None = None,
    ) -> None:
        self._command = list(command)
        self._environment = environment
        self._put = put
        self._user = user
        self._words: threading.Thread | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self.restarts = 0
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._stop())
        signal.signal(signal.SIGALRM, lambda *_: self._send(signal.SIGKILL))

    @property
    def pid(self) -> int | None:
        """The sidecar's, while it runs."""
        return self._child.pid if self._child is not None else None

    def stopping(self) -> bool:
        """Whether a signal has asked for the end."""
        return self._stopping

    def keep(self, budget: Budget, say: Callable[[str], None]) -> None:
        """Until it is stopped, or has failed too often."""
        while not self.stopping():
            self._start()
            how = self._wait()
            if self.stopping():
                break
            pause = budget.failed(time.monotonic())
            if pause is None:
                say(f"the sidecar ended ({how}), too often: the VM ends")
                return
            say(f"the sidecar ended ({how}); again in {pause:g} s")
            self.restarts += 1
            self._pause(pause)
        say("the sidecar is stopped")

    def _start(self) -> None:
        # A signal between the start and the assignment would find no child to stop.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        try:
            self._child = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self._user,
                group=self._user,
                extra_groups=[] if self._user is not None else None,
                preexec_fn=_own_terms,
            )
            assert self._child.stdout is not None
            self._words = relay(self._child.stdout, self._put)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})

    def _wait(self) -> str:
        """Reap whatever ends, until the sidecar does."""
        child, words = self._child, self._words
        assert child is not None
        assert words is not None
        while True:
            pid, status = os.wait()
            if pid == child.pid:
                self._child = None
                child.returncode = os.waitstatus_to_exitcode(status)
                signal.alarm(0)
                words.join(_LAST_WORDS_S)  # one of its children may hold the pipe open
                return f"exit code {child.returncode}"

    def _pause(self, seconds: float) -> None:
        """A stop ends it: its handler runs, and the wait is not taken up again."""
        until = time.monotonic() + seconds
        while not self.stopping() and (left := until - time.monotonic()) > 0:
            signal.sigtimedwait((), min(left, 0.1))

    def _stop(self) -> None:
        self._stopping = True
        self._send(signal.SIGTERM)
        signal.setitimer(signal.ITIMER_REAL, STOP_S)

    def _send(self, number: int) -> None:
        if self._child is not None:
            os.killpg(self._child.pid, number)


def _own_terms() -> None:
    """Signals as usual; and where memory runs out, this process goes, never the first one."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123
        score.write("500")
