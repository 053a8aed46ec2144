"""Who holds a TCP port of this machine, for an error that helps."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

__all__ = ["holder", "listener", "listening"]

_LISTENS = "0A"


def holder(port: int, proc: Path = Path("/proc")) -> str:
    """The process that listens on `port`, in words; another user's cannot be seen."""
    process = listener(port, proc)
    if process is not None:
        return f"process {process.name} ({_command(process)})"
    return "a process of another user" if any(listening(port, proc)) else "nobody any more"


def listener(port: int, proc: Path = Path("/proc")) -> Path | None:
    """The folder in /proc of the process that listens there; None if there is none that we see."""
    inodes = {link for _, link in listening(port, proc)}
    for process in proc.glob("[0-9]*") if inodes else ():
        if inodes & _sockets(process):
            return process
    return None


def listening(port: int, proc: Path) -> Iterator[tuple[str, str]]:
    """Each socket that listens there: its address as the kernel prints it, its name in /proc."""
    for name in ("tcp", "tcp6"):
        try:
            rows = (proc / "net" / name).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for row in rows:
            fields = row.split()
            address, _, number = fields[1].rpartition(":")
            if int(number, 16) == port and fields[3] == _LISTENS:
                yield address, f"socket:[{fields[9]}]"


def _sockets(process: Path) -> set[str]:
    """What it has open; a file that it closes meanwhile is left out."""
    found = set()
    with contextlib.suppress(OSError):
        for link in (process / "fd").iterdir():
            with contextlib.suppress(OSError):
                found.add(str(link.readlink()))
    return found


def _command(process: Path) -> str:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return "gone"
    return b" ".join(words).decode(errors="replace").strip()[:120]
