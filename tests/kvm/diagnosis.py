"""What an emulated machine that is given up was doing, asked through QEMU's monitor.

Where its processors are, some times a second apart, with the kernel's name for each place: the
guest in it has the same kernel, and both are where they were linked (`nokaslr`, and Firecracker
starts the unpacked kernel). CR3 tells the two apart. One that still beats writes the names, its
processes and the VMs' logs itself, asked by a file.
"""

from __future__ import annotations

import re
import socket
import time
from bisect import bisect
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = ["MONITOR", "TELLS", "what_it_does"]

MONITOR: Final = "monitor"
"""The socket's name in the machine's folder: `-monitor unix:…`."""

TELLS: Final = """\
/bin/busybox top -b -n 1 > /out/told
tail -n 30 /tmp/vm*/s/*.log /run/arqon-tts/vm*/*.log >> /out/told 2>&1
cat /proc/kallsyms > /out/names
mv /out/asked /out/answered
"""
"""In the machine, once there is /out/asked."""

LOOKS: Final = 8
APART_S: Final = 0.5
ANSWER_S: Final = 10.0
TOLD_S: Final = 60.0
_PROMPT: Final = b"(qemu) "
_PLACE: Final = re.compile(r"[RE]IP=([0-9a-f]+).*")
_TOLD: Final = re.compile(r"CPU#|(?!FCW|FPR|YMM).*=")
_TABLES: Final = re.compile(r"CR3=[0-9a-f]+")


def what_it_does(folder: Path, *, beats: bool) -> str:
    """Lines for a log; those who cannot be asked are said to be."""
    try:
        answers = list(_registers(folder / MONITOR))
    except OSError as error:
        answers = [f"QEMU's monitor: {error}"]
    told = _told(folder / "out") if beats else ""
    names = _names(folder / "out/names")
    looks = [line for answer in answers[1:] for line in _places(answer, names)]
    return "\n".join([*answers[:1], "--- Then, each half a second:", *looks, told])


def _registers(monitor: Path) -> Iterator[str]:
    """Of all processors, at each look. Raises OSError, also where QEMU does not answer in time."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(ANSWER_S)
        connection.connect(str(monitor))
        _answer(connection)
        for _ in range(LOOKS):
            connection.sendall(b"info registers -a\n")
            yield _answer(connection)
            time.sleep(APART_S)


def _answer(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(_PROMPT):
        if not (more := connection.recv(1 << 16)):
            raise ConnectionError("it ended")
        said += more
    lines = said.decode(errors="replace").splitlines()
    return "\n".join(line for line in lines if _TOLD.match(line))


def _places(answer: str, names: list[tuple[int, str]]) -> Iterator[str]:
    """A line for each processor."""
    for place, tables in zip(_PLACE.finditer(answer), _TABLES.finditer(answer), strict=False):
        at = int(place[1], 16)
        before = bisect(names, (at, "\x7f")) - 1
        name = f" {names[before][1]}+{at - names[before][0]:#x}" if before >= 0 else ""
        yield f"{place[0]} {tables[0]}{name}"


def _names(path: Path) -> list[tuple[int, str]]:
    """Of /proc/kallsyms, by address."""
    lines = path.read_text().splitlines() if path.exists() else []
    fields = (line.split() for line in lines)
    return sorted((int(address, 16), name) for address, kind, name, *_ in fields if kind in "tT")


def _told(out: Path) -> str:
    """Its own words. An emulated machine needs some seconds for them."""
    (out / "asked").touch()
    until = time.monotonic() + TOLD_S
    while not (out / "answered").exists():
        if time.monotonic() > until:
            return f"It said nothing within {TOLD_S:g} s of being asked."
        time.sleep(APART_S)
    return (out / "told").read_text(errors="replace")
