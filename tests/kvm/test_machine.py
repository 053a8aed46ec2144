"""The emulated machine's end, told from that of what ran in it; without the machine."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kvm import machine
from tests.kvm.machine import BROKEN, TOO_LONG, Broken

NEVER = float("inf")


@pytest.fixture
def running() -> Iterator[subprocess.Popen[bytes]]:
    """In QEMU's place: it goes on until it is ended."""
    with subprocess.Popen(["sleep", "infinity"]) as process:
        yield process
        process.kill()


@pytest.fixture
def ended() -> subprocess.Popen[bytes]:
    process = subprocess.Popen(["true"])
    process.wait()
    return process


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    warning = "qemu-system-x86_64: warning: TCG doesn't support requested feature: CPUID"
    (tmp_path / "console").write_text(f"booting\nout of memory\n{warning}\n")
    return tmp_path / "out"


def followed(qemu: subprocess.Popen[bytes], out: Path, until: float = NEVER) -> int:
    return machine.followed(qemu, out, out.with_name("console"), until)


def test_the_commands_own_code_and_words(
    running: subprocess.Popen[bytes], out: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (out / "log").write_bytes(b"3 passed\n")
    (out / "exit").write_text("3\n")
    assert followed(running, out) == 3
    assert capfdbinary.readouterr().out == b"3 passed\n"


def test_one_that_is_switched_off_by_the_command_has_its_code(
    ended: subprocess.Popen[bytes], out: Path
) -> None:
    (out / "exit").write_text("0\n")
    assert followed(ended, out) == 0


def test_one_that_goes_off_by_itself(ended: subprocess.Popen[bytes], out: Path) -> None:
    with pytest.raises(Broken, match=r"went off by itself.*booting / out of memory"):
        followed(ended, out)


@pytest.mark.parametrize("beaten", [True, False])
def test_one_that_hangs(
    running: subprocess.Popen[bytes], out: Path, monkeypatch: pytest.MonkeyPatch, beaten: bool
) -> None:
    """Before its first beat, or after some."""
    monkeypatch.setattr(machine, "SILENT_S", -1.0)
    if beaten:
        (out / "beat").touch()
    with pytest.raises(Broken, match="hung: no beat"):
        followed(running, out)


def test_what_takes_too_long_is_no_fault_of_the_machine(
    running: subprocess.Popen[bytes], out: Path
) -> None:
    assert followed(running, out, until=time.monotonic()) == TOO_LONG


@pytest.mark.parametrize(("times", "code"), [(0, 1), (1, 1), (2, BROKEN)])
def test_one_that_breaks_is_tried_once_more_and_aloud(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], times: int, code: int
) -> None:
    tried: list[list[str]] = []

    def run(command: list[str], kernel: Path, until: float, **options: bool) -> int:
        tried.append(command)
        if len(tried) <= times:
            raise Broken("hung: told to")
        return 1  # what ran in it failed: that is never tried again

    monkeypatch.setattr(machine, "run", run)
    monkeypatch.setattr(machine, "missing", lambda: "")
    monkeypatch.setattr(sys, "argv", ["machine", "--minutes", "1", "pytest", "-q"])
    assert machine.main() == code
    assert tried == [["pytest", "-q"]] * min(times + 1, 2)
    assert capsys.readouterr().out.count("The emulated machine hung: told to") == times
