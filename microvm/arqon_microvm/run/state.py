"""What a supervisor says of its VM, and who the VM is."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from arqon_microvm.guest.arguments import Engine
from arqon_microvm.run.process import Process

__all__ = ["Identity", "MonitorName", "Phase", "Place", "RunState"]

Phase = Literal["starting", "booted", "ready", "restarting", "stopping", "failed"]
MonitorName = Literal["firecracker", "qemu"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Frozen):
    """A file that no later one of the same name is taken for."""

    path: Path
    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """The file that has this name now. Raises FileNotFoundError."""
        found = path.stat()
        return cls(path=path, device=found.st_dev, inode=found.st_ino)

    @classmethod
    def if_there(cls, path: Path) -> Self | None:
        """The same; None where there is none: a monitor that ends may remove it just now."""
        try:
            return cls.of(path)
        except FileNotFoundError:
            return None


class Identity(_Frozen):
    """What the host tells a VM after boot and nobody else; kept for its owner, gone with the VM."""

    instance_id: str
    boot_nonce: str
    key: str

    @classmethod
    def new(cls, instance_id: str) -> Self:
        """With a fresh key and nonce."""
        key = base64.b64encode(secrets.token_bytes(32)).decode()
        return cls(instance_id=instance_id, boot_nonce=secrets.token_hex(16), key=key)


class RunState(_Frozen):
    """What the supervisor says; others must check that it still runs.

    `processes` are the VM's: `monitor`, and under QEMU `vsock`. Sockets are noted down once the VM
    has them. What a supervisor of another version says besides is left out.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    schema_version: Literal[2] = 2
    monitor: MonitorName
    monitor_version: str = ""
    changes: int = 0
    phase: Phase
    reason: str = ""
    started_at: str
    instance_id: str = ""
    booted_as: str = ""
    image: Path
    image_sha256: str
    model: str = ""
    vcpus: int
    memory_mib: int
    engine: Engine = "auto"
    threads: int | None = None
    listen: str
    restarts: int = 0
    supervisor: Process
    processes: dict[str, Process] = {}
    v_sock: Place | None = None
    api_sock: Place | None = None
    jail: Path | None = None
