"""A snapshot of a guest that has warmed up and has no identity yet; used only where it was made.

Firecracker checks little of what it loads: a snapshot on another processor, kernel or release is
damage rather than an error, so all that it depends on is stamped on it.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from arqon_microvm import __version__
from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.api import Api
from arqon_microvm.firecracker.bodies import SnapshotLoad
from arqon_microvm.firecracker.boot import console_to
from arqon_microvm.firecracker.features import Features
from arqon_microvm.firecracker.told import told
from arqon_microvm.firecracker.versions import Release
from arqon_microvm.guest.arguments import Engine
from arqon_microvm.image.manifest import FileDigest, Image, digest_of
from arqon_microvm.run.jail import Layout
from arqon_microvm.run.monitor import Machine

__all__ = ["MEMORY", "STAMP", "VM_STATE", "Described", "Snapshot", "Stamp", "restore"]

STAMP: Final = "snapshot.json"
VM_STATE: Final = "vmstate"
MEMORY: Final = "memory"
_CPUINFO: Final = Path("/proc/cpuinfo")
_PROCESSOR: Final = ("vendor_id", "cpu family", "model", "stepping", "microcode")


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Stamp(_Frozen):
    """What a snapshot depends on: it is refused where any of these differs.

    `flags` are the processor's features, which firmware and the kernel's command line change, too:
    a guest that has begun to use one that is gone dies.
    """

    code_version: str = __version__
    monitor_version: str
    monitor_sha256: str
    snapshot_format: str
    host_kernel: str
    processor: str
    flags: str = ""
    image: Path
    image_sha256: str
    vcpus: int
    memory_mib: int
    engine: Engine
    threads: int | None
    jailed: bool

    @classmethod
    def of_now(cls, image: Image, machine: Machine, release: Release, *, jailed: bool) -> Self:
        """Of this host, now.

        Raises:
            VmError: Firecracker does not say which form its snapshots have, or the image does not
                carry the engine that the machine names.
        """
        return cls(
            monitor_version=release.version,
            monitor_sha256=release.sha256,
            snapshot_format=_snapshot_format(release.executable),
            host_kernel=os.uname().release,
            processor=processor(),
            flags=flags(),
            image=image.folder.resolve(),
            image_sha256=image.sha256,
            vcpus=machine.vcpus,
            memory_mib=machine.memory_mib,
            engine=machine.engine_of(image),
            threads=machine.threads,
            jailed=jailed,
        )


class Described(_Frozen):
    """Written last: where it is, the snapshot is whole.

    Of the memory, size and date are checked at each start: reading all of it would cost more than
    a snapshot wins.
    """

    schema_version: Literal[1] = 1
    stamp: Stamp
    booted_as: str
    vm_state: FileDigest
    memory: FileDigest
    memory_mtime_ns: Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One that may be used; `booted_as` is the instance in the guest's command line."""

    folder: Path
    booted_as: str
    memory: FileDigest
    memory_inode: int

    @classmethod
    def fitting(cls, folder: Path, now: Stamp) -> Self:
        """The snapshot in a folder, if it was made of and on what there is now.

        Raises:
            VmError: not there, damaged, or something differs; says what.
        """
        try:
            folder = folder.resolve()  # by the next look, a link may lead to another
            described = Described.model_validate_json((folder / STAMP).read_bytes())
            memory = (folder / MEMORY).stat()
        except (OSError, ValidationError) as error:
            why = error.strerror if isinstance(error, OSError) else "not of this version's form"
            raise VmError(f"{folder} holds no whole snapshot: {why}", _ANEW) from error
        then = described.stamp
        differ = [name for name in Stamp.model_fields if getattr(then, name) != getattr(now, name)]
        if differ:
            differences = ", ".join(
                "{} ({}, now {})".format(
                    name, *_apart(name, getattr(then, name), getattr(now, name))
                )
                for name in differ
            )
            raise VmError(f"the snapshot in {folder} was made with another {differences}", _ANEW)
        found = (memory.st_size, memory.st_mtime_ns)
        if found != (described.memory.size, described.memory_mtime_ns):
            raise VmError(f"{folder / MEMORY} was changed after it was made", _ANEW)
        if digest_of(folder / VM_STATE) != described.vm_state:
            raise VmError(f"{folder / VM_STATE} is not what its description says", _ANEW)
        return cls(folder, described.booted_as, described.memory, memory.st_ino)

    def altered(self) -> str:
        """Why the memory is not what was made; empty if it is, or another has taken its place.

        Reads all of it, so this is for when the VM runs already.
        """
        path = self.folder / MEMORY
        try:
            with path.open("rb") as file:
                if os.fstat(file.fileno()).st_ino != self.memory_inode:
                    return ""
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""
        if digest == self.memory.sha256:
            return ""
        return f"{path} was altered: its SHA-256 is {digest}, expected {self.memory.sha256}"

    def files(self) -> dict[str, Path]:
        """What Firecracker must see; the stamp goes along, for `vm attest` to find."""
        return {name: self.folder / name for name in (VM_STATE, MEMORY, STAMP)}


_ANEW: Final = "Make it anew: arqon-tts vm snapshot."


def restore(api: Api, layout: Layout, features: Features) -> None:
    """Load and go on; only the console may be set before. Raises VmError: a cold boot is due."""
    console_to(api, layout.seen / "console.fifo", features)
    v_sock = layout.seen / "v.sock" if features.vsock_override else None
    api.load_snapshot(SnapshotLoad.of(layout.files[VM_STATE], layout.files[MEMORY], v_sock))


def processor(cpuinfo: Path = _CPUINFO) -> str:
    """The first processor's make, model and microcode."""
    known = _first(cpuinfo)
    return " ".join(known.get(name, "?") for name in _PROCESSOR)


def flags(cpuinfo: Path = _CPUINFO) -> str:
    """The first processor's features, in the order of the alphabet."""
    return " ".join(sorted(_first(cpuinfo).get("flags", "").split()))


def _first(cpuinfo: Path) -> dict[str, str]:
    first = cpuinfo.read_text().partition("\n\n")[0].splitlines()
    fields = dict(line.partition(":")[::2] for line in first)
    return {name.strip(): value.strip() for name, value in fields.items()}


def _apart(name: str, then: object, now: object) -> tuple[str, str]:
    """Both, and of a long list only what is not in the other."""
    if name != "flags":
        return str(then), str(now)
    before, after = set(str(then).split()), set(str(now).split())
    lost, won = (" ".join(sorted(names)) for names in (before - after, after - before))
    return lost or "none of these", won or "none of these"


def _snapshot_format(executable: Path) -> str:
    answer = told(executable, "--snapshot-version")
    if not answer or not answer.strip():
        raise VmError(f"{executable} does not say the form of its snapshots")
    return answer.strip().splitlines()[0]
