"""The folder of a running VM: one owner, its sockets, and what it says of itself to others."""

from __future__ import annotations

import fcntl
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from arqon_microvm.doctor.place import GUEST_SUFFIX, PATH_BYTES
from arqon_microvm.errors import VmError

__all__ = ["Phase", "Process", "RunState", "StateFolder", "identify"]

Phase = Literal["starting", "booted", "ready", "restarting", "stopping", "failed"]
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Process(BaseModel):
    """A process that no later one can be taken for: `start_time` is in ticks since boot."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pid: int
    start_time: int
    boot_id: str


def identify(pid: int) -> Process | None:
    """The process with this number now; None if there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    if fields[0] in "ZX":
        return None
    return Process(pid=pid, start_time=int(fields[19]), boot_id=_BOOT_ID.read_text().strip())


class RunState(BaseModel):
    """What the supervisor says; others must check that it still runs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[1] = 1
    monitor: Literal["qemu"]
    phase: Phase
    reason: str = ""
    instance_id: str = ""
    image: str
    image_sha256: str
    listen: str
    restarts: int = 0
    supervisor: Process
    processes: dict[str, Process] = {}


@dataclass(frozen=True, slots=True)
class StateFolder:
    """Readable by its owner alone; short enough for the sockets in it."""

    path: Path

    @property
    def v_sock(self) -> Path:
        """The monitor's vsock socket."""
        return self.path / "v.sock"

    @property
    def vhost_sock(self) -> Path:
        """Between QEMU and its vsock device."""
        return self.path / "vhost.sock"

    @property
    def console(self) -> Path:
        """The guest's console, the latest of it."""
        return self.path / "console.log"

    @property
    def log(self) -> Path:
        """What the supervisor says when it runs in the background."""
        return self.path / "supervisor.log"

    def make(self) -> None:
        """Raises VmError if it cannot be made, is another's, or has too long a path."""
        length = len(str(self.v_sock).encode()) + len(GUEST_SUFFIX)
        if length > PATH_BYTES:
            raise VmError(
                f"{self.v_sock} is too long for a socket: {length} of {PATH_BYTES} bytes",
                "Choose a shorter folder with --state-dir.",
            )
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = self.path.stat()
            if found.st_uid != os.geteuid():
                raise VmError(f"{self.path} belongs to another user", "Choose another --state-dir.")
            self.path.chmod(0o700)
        except OSError as error:
            raise VmError(f"{self.path} cannot be made: {error.strerror}") from error

    def own(self) -> int:
        """Lock the folder until the returned descriptor is closed; remove sockets left behind.

        Raises:
            VmError: another supervisor has it.
        """
        lock = os.open(self.path / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(lock)
            state = self.read()
            who = f"process {state.supervisor.pid}" if state else "another process"
            raise VmError(
                f"{who} runs a VM in {self.path} already", "See: arqon-tts vm status."
            ) from error
        self.clean()
        return lock

    def clean(self) -> None:
        """Remove what only a running VM has. By its owner only."""
        for path in (*self.path.glob("*.sock*"), self.path / "state.json"):
            path.unlink(missing_ok=True)

    def write(self, state: RunState) -> None:
        """In one step, so that a reader sees all or nothing."""
        with tempfile.NamedTemporaryFile("w", dir=self.path, delete=False) as file:
            file.write(state.model_dump_json(indent=1) + "\n")
        Path(file.name).replace(self.path / "state.json")

    def read(self) -> RunState | None:
        """Of a supervisor that runs now; None if none does."""
        try:
            state = RunState.model_validate_json((self.path / "state.json").read_bytes())
        except (FileNotFoundError, NotADirectoryError, ValidationError):
            return None
        except OSError as error:
            raise VmError(f"{self.path} cannot be read: {error.strerror}") from error
        return state if identify(state.supervisor.pid) == state.supervisor else None
