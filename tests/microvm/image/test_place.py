"""An image takes its place whole, and ctrl-c waits for that."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.place import built_beside
from arqon_microvm.image.signals import uninterrupted


@pytest.fixture(autouse=True)
def ctrl_c() -> Iterator[None]:
    """As in the foreground; in the background it may be ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "image").mkdir()
    (tmp_path / "image/manifest.json").write_text("former")
    return tmp_path / "image"


def test_the_new_takes_the_formers_place(out: Path) -> None:
    with built_beside(out) as scratch:
        (scratch / "image/manifest.json").write_text("new")
        (scratch / "wheels").mkdir()
        assert (out / "manifest.json").read_text() == "former"
    assert [path.name for path in out.iterdir()] == ["manifest.json"]
    assert (out / "manifest.json").read_text() == "new"
    assert not scratch.exists()


def test_an_error_leaves_the_former(out: Path) -> None:
    with pytest.raises(KeyError), built_beside(out) as scratch:
        raise KeyError
    assert (out / "manifest.json").read_text() == "former"
    assert not scratch.exists()


def test_a_crash_between_the_two_renamings_is_mended(out: Path) -> None:
    (out.parent / ".image.building").mkdir()
    out.rename(out.parent / ".image.building/former")
    with pytest.raises(KeyError), built_beside(out):
        raise KeyError
    assert (out / "manifest.json").read_text() == "former"


def test_a_file_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(VmError, match="is not a folder"), built_beside(tmp_path / "file"):
        pass


def test_too_little_room(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(9, 9, 1 << 20))
    with pytest.raises(VmError, match="has 1 MB free; 2048 MB are needed"), built_beside(out):
        pass


def test_ctrl_c_waits_for_the_end() -> None:
    steps = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 -- when it comes is the point
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            steps.append("done")
        steps.append("not reached")
    assert steps == ["done"]
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)


def test_a_child_that_starts_meanwhile_can_be_interrupted() -> None:
    with uninterrupted():
        child = subprocess.Popen(["sleep", "1000"])
    child.send_signal(signal.SIGINT)
    assert child.wait() == -signal.SIGINT


def test_in_another_thread_it_does_nothing() -> None:
    ended: list[bool] = []

    def step() -> None:
        with uninterrupted():
            ended.append(True)

    thread = threading.Thread(target=step)
    thread.start()
    thread.join()
    assert ended == [True]


@pytest.mark.parametrize("name", ["file/image", "/proc/image", "/dev/full/image"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    """Root may write everywhere but where there are no files of anybody's."""
    (tmp_path / "file").write_text("no folder")
    with (
        pytest.raises(VmError, match=r"(file|/proc|/dev/full).*: .*--out"),
        built_beside(tmp_path / name, needed=0),
    ):
        raise AssertionError


def test_a_disk_that_fills_up_meanwhile_is_named(out: Path) -> None:
    with pytest.raises(VmError, match="No space left on device"), built_beside(out):
        Path("/dev/full").write_text("more")
    assert (out / "manifest.json").read_text() == "former"
