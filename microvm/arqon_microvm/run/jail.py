"""Where a monitor's files are, for us and for its process, which the jailer may lock in.

See docs/jailer.md of Firecracker. The jailer's process becomes the monitor's, so no process id
namespace is asked for: it would make the monitor another process than the one that we hold.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

from arqon_microvm.errors import Passing, VmError
from arqon_microvm.mounts import IN_MEMORY, mount_of
from arqon_microvm.run.folder import fits

__all__ = ["Jail", "Layout"]

_PIECE: Final = 4 << 20

_OWN_MIB: Final = 128
"""What the monitor itself may need beside the guest's memory."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`sockets` and `seen` are one folder, the second as the monitor's process names it.

    `jail` is what must be removed after the VM's end.
    """

    sockets: Path
    seen: Path
    files: Mapping[str, Path]
    jail: Path | None = None

    @classmethod
    def free(cls, folder: Path, files: Mapping[str, Path]) -> Layout:
        """Without a jailer."""
        return cls(folder, folder, {name: path.resolve() for name, path in files.items()})


@dataclass(frozen=True, slots=True)
class Jail:
    """The jailer, the folder that its jails are in, and whom the monitor runs as."""

    jailer: Path
    base: Path
    uid: int
    gid: int

    def command(self, executable: Path, name: str, memory_mib: int) -> list[str]:
        """What goes before the monitor's own arguments; the jailer itself names the VM to it."""
        limit = (memory_mib + _OWN_MIB) << 20
        if mount_of(self.base).kind in IN_MEMORY:  # where the file of a snapshot counts as memory
            limit += memory_mib << 20
        command = [str(self.jailer), "--id", name, "--exec-file", str(executable)]
        command += ["--uid", str(self.uid), "--gid", str(self.gid)]
        command += ["--chroot-base-dir", str(self.base), "--cgroup-version", "2"]
        command += ["--cgroup", f"memory.max={limit}", "--cgroup", "memory.swap.max=0"]
        return [*command, "--cgroup", "pids.max=64", "--resource-limit", "no-file=2048", "--"]

    def layout(
        self, executable: Path, name: str, files: Mapping[str, Path], halted: Event
    ) -> Layout:
        """Make the jail's root, with the files in it: linked, or copied from another mount.

        A copy takes its time: never call this on an event loop. `halted` ends it.

        Raises:
            VmError: we are not root, or it cannot be made.
        """
        if os.geteuid() != 0:
            raise VmError("the jailer needs root", "Run it as root, or leave --jailer out.")
        root = self.place(executable, name) / "root"
        run = root / "run"
        fits(run / "v.sock")
        try:
            run.mkdir(mode=0o700, parents=True)
            os.chown(run, self.uid, self.gid)
            for file, source in files.items():
                _bring(source.resolve(), root / file, halted)
        except OSError as error:
            shutil.rmtree(root.parent, ignore_errors=True)
            raise Passing(f"the jail {root} cannot be made: {error}") from error
        seen = {file: Path("/", file) for file in files}
        return Layout(run, Path("/run"), seen, root.parent)

    def place(self, executable: Path, name: str) -> Path:
        """The folder of one jail: what must be removed after its VM's end."""
        return self.base / executable.name / name


def _bring(source: Path, there: Path, halted: Event) -> None:
    try:
        os.link(source, there)
    except OSError:
        with source.open("rb") as reading, there.open("wb") as writing:
            while piece := reading.read(_PIECE):
                if halted.is_set():
                    raise OSError(errno.ECANCELED, os.strerror(errno.ECANCELED)) from None
                writing.write(piece)
        there.chmod(0o444)
