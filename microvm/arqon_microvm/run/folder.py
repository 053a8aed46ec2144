"""The folder of a running VM: one owner, its sockets, its identity, and its state for others."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from arqon_microvm.errors import VmError
from arqon_microvm.paths import GUEST_SUFFIX, PATH_BYTES
from arqon_microvm.run import lock
from arqon_microvm.run.process import Process
from arqon_microvm.run.state import Identity, RunState

__all__ = ["LOCK", "StateFolder", "fits"]


def fits(v_sock: Path) -> None:
    """Raises VmError if a Unix socket cannot have this name, with what monitors append to it."""
    length = len(str(v_sock).encode()) + len(GUEST_SUFFIX)
    if length > PATH_BYTES:
        raise VmError(
            f"{v_sock} is too long for a socket: {length} of {PATH_BYTES} bytes",
            "Choose a shorter folder with --state-dir, or --jail-base.",
        )


LOCK: Final = "lock"
STATE: Final = "state.json"
IDENTITY: Final = "identity.json"
LOG_BYTES: Final = 4 << 20
_NEW: Final = ".new-"


@dataclass(frozen=True, slots=True)
class StateFolder:
    """Readable by its owner alone; short enough for the sockets in it."""

    path: Path

    @property
    def v_sock(self) -> Path:
        """The monitor's vsock socket."""
        return self.path / "v.sock"

    @property
    def record(self) -> Path:
        """What the supervisor says of itself, for others to read."""
        return self.path / STATE

    @property
    def api_sock(self) -> Path:
        """Where the monitor is told what to do: Firecracker's API, QEMU's QMP."""
        return self.path / "api.sock"

    @property
    def console(self) -> Path:
        """The guest's console, the latest of it."""
        return self.path / "console.log"

    @property
    def monitor_log(self) -> Path:
        """What the monitor says of itself."""
        return self.path / "monitor.log"

    @property
    def log(self) -> Path:
        """What the supervisor says when it runs in the background."""
        return self.path / "supervisor.log"

    def owner(self) -> int:
        """The user, by number. Raises VmError."""
        try:
            return self.path.stat().st_uid
        except OSError as error:
            raise VmError(f"{self.path} cannot be read: {error.strerror}") from error

    def make(self) -> None:
        """Raises VmError if it cannot be made, is another's, or has too long a path."""
        fits(self.v_sock)
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = self.path.stat()
            if found.st_uid != os.geteuid():
                raise VmError(f"{self.path} belongs to another user", "Choose another --state-dir.")
            self.path.chmod(0o700)
        except OSError as error:
            raise VmError(f"{self.path} cannot be made: {error.strerror}") from error

    def lock(self) -> int:
        """The folder is ours until the returned descriptor is closed.

        Raises:
            VmError: another supervisor has it, or it cannot be locked.
        """
        taken = lock.take(self._lock)
        if taken is None:
            raise _runs_already(self.supervisor(), self.path)
        return taken

    def lock_to_start(self) -> int:
        """The same for `vm up`: until its supervisor is ready, no other may be started.

        Raises:
            VmError: another starts one, or a supervisor has the folder.
        """
        taken = lock.take(self._starting)
        if taken is None:
            starter = self.starter()
            who = f"process {starter.pid}" if starter else "another process"
            raise VmError(f"{who} is starting a VM in {self.path}", "See: arqon-tts vm status.")
        found = self.supervisor()
        if found is not None:
            os.close(taken)
            raise _runs_already(found, self.path)
        return taken

    def lost(self, taken: int) -> bool:
        """Whether the folder that we locked is not here any more."""
        return lock.gone(taken, self._lock)

    def supervisor(self) -> Process | None:
        """The one that runs, from its first moment on: long before it says anything."""
        state = self.read()
        return state.supervisor if state is not None else lock.holder(self._lock)

    def starter(self) -> Process | None:
        """The `vm up` that waits for its supervisor now."""
        return lock.holder(self._starting)

    @property
    def _lock(self) -> Path:
        return self.path / LOCK

    @property
    def _starting(self) -> Path:
        return self.path / "starting.lock"

    def clean(self) -> None:
        """Remove what only a running VM has. By its owner only.

        The state goes first: who keeps something of the VM looks afterwards whether it is there.
        """
        self.record.unlink(missing_ok=True)
        names = (IDENTITY, "attestation.json", "console.fifo", "*.sock*", f"{_NEW}*")
        for path in [path for name in names for path in self.path.glob(name)]:
            path.unlink(missing_ok=True)

    def keep_short(self) -> None:
        """Empty the monitor's log when it is long: some of its lines a guest can cause."""
        with suppress(OSError):
            if self.monitor_log.stat().st_size > LOG_BYTES:
                os.truncate(self.monitor_log, 0)  # who writes to it appends

    def write(self, state: RunState) -> None:
        """For others to read."""
        self.put(STATE, state.model_dump_json(indent=1))

    def read(self) -> RunState | None:
        """Of a supervisor that runs now; None if none does."""
        state = self.last()
        return state if state is not None and state.supervisor.alive() else None

    def last(self) -> RunState | None:
        """What the latest supervisor said, though it may have ended since; None if it cleaned up.

        Raises:
            VmError: it cannot be read.
        """
        try:
            return RunState.model_validate_json(self.record.read_bytes())
        except (FileNotFoundError, NotADirectoryError, ValidationError):
            return None
        except OSError as error:
            raise VmError(f"{self.path} cannot be read: {error.strerror}") from error

    def keep(self, identity: Identity) -> None:
        """So that a later supervisor, and `vm attest`, know this VM."""
        self.put(IDENTITY, identity.model_dump_json())

    def forget(self) -> None:
        """The VM that starts next is another; one that is taken over is not."""
        (self.path / IDENTITY).unlink(missing_ok=True)

    def identity(self) -> Identity | None:
        """Of the VM that runs; None if it was not told yet."""
        try:
            return Identity.model_validate_json((self.path / IDENTITY).read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, name: str, text: str) -> None:
        """A file for its owner alone; in one step, so that a reader sees all or nothing.

        Raises:
            VmError: it cannot be written; what was there before is as it was.
        """
        made = None
        try:
            with tempfile.NamedTemporaryFile("w", dir=self.path, prefix=_NEW, delete=False) as file:
                made = Path(file.name)
                file.write(text + "\n")
            made.replace(self.path / name)
        except OSError as error:
            if made is not None:
                made.unlink(missing_ok=True)
            raise VmError(
                f"{self.path / name} cannot be written: {error.strerror}", "Make room there."
            ) from error


def _runs_already(supervisor: Process | None, folder: Path) -> VmError:
    who = f"process {supervisor.pid}" if supervisor else "another process"
    return VmError(f"{who} runs a VM in {folder} already", "See: arqon-tts vm status.")
