"""Disks that refuse: full, read-only, not ours; and files that are links, or somebody else's."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from arqon_settings.errors import NotWritten
from arqon_settings.store import SettingsStore
from tests.settings.child import run

FILE = "[arqon_tts]\narqon_tts_kokoro_timeout_ms = 900\n"

ROOT = os.name == "posix" and os.geteuid() == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 64 kB, with a settings file on it."""
    if not ROOT or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this root may not mount")
    try:
        (disk / "settings.toml").write_text(FILE)
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def refused(path: Path) -> str:
    """The message of a write that fails; nothing else may have changed."""
    store = SettingsStore(path, environ={})
    before = {file.name: file.read_bytes() for file in path.parent.glob("*")}
    with pytest.raises(NotWritten) as error:
        store.change({"arqon_tts_provider": "kokoro"}, by="test")
    after = {file.name: file.read_bytes() for file in path.parent.glob("*")}
    after.pop(f"{path.name}.lock", None)
    before.pop(f"{path.name}.lock", None)
    assert after == before
    assert store.read().settings.arqon_tts_provider == "fallback"
    return str(error.value)


def test_a_full_disk_leaves_the_file_whole_and_says_so(small_disk: Path) -> None:
    file = small_disk / "settings.toml"
    store = SettingsStore(file, environ={})
    store.change({"arqon_tts_kokoro_timeout_ms": 800}, by="test")
    with pytest.raises(OSError, match="No space left"):
        (small_disk / "filler").write_bytes(b"x" * 100_000)
    message = refused(file)
    assert message.startswith(f"{file} was not changed: No space left on device; free some space")
    (small_disk / "filler").unlink()
    assert store.change({"arqon_tts_provider": "kokoro"}, by="test").changed


def test_a_rollback_needs_no_room(small_disk: Path) -> None:
    file = small_disk / "settings.toml"
    store = SettingsStore(file, environ={})
    store.change({"arqon_tts_provider": "kokoro"}, by="test")
    with pytest.raises(OSError, match="No space left"):
        (small_disk / "filler").write_bytes(b"x" * 100_000)
    change = store.change({"arqon_tts_provider": "fallback"}, by="operator", reason="noise")
    assert [(c.old, c.new) for c in change.changed] == [("kokoro", "fallback")]
    noted = SettingsStore(file, environ={}).read().provider_change
    assert noted is not None
    assert (noted.to, noted.by, noted.reason) == ("fallback", "operator", "noise")
    assert FILE.strip() in file.read_text()
    assert {f.name for f in small_disk.iterdir()} == {file.name, f"{file.name}.lock", "filler"}
    with pytest.raises(NotWritten, match="free some space"):
        store.change({"arqon_tts_provider": "kokoro"}, by="test")


def test_a_rollback_that_would_need_room_leaves_the_file_whole_and_says_so(
    small_disk: Path,
) -> None:
    file = small_disk / "settings.toml"
    store = SettingsStore(file, environ={})
    store.change({"arqon_tts_provider": "kokoro"}, by="test")
    file.write_text(file.read_text() + "#" * (4096 - file.stat().st_size - 1) + "\n")
    before = file.read_bytes()
    with pytest.raises(OSError, match="No space left"):
        (small_disk / "filler").write_bytes(b"x" * 100_000)
    with pytest.raises(NotWritten, match="free some space"):
        store.change({"arqon_tts_provider": "fallback"}, by="operator", reason="noise" * 40)
    assert file.read_bytes() == before


def test_a_bad_file_is_not_lost_when_there_is_no_room_for_its_copy(small_disk: Path) -> None:
    file = small_disk / "settings.toml"
    file.write_text("junk" * 9000)
    (small_disk / "settings.toml.lock").touch()
    assert "free some space" in refused(file)


