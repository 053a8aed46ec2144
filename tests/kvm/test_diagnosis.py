"""What a machine that is given up was doing; a QEMU that has not begun stands in its place."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.kvm import diagnosis
from tests.kvm.diagnosis import MONITOR, what_it_does


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Of a machine; a short path, since a socket lies in it."""
    monkeypatch.setattr(diagnosis, "APART_S", 0.0)
    monkeypatch.setattr(diagnosis, "TOLD_S", 0.0)
    with TemporaryDirectory() as folder:
        Path(folder, "out").mkdir()
        yield Path(folder)


@pytest.mark.skipif(shutil.which("qemu-system-x86_64") is None, reason="make guest-tools")
def test_each_processor_is_at_a_place_with_a_name(folder: Path) -> None:
    names = "000000000000f000 T bios\n000000000000ffe0 t at_reset\n000000000000fff8 D data\n"
    (folder / "out/names").write_text(names)
    words = ["qemu-system-x86_64", "-S", "-smp", "2", "-display", "none", "-nodefaults"]
    words += ["-monitor", f"unix:{folder / MONITOR},server=on,wait=off"]
    subprocess.run([*words, "-daemonize", "-pidfile", folder / "pid"], check=True)
    try:
        said = what_it_does(folder, beats=False)
    finally:
        os.kill(int((folder / "pid").read_text()), signal.SIGKILL)
    assert "CPU#1" in said
    assert "YMM" not in said
    assert said.count(" CR3=00000000 at_reset+0x10") == 2 * (diagnosis.LOOKS - 1)


def test_one_that_cannot_be_asked_is_said_to_be(folder: Path) -> None:
    said = what_it_does(folder, beats=True)
    assert "QEMU's monitor: " in said
    assert "It said nothing within 0 s of being asked." in said


def test_what_it_says_itself_when_it_is_asked(folder: Path) -> None:
    """The script of the machine, in a folder that is not /out."""
    out = folder / "out"
    (out / "told").write_text("1 root firecracker\n")
    (out / "answered").touch()
    assert what_it_does(folder, beats=True).endswith("1 root firecracker\n")
    assert (out / "asked").exists()
