"""Where the VM's sockets would be, and the port that it would have."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from arqon_microvm.doctor.finding import Finding
from arqon_microvm.mounts import IN_MEMORY, existing, mount_of
from arqon_microvm.paths import GUEST_SUFFIX, PATH_BYTES
from arqon_microvm.proxy.holders import holder

__all__ = ["place_findings"]

ROOM_MIB: Final = 64
"""For the console's ring, Firecracker's log and the records of the VM."""


def place_findings(
    state: Path, port: int, jails: Path | None = None, linked: Sequence[Path] = ()
) -> Iterator[Finding]:
    """The folder of the state, what lies in it, and the port.

    `jails` is the folder for jails, where they are to be used: they hold hard links to what is
    `linked`, image and snapshot, or else copies.
    """
    yield _length(state / "v.sock")
    yield _room(existing(state))
    if jails is not None:
        yield from _jails(jails, linked)
    yield from _stale(state)
    yield _port(port)


def _length(path: Path) -> Finding:
    length = len(str(path).encode()) + len(GUEST_SUFFIX)
    found = f"{path}: {length} of {PATH_BYTES} bytes"
    if length <= PATH_BYTES:
        return Finding("socket path", "ok", found)
    return Finding("socket path", "broken", found, "Choose a shorter folder with --state-dir.")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free >> 20
    found = f"{folder}: {free} MiB free"
    if free >= ROOM_MIB:
        return Finding("room", "ok", found)
    return Finding("room", "warning", found, f"The console and sockets want {ROOM_MIB} MiB there.")


def _jails(jails: Path, linked: Sequence[Path]) -> Iterator[Finding]:
    mount = mount_of(jails)
    for path in linked:
        if not path.exists():
            continue
        if mount_of(path) == mount:
            yield Finding("jail's mount", "ok", f"{path} and {jails} are on {mount.point}")
            continue
        found = f"{path} is on {mount_of(path).point}, and {jails} on {mount.point}"
        to_do = "Put both on one mount with --jail-base: else each start copies the files."
        yield Finding("jail's mount", "warning", found, to_do)
    if mount.kind in IN_MEMORY:
        found = f"{jails} is on a {mount.kind}: copies in it, and a snapshot's file, take memory"
        yield Finding("jail's memory", "warning", found, "Choose a folder on a disk: --jail-base.")


def _stale(state: Path) -> Iterator[Finding]:
    for path in sorted(state.glob("*.sock*")) if state.is_dir() else ():
        with socket.socket(socket.AF_UNIX) as trying:
            trying.settimeout(1)
            try:
                trying.connect(str(path))
            except OSError:
                yield Finding("stale socket", "warning", str(path), f"Nobody listens: rm {path}")


def _port(port: int) -> Finding:
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind(("127.0.0.1", port))
        except OSError:
            found = f"127.0.0.1:{port} is taken by {holder(port)}"
            return Finding("port", "broken", found, "Stop it, unless it is the VM's own proxy.")
    return Finding("port", "ok", f"127.0.0.1:{port} is free")
