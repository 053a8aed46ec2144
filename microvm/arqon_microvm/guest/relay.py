"""What the sidecar writes, put on the console so that nobody takes it for the kernel's words.

A client's text gets into the sidecar's log, and the host takes one line of the kernel's as the
guest's end: see `arqon_microvm.run.console`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import IO, Final

__all__ = ["MARK", "relay", "shown"]

MARK: Final = "sidecar: "
_PIECE_BYTES: Final = 1024
_UNSHOWN: Final = re.compile(rb"[^ -~]|(?<=Kernel) (?=panic)")
"""All but printable ASCII; and the space in what Linux says at its end: a line of the kernel's may
come between two halves of ours, and then the second one stands at a line's start."""


def shown(line: bytes) -> str:
    """A line, or a piece of one, as a line for the console: marked, some bytes as hex escapes."""
    escaped = _UNSHOWN.sub(lambda found: b"\\x%02x" % found[0][0], line)
    return f"{MARK}{escaped.decode('ascii')}\n"


def relay(source: IO[bytes], put: Callable[[str], object]) -> threading.Thread:
    """Read `source` to its end in a thread, and `put` each line; a long one in several pieces."""

    def on_and_on() -> None:
        with source:
            while line := source.readline(_PIECE_BYTES):
                put(shown(line.rstrip(b"\r\n")))

    thread = threading.Thread(target=on_and_on, daemon=True)
    thread.start()
    return thread
