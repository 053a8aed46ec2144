"""The VM that is looked at: what its supervisor noted down, and what /proc says of its monitor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from arqon_microvm.attest.pins import Pins
from arqon_microvm.errors import VmError
from arqon_microvm.run.process import Process
from arqon_microvm.run.state import Identity, RunState

__all__ = ["Case", "must_be", "needed"]

_T = TypeVar("_T")
_TICK_S: Final = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Case:
    """`patience_s` is how long any one answer may take.

    `state` and `identity` are the word of the folder's owner, a user by number; `pins` are not.
    """

    state: RunState
    identity: Identity | None
    proc: Path
    patience_s: float
    pins: Pins
    owner: int

    @property
    def listen(self) -> tuple[str, int]:
        """Where the VM is to be reached."""
        host, _, port = self.state.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def supervisor(self) -> Process:
        """As it was noted down. Raises VmError: see `_owned`."""
        return self._owned(self.state.supervisor)

    @property
    def monitor(self) -> Process:
        """As it was noted down. Raises VmError if the VM has none now: see `_owned`, too."""
        return self._owned(needed(self.state.processes.get("monitor"), "the VM has no monitor now"))

    @property
    def way_in(self) -> Process:
        """Who listens on the guest's socket: the monitor, but under QEMU a device beside it."""
        if self.state.monitor == "qemu" and "vsock" in self.state.processes:
            return self._owned(self.state.processes["vsock"])
        return self.monitor

    def _owned(self, process: Process) -> Process:
        """Raises VmError if the folder is another user's, and names a process that is not theirs.

        Our own folder may: in a jail the monitor runs as somebody else.
        """
        if self.owner != os.geteuid():
            runs_as = (self.proc / str(process.pid)).stat().st_uid
            must_be(f"the user that process {process.pid} runs as", runs_as, self.owner)
        return process

    @property
    def _of_monitor(self) -> Path:
        return self.proc / str(self.monitor.pid)

    def open_files(self, pid: int) -> Iterator[tuple[Path, str]]:
        """Each descriptor of a process, and what it names. Raises VmError if they are hidden."""
        try:
            descriptors = list((self.proc / str(pid) / "fd").iterdir())
        except OSError as error:
            raise VmError(
                f"what process {pid} has open cannot be seen: {error.strerror}"
            ) from error
        for descriptor in descriptors:
            try:
                yield descriptor, str(descriptor.readlink())
            except OSError:
                continue  # closed meanwhile

    def seen_by_monitor(self, path: Path) -> Path:
        """Our name for a path that the monitor uses; a jail has another root."""
        if path.is_absolute():
            return self._of_monitor / "root" / path.relative_to("/")
        return self._of_monitor / "cwd" / path

    def threads(self) -> dict[str, float]:
        """The monitor's threads by name, with the processor seconds that each has used."""
        found: dict[str, float] = {}
        for task in (self._of_monitor / "task").glob("[0-9]*"):
            try:
                name = (task / "comm").read_text().rstrip("\n")
                fields = (task / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # ended meanwhile
            found[name] = found.get(name, 0.0) + (int(fields[11]) + int(fields[12])) * _TICK_S
        return found

    def stopped(self) -> bool:
        """Whether all of the monitor's threads are."""
        states = set()
        for task in (self._of_monitor / "task").glob("[0-9]*"):
            try:
                states.add((task / "stat").read_text().rpartition(")")[2].split()[0])
            except OSError:
                continue
        return states == {"T"}


def must_be(what: str, found: object, expected: object) -> None:
    """Raises VmError, with both, unless they are equal."""
    if found != expected:
        raise VmError(f"{what} is {found}, expected {expected}")


def needed(value: _T | None, missing: str) -> _T:
    """Raises VmError if it is not there."""
    if value is None:
        raise VmError(missing)
    return value
