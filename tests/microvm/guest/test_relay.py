"""Whatever the sidecar writes, the host takes none of it for the kernel's words or for the beat."""

from __future__ import annotations

import os
import tempfile
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_microvm.guest.beat import BEAT
from arqon_microvm.guest.relay import MARK, relay
from arqon_microvm.run.console import Console

DEATH = b"[    1.234567] Kernel panic - not syncing: Attempted to kill init!"
USUAL = b"[   12.000001] random: crng init done\r\n"
TRICKS = [DEATH, BEAT, b"Kernel panic", b"\n", b"\r", b"\x1b[2K", b"[ 9.999999]", b"x" * 1500]

written = st.lists(st.sampled_from(TRICKS) | st.binary(max_size=40), max_size=12).map(b"".join)
cuts = st.lists(st.integers(0, 3000), max_size=6)


def relayed(said: bytes) -> bytes:
    """As it stands on the console."""
    ours, theirs = os.pipe()
    lines: list[str] = []
    thread = relay(open(ours, "rb"), lines.append)  # noqa: PTH123, SIM115 -- it closes it

    def write() -> None:
        with open(theirs, "wb") as pipe:  # noqa: PTH123
            pipe.write(said)

    writer = threading.Thread(target=write)
    writer.start()
    writer.join()
    thread.join()
    return "".join(lines).encode("ascii")


def seen(stream: bytes, at: list[int], between: bytes = b"") -> Console:
    """By a console that gets the stream in pieces, with something between them."""
    with tempfile.TemporaryDirectory() as folder:
        with Console(Path(folder) / "console.log") as console:
            pieces = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in at)})
            for start, end in pairwise(pieces):
                console.write(stream[start:end] + between)
        return console


@given(written, cuts)
def test_no_bytes_of_the_sidecar_are_the_guests_end_or_beat(said: bytes, at: list[int]) -> None:
    console = seen(relayed(said), at)
    assert (console.death, console.last_beat) == ("", None)


@given(written, cuts)
def test_nor_where_a_line_of_the_kernel_comes_between(said: bytes, at: list[int]) -> None:
    assert seen(relayed(said), at, USUAL).death == ""
    assert seen(relayed(said), at, b"\n" + USUAL).death == ""


@given(written, cuts)
def test_the_kernels_own_words_count_still(said: bytes, at: list[int]) -> None:
    console = seen(relayed(said) + DEATH + b"\r\n", at)
    assert console.death == DEATH.decode()


@pytest.mark.parametrize(
    "tag", [b"", b"[    T1]", b"[   C0]"], ids=["plain", "thread", "processor"]
)
def test_with_and_without_the_caller(tag: bytes) -> None:
    """Kernels that are built with CONFIG_PRINTK_CALLER name it."""
    assert seen(DEATH.replace(b"]", b"]" + tag, 1) + b"\n", []).death


@pytest.mark.parametrize("before", [b"", b"init: ", MARK.encode(), b"x" * 5000])
def test_only_at_a_lines_start(before: bytes) -> None:
    assert bool(seen(before + DEATH + b"\n", [4500]).death) == (before == b"")


def test_a_log_stays_readable() -> None:
    said = b'{"level": "info", "request_id": "a [b] \\u00e9"}\nTraceback:\n\tline 3\n'
    assert relayed(said).splitlines() == [
        b'sidecar: {"level": "info", "request_id": "a [b] \\u00e9"}',
        b"sidecar: Traceback:",
        b"sidecar: \\x09line 3",
    ]
