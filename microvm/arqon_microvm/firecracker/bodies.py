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
    "RateLimiter",
    "Serial",
    "SnapshotCreate",
    "SnapshotLoad",
    "Vsock",
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MachineConfig(_Body):
    """Memory in MiB. Threads of one core are not given to a guest: they could be probed."""

    vcpu_count: Annotated[int, Field(ge=1, le=32)]
    mem_size_mib: Annotated[int, Field(ge=128)]
    smt: bool = False


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


class SnapshotLoad(_Body):
    """Before it, only logger, metrics and serial may have been set."""

    snapshot_path: Path
    mem_backend: _MemoryFile
    resume_vm: bool = True

    @classmethod
    def of(cls, state: Path, memory: Path) -> SnapshotLoad:
        """From the two files of a snapshot."""
        return cls(snapshot_path=state, mem_backend=_MemoryFile(backend_path=memory))


class About(BaseModel):
    """What `GET /` answers; later fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    state: Literal["Not started", "Running", "Paused"]
    vmm_version: str
