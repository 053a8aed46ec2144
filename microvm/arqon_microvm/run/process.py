"""Processes that no later one is taken for: by number, start, boot, and what they execute."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from arqon_microvm.errors import VmError

__all__ = ["Held", "Process", "executable_sha256", "held_up_s", "identify"]

TERM_S: Final = 1.0
"""How long a process has to end by itself; a monitor has nothing to save."""

_OURS: Final = frozenset({"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
"""What systemd told the supervisor alone."""

_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


class Process(BaseModel):
    """`start_time` is in ticks since boot; `executable_sha256` is of the file that it runs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pid: int
    start_time: int
    boot_id: str
    executable_sha256: str = ""

    def alive(self) -> bool:
        """Whether this one still runs: a later process with its number is another."""
        now = identify(self.pid)
        return now is not None and now == self.model_copy(update={"executable_sha256": ""})

    def unchanged(self) -> bool:
        """Whether it runs, and runs what it ran when it was noted down."""
        return self.alive() and executable_sha256(self.pid) == self.executable_sha256


def identify(pid: int) -> Process | None:
    """The process with this number now, without the digest; None if there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    if fields[0] in "ZX":
        return None
    return Process(pid=pid, start_time=int(fields[19]), boot_id=_BOOT_ID.read_text().strip())


def executable_sha256(pid: int) -> str:
    """Of what it runs, also where the file has been replaced since; empty if it cannot be read."""
    try:
        with Path(f"/proc/{pid}/exe").open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def held_up_s(pid: int) -> float:
    """For how many seconds its main thread was ready to run, and a busy machine did not let it.

    See sched-stats.rst of Linux; 0 where the kernel does not tell, or it has ended.
    """
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


class Held:
    """A process by its descriptor, so that a signal never reaches another; ours, or adopted."""

    def __init__(self, process: Process, child: subprocess.Popen[bytes] | None) -> None:
        self.process = process
        self._child = child
        self._descriptor = os.pidfd_open(process.pid)

    @classmethod
    def spawn(cls, command: Sequence[str | Path], log: Path, output: int | None = None) -> Self:
        """Start it in a separate session, so that ctrl-c does not reach it.

        It says into `log`, but for its standard output where that has a descriptor.

        Raises:
            VmError: it cannot be started.
        """
        try:
            with log.open("ab") as said:
                child = subprocess.Popen(
                    list(map(str, command)),
                    stdin=subprocess.DEVNULL,
                    stdout=said if output is None else output,
                    stderr=said,
                    start_new_session=True,
                    env={name: text for name, text in os.environ.items() if name not in _OURS},
                )
        except OSError as error:
            raise VmError(f"{command[0]} cannot be started: {error.strerror}") from error
        found = identify(child.pid)
        if found is None:
            raise VmError(f"{command[0]} ended at once with {child.wait()}", f"See {log}.")
        digest = executable_sha256(child.pid)
        return cls(found.model_copy(update={"executable_sha256": digest}), child)

    @classmethod
    def adopt(cls, process: Process) -> Self | None:
        """One that an earlier supervisor started; None if it has ended."""
        try:
            held = cls(process, None)
        except ProcessLookupError:
            return None
        if process.alive():  # checked after it is held: its number can go to no other now
            return held
        held.close()
        return None

    def executes(self, digest: str) -> None:
        """It has become another program since it was started, with this digest."""
        self.process = self.process.model_copy(update={"executable_sha256": digest})

    async def ended(self) -> str:
        """Waits for its end, and says how it was."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        own = os.dup(self._descriptor)  # the loop knows one waiter a descriptor
        loop.add_reader(own, over.set)
        try:
            await over.wait()
        finally:
            loop.remove_reader(own)
            os.close(own)
        return f"ended with {self._child.wait()}" if self._child is not None else "ended"

    def signal(self, number: signal.Signals) -> None:
        """Send it, unless it has ended."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._descriptor, number)

    async def end(self) -> None:
        """SIGTERM, and SIGKILL where that does not help; it is gone then. Again does no harm."""
        if self._descriptor < 0:
            return
        self.signal(signal.SIGTERM)
        self.signal(signal.SIGCONT)  # a stopped one would take nothing else
        try:
            async with asyncio.timeout(TERM_S):
                await self.ended()
        except TimeoutError:
            self.signal(signal.SIGKILL)
            await self.ended()
        self.close()

    def close(self) -> None:
        """Let go of the descriptor; the process goes on."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
