"""The guest's first process: mounts, keeps the sidecar, is told who the VM is, ends the VM.

It needs nothing but Python itself, since it must run when all else in the image is broken.
"""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from arqon_microvm.guest.arguments import Arguments
from arqon_microvm.guest.beat import beat
from arqon_microvm.guest.budget import Budget
from arqon_microvm.guest.identity import Answer, Identity, refused
from arqon_microvm.guest.keeper import Keeper
from arqon_microvm.guest.lines import serve
from arqon_microvm.guest.machine import (
    claims,
    end_vm,
    loopback_up,
    mount_all,
    reseed,
    runtime,
    set_clock,
    settle,
)

__all__ = ["CONTROL_PORT", "main"]

CONTROL_PORT: Final = 7782
SIDECAR_PORT: Final = 7781
_HOME: Final = Path("/opt/arqon")
_IDENTITY: Final = Path("/run/arqon/identity.sock")
_BOOT_ID: Final = Path("/run/arqon/boot_id")
_NOBODY: Final = 65534
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 8.0


def main() -> None:
    """Returns never: it ends the VM."""
    try:
        mount_all()
        loopback_up()
        _run()
    except Exception as error:  # noqa: BLE001 -- a first process that ends is a kernel panic
        _say(f"{type(error).__name__}: {error}; the VM ends")
    end_vm()
    signal.pause()


def _run() -> None:
    build = hashlib.sha256((_HOME / "build.json").read_bytes()).hexdigest()
    boot_id = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    arguments = Arguments.parse(Path("/proc/cmdline").read_text())
    identity = Identity(boot_id, claims(build, arguments), _host_said)
    keeper = Keeper(_command(arguments), _environment(), _put, _NOBODY)

    def status(_: object) -> Answer:
        sidecar = {"pid": keeper.pid, "restarts": keeper.restarts}
        uptime = round(time.clock_gettime(time.CLOCK_BOOTTIME), 3)
        return {
            "ok": True,
            "initialised": identity.known,
            "boot_id": identity.boot_id,
            "uptime_s": uptime,
            "sidecar": sidecar,
        }

    def shutdown(_: object) -> Answer:
        os.kill(os.getpid(), signal.SIGTERM)
        return {"ok": True}

    def quiesce(_: object) -> Answer:
        if identity.known:
            return refused("initialised", "a snapshot of this VM would hold its key")
        identity.copied()
        settle()
        return {"ok": True}

    def init(asked: Mapping[str, object]) -> Answer:
        answer = identity.init(asked)
        _BOOT_ID.write_text(identity.boot_id)
        return answer

    _IDENTITY.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    _BOOT_ID.write_text(boot_id)
    own = socket.socket(socket.AF_UNIX)
    own.bind(str(_IDENTITY))
    _IDENTITY.chmod(0o666)  # the sidecar is another user
    own.listen()
    serve(own, {"attest": identity.attest})
    control = socket.socket(socket.AF_VSOCK)
    control.bind((socket.VMADDR_CID_ANY, CONTROL_PORT))
    control.listen()
    operations = {"init": init, "status": status, "quiesce": quiesce}
    serve(control, {**operations, "shutdown": shutdown})
    beat()
    _say(f"control on vsock port {CONTROL_PORT}; starting the sidecar")
    keeper.keep(Budget(_FIRST_PAUSE_S, _LONGEST_PAUSE_S), _say)


def _command(arguments: Arguments) -> list[str]:
    kind, _ = runtime()
    named = kind if kind != "unknown" else "host-dev"
    command = [str(_HOME / "venv/bin/python"), "-m", "arqon_sidecar.main", "serve"]
    command += ["--model", "/model", "--host", "127.0.0.1", "--port", str(SIDECAR_PORT)]
    command += ["--vsock", str(SIDECAR_PORT), "--runtime", named]
    command += ["--identity", str(_IDENTITY), "--boot-id", str(_BOOT_ID)]
    return [*command, *arguments.sidecar()]


def _environment() -> dict[str, str]:
    return {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/tmp",  # noqa: S108 -- the guest's own
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _host_said(clock_ns: int, entropy: bytes) -> None:
    """The identity stands even where the clock or the pool cannot be set; the console says so."""
    try:
        reseed(entropy)
        set_clock(clock_ns)
    except OSError as error:
        _say(f"the host's clock or random bytes cannot be used: {error}")


def _say(text: str) -> None:
    _put(f"init: {text}\n")


def _put(line: str) -> None:
    """On the console."""
    sys.stderr.write(line)
    sys.stderr.flush()
