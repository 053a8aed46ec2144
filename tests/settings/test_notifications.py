"""What happens in a folder is told at once, by each of the two ways, and waiting costs nothing."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from arqon_settings import file_watch
from arqon_settings.file_watch import FileWatch
from arqon_settings.notifications import Inotify, Notifications, Watchfiles
from tests.patience import PATIENCE_S

GATHER_S = 0.01
Opened = Callable[[Sequence[str]], Notifications]
WAYS: list[Opened] = [Watchfiles, *([Inotify] if sys.platform == "linux" else [])]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "watched"
    made.mkdir()
    return made


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Opened:
    opened: Opened = request.param
    return opened


@pytest.fixture
def notifications(way: Opened, folder: Path) -> Iterator[Notifications]:
    made = way([str(folder)])
    yield made
    made.close()


def test_what_happened_before_the_wait_ends_it(notifications: Notifications, folder: Path) -> None:
    (folder / "settings.toml").write_text("x")
    assert notifications.wait(10 * PATIENCE_S, GATHER_S) == (True, False)


def test_a_folder_that_goes_is_told(notifications: Notifications, folder: Path) -> None:
    folder.rmdir()
    while not notifications.wait(PATIENCE_S, GATHER_S)[1]:
        pass


def test_a_folder_that_is_moved_is_told(folder: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("watchfiles tells of it by the name only")
    notifications = Inotify([str(folder)])
    folder.rename(folder.with_name("elsewhere"))
    assert notifications.wait(PATIENCE_S, GATHER_S)[1]
    notifications.close()


def test_waking_ends_the_wait_and_each_later_one(notifications: Notifications) -> None:
    ended = threading.Event()

    def wait() -> None:
        notifications.wait(10 * PATIENCE_S, GATHER_S)
        ended.set()

    threading.Thread(target=wait, daemon=True).start()
    notifications.wake()
    assert ended.wait(PATIENCE_S)
    assert notifications.wait(10 * PATIENCE_S, 10 * PATIENCE_S)[1] is False


def test_a_wait_of_hardly_anything_ends(notifications: Notifications) -> None:
    found: list[tuple[bool, bool]] = []
    waiting = threading.Thread(
        target=lambda: found.append(notifications.wait(0.0001, GATHER_S)), daemon=True
    )
    waiting.start()
    waiting.join(PATIENCE_S)
    notifications.wake()
    assert found == [(False, False)]


def test_reading_the_files_tells_nothing(way: Opened, folder: Path) -> None:
    file = folder / "settings.toml"
    file.write_text("x")
    notifications = way([str(folder)])
    told = threading.Event()

    def wait() -> None:
        notifications.wait(10 * PATIENCE_S, GATHER_S)
        told.set()

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    for _ in range(20):
        assert file.read_text() == "x"
        assert list(folder.iterdir()) == [file]
    assert not told.wait(0.1)
    notifications.wake()
    waiting.join(PATIENCE_S)
    notifications.close()


def test_what_is_not_there_cannot_be_watched(folder: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("watchfiles passes over it, and the next look at the folders finds it")
    with pytest.raises(FileNotFoundError):
        Inotify([str(folder), str(folder / "gone")])


@pytest.mark.skipif(sys.platform != "linux", reason="counts the switches of a Linux thread")
def test_a_watch_that_waits_does_not_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_watch, "_SAFETY_NET", 0.5)
    switches: list[int] = []
    enough = threading.Event()

    def look() -> None:
        status = Path("/proc/thread-self/status").read_text()
        found = re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.MULTILINE)
        assert found
        switches.append(int(found[1]))
        if len(switches) == 4:
            enough.set()

    watch = FileWatch("idle", [folder / "settings.toml"], look)
    watch.start()
    assert enough.wait(PATIENCE_S)
    watch.stop()
    # Steps of 20 ms would be 25 switches a look; the first looks import and open.
    assert switches[3] - switches[2] <= 5, switches
