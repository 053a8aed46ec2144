"""Following what runs in an emulated machine until it is switched off, hangs or takes too long."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psutil

from tests.kvm.diagnosis import what_it_does
from tests.kvm.emulator import Broken, last_words

__all__ = ["Late", "followed", "say", "spent"]

SILENT_S: Final = 150.0
"""Of a machine that writes a beat every second of its own: it hangs. Its boot takes less, too."""


class Late(Broken):
    """It lives, and what runs in it comes to no end: a guest that spins, or a fault of ours."""

    code = 124


def followed(
    qemu: subprocess.Popen[bytes],
    folder: Path,
    within_s: float,
    *,
    name: str = "",
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """The exit code of what runs in it; its lines are printed as they come, behind the `name`.

    Raises:
        Broken: it hangs or goes off by itself.
        Late: it takes longer than `within_s` by `clock`.
    """
    out, console = folder / "out", folder / "console"
    begun, until, shown = time.time(), clock() + within_s, 0
    while True:
        over = qemu.poll() is not None
        shown = _show(out / "log", shown, name)
        if (out / "exit").exists():
            _show(out / "log", shown, name, to_the_end=True)
            return int((out / "exit").read_text())
        if over:
            raise Broken(f"went off by itself. {last_words(console)}")
        if time.time() - max(begun, _beat(out)) > SILENT_S:
            say(what_it_does(folder, beats=False), name)
            raise Broken(f"hung: no beat for {SILENT_S:g} s. {last_words(console)}")
        if clock() > until:
            say(what_it_does(folder, beats=True), name)
            raise Late(f"lives, and is not done within {within_s:g} s")
        time.sleep(0.5)


def spent(process: psutil.Process) -> float:
    """Seconds of processors; it is always busy, and a busy machine holds it up."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


def _beat(out: Path) -> float:
    try:
        return (out / "beat").stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _show(log: Path, shown: int, name: str, *, to_the_end: bool = False) -> int:
    """Print the whole lines since the first `shown` bytes; returns how many bytes are shown now."""
    try:
        with log.open("rb") as file:
            file.seek(shown)
            said = file.read()
    except FileNotFoundError:
        return shown
    if not to_the_end:
        said = said[: said.rfind(b"\n") + 1]
    _print(said, name)
    return shown + len(said)


def say(text: str, name: str = "") -> None:
    """Print it at once, each line behind the name."""
    _print(f"{text}\n".encode(), name)


def _print(said: bytes, name: str) -> None:
    start = f"{name:<10}".encode() if name else b""
    sys.stdout.buffer.write(b"".join(start + line for line in said.splitlines(keepends=True)))
    sys.stdout.buffer.flush()
