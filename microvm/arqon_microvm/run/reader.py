"""Reading the console of one VM, always, however much it says: the guest must not wait for us."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arqon_microvm.errors import VmError
from arqon_microvm.run.console import Console

__all__ = ["reading"]

_PIECE = 65_536


@contextmanager
def reading(source: Path, console: Console) -> Iterator[None]:
    """From a FIFO or a Unix socket, as long as the block lasts.

    Raises:
        VmError: it cannot be opened.
    """
    loop = asyncio.get_running_loop()
    try:
        opened = _open(source)
    except OSError as error:
        raise VmError(f"the console {source} cannot be read: {error.strerror}") from error

    def take() -> None:
        try:
            piece = os.read(opened, _PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if piece:
            console.write(piece)
        else:
            loop.remove_reader(opened)

    loop.add_reader(opened, take)
    try:
        yield
    finally:
        take()
        loop.remove_reader(opened)
        os.close(opened)


def _open(source: Path) -> int:
    """A FIFO is opened for writing, too: it would be at its end while nobody writes."""
    if stat.S_ISFIFO(source.stat().st_mode):
        return os.open(source, os.O_RDWR | os.O_NONBLOCK)
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(str(source))
    connection.setblocking(False)
    return connection.detach()
