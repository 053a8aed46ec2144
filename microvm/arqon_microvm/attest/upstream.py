"""Row B: who is behind a Unix socket of the monitor, told by the kernel."""

from __future__ import annotations

import os
import socket
import struct
from contextlib import suppress
from pathlib import Path
from typing import Final

from arqon_microvm.attest.case import Case, must_be, needed
from arqon_microvm.errors import VmError
from arqon_microvm.run.process import Process, executable_sha256, identify
from arqon_microvm.run.state import Place

__all__ = ["belongs_to", "must_come_from", "upstream_is_ours"]

_SO_PEERPIDFD: Final = 77
"""From Linux 6.5; Python has no name for it yet."""

_NO_SERVICE: Final = b"CONNECT 1\n"
"""Asks for a port on which nothing in the guest listens: the guest ends that connection. For one
that is closed before it has asked, Firecracker logs a line."""


def upstream_is_ours(case: Case) -> str:
    """The guest's socket is the one that was noted down, and the monitor's, and that is pinned."""
    v_sock = needed(case.state.v_sock, "no socket of the guest was noted down yet")
    process = case.way_in
    belongs_to(process, v_sock, case.patience_s, parting=_NO_SERVICE)
    digest = executable_sha256(process.pid)
    if digest not in case.pins.executables:
        raise VmError(
            f"its executable's SHA-256 is {digest or 'unreadable'}, "
            f"expected {case.pins.firecracker or 'a pinned one: a release that is let in'}; "
            "--firecracker-sha256, ARQON_VM_FIRECRACKER_SHA256 or vm.env names another"
        )
    return f"{v_sock.path} is process {process.pid}, which runs the pinned {digest[:16]}…"


def belongs_to(process: Process, place: Place, patience_s: float, *, parting: bytes = b"") -> None:
    """Raises VmError unless the socket there is that one still, and the process listens on it.

    `parting` is said before the connection is closed.
    """
    found = _place(place.path)
    must_be(
        f"{place.path}",
        f"file {found.device}:{found.inode}",
        f"file {place.device}:{place.inode}",
    )
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(patience_s)
        try:
            connection.connect(str(place.path))
        except OSError as error:
            raise VmError(f"nobody listens on {place.path}: {error}") from error
        must_come_from(connection, process)
        with suppress(OSError):  # who listens is known: whether it still hears is another row's
            connection.sendall(parting)


def must_come_from(connection: socket.socket, process: Process) -> None:
    """Raises VmError unless the socket's other end listens in this process, and no later one."""
    found = _peer(connection)
    if found is None or found != process.model_copy(update={"executable_sha256": ""}):
        other = f"process {found.pid}, begun at {found.start_time}" if found else "a process gone"
        raise VmError(
            f"{connection.getpeername()} is held by {other}, expected process {process.pid}, "
            f"begun at {process.start_time}"
        )


def _peer(connection: socket.socket) -> Process | None:
    """Held by its descriptor, where the kernel has that, while it is looked at."""
    try:
        held = connection.getsockopt(socket.SOL_SOCKET, _SO_PEERPIDFD)
    except OSError:
        peer = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return identify(struct.unpack("3i", peer)[0])
    try:
        lines = Path(f"/proc/self/fdinfo/{held}").read_text().splitlines()
        fields = dict(line.split(":\t", 1) for line in lines)
        pid = int(fields["Pid"])
        return identify(pid) if pid > 0 else None
    finally:
        os.close(held)


def _place(path: Path) -> Place:
    try:
        return Place.of(path)
    except OSError as error:
        raise VmError(f"{path} cannot be looked at: {error.strerror}") from error
