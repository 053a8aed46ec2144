"""What Firecracker's API takes, as it names it (src/firecracker/swagger/firecracker.yaml, 1.17).

It refuses fields that it does not know, so what an older release lacks is left out unless wanted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "About",
    "BootSource",
    "Drive",
    "MachineConfig",
    "MachineFound",
    "RateLimiter",
    "Serial",
    "SnapshotCreate",
    "SnapshotLoad",
    "VmConfig",
    "Vsock",
    "VsockOverride",
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MachineConfig(_Body):
    """Memory in MiB. Threads of one core are not given to a guest: they could be probed.

    Transparent pages, from 1.17, want a multiple of 2 MiB.
    """

    vcpu_count: Annotated[int, Field(ge=1, le=32)]
    mem_size_mib: Annotated[int, Field(ge=128)]
    smt: bool = False
    huge_pages: Literal["Transparent"] | None = None


class BootSource(_Body):
    """The kernel is an ELF vmlinux; its command line has 2048 bytes at most (layout.rs)."""

    kernel_image_path: Path
    boot_args: Annotated[str, Field(max_length=2047)]
    initrd_path: Path | None = None


class Drive(_Body):
    """A read-only drive; none is the root device, since the initramfs mounts the root itself."""

    drive_id: Annotated[str, Field(pattern="^[A-Za-z0-9_]{1,64}$")]
    path_on_host: Path
    is_root_device: bool = False
    is_read_only: bool = True


class Vsock(_Body):
    """The socket is bound by this call, and must not exist; 3 is the lowest address of a guest."""

    guest_cid: Annotated[int, Field(ge=3)] = 3
    uds_path: Path


class RateLimiter(_Body):
    """Bytes each `refill_time` milliseconds, after a burst."""

    size: int
    refill_time: int
    one_time_burst: int


class Serial(_Body):
    """Where the console goes, from 1.14; limited from 1.16: a guest must not flood the host."""

    serial_out_path: Path
    rate_limiter: RateLimiter | None = None


class SnapshotCreate(_Body):
    """A full snapshot of a paused VM."""

    snapshot_type: Literal["Full"] = "Full"
    snapshot_path: Path
    mem_file_path: Path


class _MemoryFile(_Body):
    backend_type: Literal["File"] = "File"
    backend_path: Path


class VsockOverride(_Body):
    """From 1.16: another socket than the snapshot was made with."""

    uds_path: Path


class SnapshotLoad(_Body):
    """Before it, only logger, metrics and serial may have been set."""

    snapshot_path: Path
    mem_backend: _MemoryFile
    resume_vm: bool = True
    vsock_override: VsockOverride | None = None

    @classmethod
    def of(cls, state: Path, memory: Path, v_sock: Path | None = None) -> SnapshotLoad:
        """From the two files of a snapshot, and where the guest is to be reached."""
        override = VsockOverride(uds_path=v_sock) if v_sock is not None else None
        backend = _MemoryFile(backend_path=memory)
        return cls(snapshot_path=state, mem_backend=backend, vsock_override=override)


class About(BaseModel):
    """What `GET /` answers; later fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    state: Literal["Not started", "Running", "Paused"]
    vmm_version: str


class _Found(BaseModel):
    """What it answers; fields of later releases are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class MachineFound(_Found):
    """What `GET /machine-config` answers."""

    vcpu_count: int
    mem_size_mib: int


class SourceFound(_Found):
    """The kernel that was booted; a restored VM has none."""

    kernel_image_path: Path
    initrd_path: Path | None = None


class DriveFound(_Found):
    """One drive."""

    drive_id: str
    path_on_host: Path
    is_read_only: bool


class VsockFound(_Found):
    """The way into the guest."""

    uds_path: Path


class VmConfig(_Found):
    """What `GET /vm/config` answers, as far as it is looked at."""

    boot_source: Annotated[SourceFound | None, Field(alias="boot-source")] = None
    drives: tuple[DriveFound, ...] = ()
    network_interfaces: Annotated[tuple[object, ...], Field(alias="network-interfaces")] = ()
    vsock: VsockFound | None = None