def test_a_read_only_file_system_is_named_as_the_cause(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert "Read-only file system; make its file system writable" in refused(
        small_disk / "settings.toml"
    )


def test_the_data_is_on_the_disk_before_its_name_and_the_name_before_the_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, os.replace

    def synced(fd: int) -> None:
        fsync(fd)
        steps.append("fsync " + Path(f"/proc/self/fd/{fd}").readlink().suffix)

    def renamed(old: Path, new: Path) -> None:
        rename(old, new)
        steps.append(f"rename {new}")

    if not Path("/proc/self/fd").exists():
        pytest.skip("what a descriptor stands for is read from /proc")
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    file = tmp_path / "settings.toml"
    SettingsStore(file, environ={}).change({"arqon_tts_provider": "kokoro"}, by="test")
    assert steps == ["fsync .tmp", f"rename {file}", "fsync "]


NOT_OURS = """
import filelock, tomlkit
from arqon_settings.errors import NotWritten
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(54321); os.setuid(54321)
try:
    store.change({"arqon_tts_provider": "kokoro"}, by="test")
except NotWritten as error:
    say(error)
say(store.read().settings.arqon_tts_kokoro_timeout_ms)
"""


def test_a_folder_that_is_not_ours_is_named_as_the_cause() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        file = folder / "settings.toml"
        file.write_text(FILE)
        folder.chmod(0o555)
        message, timeout = run(NOT_OURS, file).splitlines()
        assert message.startswith(f"{file} was not changed: Permission denied; give this user")
        assert (timeout, file.read_text()) == ("900", FILE)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


# Half of the data reaches the temporary file before the write is refused.
TOO_LARGE = """
import filelock, resource, signal, tomlkit
from arqon_settings.errors import NotWritten
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (len(path.read_bytes()) // 2,) * 2)
try:
    store.change({"arqon_tts_provider": "kokoro"}, by="test")
except NotWritten as error:
    say(error)
"""


def test_a_write_that_stops_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(FILE + "# much to say\n" * 5000)
    before = file.read_bytes()
    assert "was not changed: File too large" in run(TOO_LARGE, file)
    assert file.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"settings.toml", "settings.toml.lock"}


def test_a_home_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where a folder should be")
    store = SettingsStore(tmp_path / "config" / "arqon-tts" / "settings.toml", environ={})
    assert "the file cannot be read: Not a directory" in str(store.read().faults[0])
    with pytest.raises(NotWritten, match=r"changed: File exists: .*config; remove"):
        store.change({"arqon_tts_provider": "kokoro"}, by="test")


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "tts.toml"
    target.parent.mkdir()
    target.write_text(FILE)
    link = tmp_path / "settings.toml"
    link.symlink_to(target)
    SettingsStore(link, environ={}).change({"arqon_tts_provider": "kokoro"}, by="test")
    assert link.is_symlink()
    assert 'arqon_tts_provider = "kokoro"' in target.read_text()
    assert SettingsStore(link, environ={}).read().settings.arqon_tts_kokoro_timeout_ms == 900


def test_a_link_to_itself_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    link = tmp_path / "settings.toml"
    link.symlink_to(link)
    store = SettingsStore(link, environ={})
    assert "cannot be read" in str(store.read().faults[0])
    with pytest.raises(NotWritten, match="cannot be read"):
        store.change({"arqon_tts_provider": "kokoro"}, by="test")


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_a_fault_and_is_left_alone(tmp_path: Path, make: object) -> None:
    assert callable(make)
    path = tmp_path / "settings.toml"
    make(path)
    store = SettingsStore(path, environ={})
    assert "cannot be read" in str(store.read().faults[0])
    with pytest.raises(NotWritten, match="move it away"):
        store.change({"arqon_tts_provider": "kokoro"}, by="test")
    assert not path.is_file()


def test_what_is_far_too_large_is_a_fault_and_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"#" * 1_000_001)
    store = SettingsStore(path, environ={})
    assert "not a file of settings" in str(store.read().faults[0])
    with pytest.raises(NotWritten, match="move it away"):
        store.change({"arqon_tts_provider": "kokoro"}, by="test")
    assert path.stat().st_size == 1_000_001


def test_the_mode_of_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(FILE)
    path.chmod(0o640)
    SettingsStore(path, environ={}).change({"arqon_tts_provider": "kokoro"}, by="test")
    assert path.stat().st_mode & 0o7777 == 0o640


@pytest.mark.skipif(not ROOT, reason="only root can write in somebody else's home")
def test_root_takes_nothing_from_the_owner_of_the_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, 54321, 54321)
    path = home / "arqon-tts" / "settings.toml"
    store = SettingsStore(path, environ={})
    store.change({"arqon_tts_provider": "kokoro"}, by="root")
    path.write_text("junk")
    store.change({"arqon_tts_provider": "fallback"}, by="root")
    made = [path.parent, *path.parent.iterdir()]
    assert len(made) == 4
    assert {file.stat().st_uid for file in made} == {54321}
