"""The emulated machine's end, told from that of what ran in it; without the machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kvm import emulator, following, machine
from tests.kvm.emulator import Broken
from tests.kvm.following import Late
from tests.kvm.machine import IMPOSSIBLE

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


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether it beats, each time it is asked what it does."""
    times: list[bool] = []

    def asks(folder: Path, *, beats: bool) -> str:
        times.append(beats)
        return ""

    monkeypatch.setattr(following, "what_it_does", asks)
    return times


def followed(qemu: subprocess.Popen[bytes], out: Path, within_s: float = NEVER) -> int:
    return following.followed(qemu, out.parent, within_s)


def test_the_commands_own_code_and_words(
    running: subprocess.Popen[bytes], out: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (out / "log").write_bytes(b"3 passed\n")
    (out / "exit").write_text("3\n")
    assert followed(running, out) == 3
    assert capfdbinary.readouterr().out == b"3 passed\n"


def test_lines_of_one_that_has_a_name_are_told_from_those_of_another(
    ended: subprocess.Popen[bytes],
    running: subprocess.Popen[bytes],
    out: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    (out / "log").write_bytes(b"3 passed\nhalf a l")
    with pytest.raises(Broken):  # a part of a line is not shown before its end
        following.followed(ended, out.parent, NEVER, name="jail")
    assert capfdbinary.readouterr().out == b"jail      3 passed\n"
    (out / "exit").write_text("0\n")
    assert following.followed(running, out.parent, NEVER, name="jail") == 0
    assert capfdbinary.readouterr().out == b"jail      3 passed\njail      half a l"


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
    running: subprocess.Popen[bytes],
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    beaten: bool,
    asked: list[bool],
) -> None:
    """Before its first beat, or after some."""
    monkeypatch.setattr(following, "SILENT_S", -1.0)
    if beaten:
        (out / "beat").touch()
    with pytest.raises(Broken, match="hung: no beat"):
        followed(running, out)
    assert asked == [False]


def test_one_that_takes_too_long(
    running: subprocess.Popen[bytes], out: Path, asked: list[bool]
) -> None:
    with pytest.raises(Late, match="not done within -1 s"):
        followed(running, out, within_s=-1)
    assert asked == [True]


@pytest.mark.usefixtures("asked")
def test_time_that_a_busy_machine_gives_to_others_is_not_counted(
    running: subprocess.Popen[bytes], out: Path
) -> None:
    seconds = iter(range(100))
    with pytest.raises(Late, match="not done within 1 s"):
        following.followed(running, out.parent, 1, clock=lambda: next(seconds))
    assert next(seconds) == 3  # begun at 0; 1 is in time, 2 is not


@pytest.mark.parametrize(
    ("times", "how", "code"),
    [(0, Broken, 1), (1, Broken, 1), (1, Late, 1), (2, Broken, 75), (2, Late, 124)],
)
def test_one_that_breaks_is_tried_once_more_and_aloud(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    times: int,
    how: type[Broken],
    code: int,
) -> None:
    tried: list[list[str]] = []

    def run(command: list[str], kernel: Path, within_s: float, **options: object) -> int:
        tried.append(command)
        if len(tried) <= times:
            raise how("hung: told to")
        return 1  # what ran in it failed: that is never tried again

    monkeypatch.setattr(machine, "run", run)
    monkeypatch.setattr(machine, "missing", lambda: "")
    monkeypatch.setattr(sys, "argv", ["machine", "--minutes", "1", "pytest", "-q"])
    assert machine.main() == code
    assert tried == [["pytest", "-q"]] * min(times + 1, 2)
    assert capsys.readouterr().out.count("The emulated machine hung: told to") == times


def test_where_there_can_be_none_it_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "argv", ["machine", "pytest"])
    assert machine.main() == IMPOSSIBLE
    assert "needs root" in capsys.readouterr().out


def test_a_server_of_files_that_ends_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = tmp_path / "virtiofsd"
    server.write_text("#!/bin/sh\necho no user namespaces; exit 1\n")
    server.chmod(0o755)
    monkeypatch.setattr(emulator, "VIRTIOFSD", (str(server),))
    with (
        pytest.raises(Broken, match="no user namespaces"),
        emulator._shared(tmp_path / "host.socket", tmp_path, cached=True),
    ):
        pass
