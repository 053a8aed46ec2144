"""Another process's change is told: by notification, and by polling where there is none."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from arqon_settings import file_watch
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_settings.watcher import Watcher
from tests.patience import PATIENCE_S
from tests.settings.child import child, run

WRITE = "store.change({'arqon_tts_provider': args[1]}, by='other')"

Told = Queue[tuple[Snapshot, Snapshot]]


@pytest.fixture
def notifications_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is told while this holds was notified: the safety net comes too late."""
    monkeypatch.setattr(file_watch, "_SAFETY_NET", 10 * PATIENCE_S)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "arqon-tts" / "settings.toml"


@pytest.fixture
def told(file: Path) -> Iterator[Told]:
    queue: Told = Queue()
    store = SettingsStore(file, environ={})
    with Watcher(store, lambda before, after: queue.put((before, after))):
        yield queue


def provider(told: Told) -> str:
    return told.get(timeout=PATIENCE_S)[1].settings.arqon_tts_provider


@pytest.mark.usefixtures("notifications_only")
def test_the_first_write_of_another_process_is_told_with_old_and_new(
    file: Path, told: Told
) -> None:
    run(WRITE, file, "kokoro")
    before, after = told.get(timeout=PATIENCE_S)
    assert before.settings.arqon_tts_provider == "fallback"
    assert after.settings == before.settings.model_copy(update={"arqon_tts_provider": "kokoro"})
    assert after.provider_change
    assert after.provider_change.by == "other"


@pytest.mark.usefixtures("notifications_only")
def test_each_later_write_is_told(file: Path, told: Told) -> None:
    loop = "[(store.change({'arqon_tts_provider': sys.stdin.readline().strip()}, by='o'))"
    with child(f"{loop} for _ in range(4)]", file) as other:
        for name in ("kokoro", "fallback", "kokoro", "fallback"):
            other.tell(name)
            assert provider(told) == name
        other.finish()


@pytest.mark.usefixtures("notifications_only")
def test_an_edit_in_place_and_its_fault_are_told(file: Path, told: Told) -> None:
    run("path.parent.mkdir(parents=True); path.write_text('[arqon_tts')", file)
    before, after = told.get(timeout=PATIENCE_S)
    while not after.faults:
        before, after = told.get(timeout=PATIENCE_S)
    assert (before.settings, before.faults) == (after.settings, ())


@pytest.mark.usefixtures("notifications_only")
def test_a_folder_that_is_deleted_and_made_again_is_watched_again(file: Path, told: Told) -> None:
    run(WRITE, file, "kokoro")
    assert provider(told) == "kokoro"
    run("import shutil; shutil.rmtree(path.parent)", file)
    assert provider(told) == "fallback"
    run(WRITE, file, "kokoro")
    assert provider(told) == "kokoro"


MADE_ANEW = """
import shutil
shutil.rmtree(path.parent)
for name in ("kokoro", "fallback"):
    store.change({"arqon_tts_provider": name}, by="other")
    sys.stdin.readline()
"""


@pytest.mark.usefixtures("notifications_only")
def test_a_folder_that_takes_the_place_of_another_unnoticed_is_watched(
    file: Path, told: Told
) -> None:
    run("store.change({'arqon_tts_kokoro_timeout_ms': 900}, by='other')", file)
    assert provider(told) == "fallback"
    with child(MADE_ANEW, file) as other:
        while provider(told) != "kokoro":
            pass
        other.tell()
        assert provider(told) == "fallback"
        other.tell()
        other.finish()


@pytest.mark.usefixtures("notifications_only")
def test_the_target_of_a_link_is_watched(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "tts.toml"
    link = tmp_path / "config" / "settings.toml"
    for folder in (target.parent, link.parent):
        folder.mkdir()
    link.symlink_to(target)
    queue: Told = Queue()
    with Watcher(SettingsStore(link, environ={}), lambda *pair: queue.put(pair)):
        run(WRITE, target, "kokoro")
        assert provider(queue) == "kokoro"


def test_the_safety_net_sees_what_is_not_notified(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = tmp_path / "quiet"
    quiet.mkdir()
    monkeypatch.setattr(file_watch, "_folders", lambda paths: {str(quiet): 0})
    queue: Told = Queue()
    with Watcher(SettingsStore(file, environ={}), lambda *pair: queue.put(pair)):
        run(WRITE, file, "kokoro")
        assert provider(queue) == "kokoro"


def test_an_error_in_the_callback_is_logged_and_ends_nothing(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    queue: Told = Queue()

    def fail_once(before: Snapshot, after: Snapshot) -> None:
        queue.put((before, after))
        if after.settings.arqon_tts_provider == "kokoro":
            raise ValueError("the panel is busy")

    store = SettingsStore(file, environ={})
    with caplog.at_level(logging.ERROR), Watcher(store, fail_once):
        store.change({"arqon_tts_provider": "kokoro"}, by="test")
        assert provider(queue) == "kokoro"
        store.change({"arqon_tts_provider": "fallback"}, by="test")
        assert provider(queue) == "fallback"
    assert "the panel is busy" in caplog.text


def test_start_returns_what_the_first_change_is_told_against(file: Path) -> None:
    queue: Told = Queue()
    store = SettingsStore(file, environ={})
    watcher = Watcher(store, lambda *pair: queue.put(pair))
    store.change({"arqon_tts_provider": "kokoro"}, by="test")
    try:
        first = watcher.start()
        before, after = queue.get(timeout=PATIENCE_S)
    finally:
        watcher.stop()
    assert (before, after) == (first, store.read())


def test_it_can_be_stopped_from_its_own_callback_and_twice(file: Path) -> None:
    queue: Queue[bool] = Queue()
    store = SettingsStore(file, environ={})

    def stop(before: Snapshot, after: Snapshot) -> None:
        watcher.stop()
        queue.put(True)

    watcher = Watcher(store, stop)
    watcher.start()
    store.change({"arqon_tts_provider": "kokoro"}, by="test")
    assert queue.get(timeout=PATIENCE_S)
    watcher.stop()
    assert not watcher._watch._thread.is_alive()


def test_a_watcher_that_was_never_started_can_be_stopped(file: Path) -> None:
    Watcher(SettingsStore(file, environ={}), lambda before, after: None).stop()


NO_WATCHES_LEFT = """
import ctypes, logging, resource
import inotify_simple
from queue import Queue
from arqon_settings.watcher import Watcher

hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
os.setgroups([]); os.setgid(54321); os.setuid(54321)
inotify_init = ctypes.CDLL(None).inotify_init
while inotify_init() >= 0: pass

told = Queue()
logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s")
with Watcher(store, lambda before, after: told.put((watcher.notified, after))) as watcher:
    sys.stdin.readline()
    notified, after = told.get(timeout=60)
    say(f"{notified} {after.settings.arqon_tts_provider}")
"""


def test_without_notifications_the_file_is_polled_and_the_log_says_so() -> None:
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can use up the notifications of another user")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        store = SettingsStore(folder / "settings.toml", environ={})
        store.change({"arqon_tts_provider": "fallback"}, by="test")
        store.path.chmod(0o644)
        with child(NO_WATCHES_LEFT, store.path) as other:
            assert "so they are polled" in other.line()
            store.change({"arqon_tts_provider": "kokoro"}, by="test")
            other.tell()
            assert other.finish() == "False kokoro"
    finally:
        shutil.rmtree(folder)
