"""Both files on a disk: who is written when, what is left alone, and what stands in the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from arqon_settings import replacement
from arqon_settings.maestro.base import read_base
from arqon_settings.maestro.mirror import MaestroMirror, MirrorState
from arqon_settings.snapshot import MIRROR, Change
from arqon_settings.store import SettingsStore

ROOT = os.name == "posix" and os.geteuid() == 0
OTHERS = {"theme": "dark", "größe": 12345678901234567890123, "list": [1, {"arqon_tts_provider": 0}]}


class Desk:
    """One user's two files."""

    def __init__(self, folder: Path) -> None:
        self.settings = folder / "settings.toml"
        self.theirs = folder / ".arqon" / "arqon.json"
        self.theirs.parent.mkdir()
        self.store = SettingsStore(self.settings, environ={})
        self.taken: list[Change] = []
        self.mirror = MaestroMirror(self.settings, on_taken=self.taken.append, half_written_s=0.05)

    def maestro_writes(self, **values: object) -> None:
        self.theirs.write_text(json.dumps({**OTHERS, **values}, indent=2, ensure_ascii=False))

    def set(self, **values: object) -> None:
        self.store.change(values, by="alice")  # type: ignore[arg-type]

    def look(self) -> MirrorState:
        state = self.mirror.look()
        assert not state.fault, state.fault
        return state

    def there(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.theirs.read_text())
        return found

    def here(self) -> dict[str, object]:
        return self.store.read().settings.model_dump()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_first_contact_takes_what_maestro_has_where_ours_is_at_its_default(desk: Desk) -> None:
    desk.set(arqon_tts_kokoro_timeout_ms=900)
    desk.maestro_writes(arqon_tts_provider="kokoro", arqon_tts_kokoro_timeout_ms=4000)
    desk.look()
    assert desk.here()["arqon_tts_provider"] == "kokoro"
    assert desk.there() == {
        **OTHERS, "arqon_tts_provider": "kokoro", "arqon_tts_kokoro_timeout_ms": 900
    }  # fmt: skip
    (change,) = desk.taken
    assert change.changed == (("arqon_tts_provider", "fallback", "kokoro"),)
    made = change.after.provider_change
    assert made
    assert made.by == MIRROR


def test_a_rollback_goes_over_and_stands_against_maestros_memory(desk: Desk) -> None:
    desk.maestro_writes(arqon_tts_provider="kokoro")
    desk.look()
    desk.set(arqon_tts_provider="fallback")
    for _ in range(3):
        desk.look()
        assert desk.there() == {**OTHERS, "arqon_tts_provider": "fallback"}
        assert desk.here()["arqon_tts_provider"] == "fallback"
        desk.maestro_writes(arqon_tts_provider="kokoro")
    assert "came back out of Maestro's memory" in desk.look().notices[0]
    (notice,) = read_base(desk.mirror.base_path).notices
    assert "'kokoro' in Maestro's file had been replaced by ours" in notice.what
    desk.set(arqon_tts_provider="kokoro")
    desk.look()
    assert desk.there()["arqon_tts_provider"] == "kokoro"


def test_a_rollback_stands_when_the_base_is_lost_or_damaged(desk: Desk) -> None:
    desk.maestro_writes(arqon_tts_provider="kokoro")
    desk.look()
    desk.set(arqon_tts_provider="fallback")
    desk.look()
    for junk in ("", "{", "[]", '{"agreed": 3}', '{"agreed": {"arqon_tts_provider": "kokoro"}}'):
        desk.mirror.base_path.write_text(junk)
        desk.maestro_writes(arqon_tts_provider="kokoro")
        desk.look()
        assert desk.there()["arqon_tts_provider"] == "fallback"


def test_a_rollback_by_a_person_over_a_fallback_that_maestro_chose_is_the_persons(
    desk: Desk,
) -> None:
    desk.set(arqon_tts_provider="kokoro")
    desk.maestro_writes(arqon_tts_provider="kokoro")
    desk.look()
    desk.maestro_writes(arqon_tts_provider="fallback")
    desk.look()
    desk.set(arqon_tts_provider="fallback")
    desk.maestro_writes(arqon_tts_provider="kokoro")
    desk.look()
    assert desk.here()["arqon_tts_provider"] == "fallback"
    assert desk.there()["arqon_tts_provider"] == "fallback"


def test_a_rollback_in_the_middle_of_a_look_is_not_undone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.set(arqon_tts_provider="kokoro")
    desk.maestro_writes(arqon_tts_provider="kokoro")
    desk.look()
    desk.set(arqon_tts_provider="fallback")
    desk.look()
    desk.set(arqon_tts_provider="kokoro")
    desk.maestro_writes(arqon_tts_provider="kokoro", arqon_tts_kokoro_voice="bm_lewis")
    change, moments = SettingsStore.change, iter([True])

    def late(store: SettingsStore, *args: Any, **options: Any) -> Change:
        if next(moments, False):
            change(desk.store, {"arqon_tts_provider": "fallback"}, by="F9")
            change(desk.store, {"arqon_tts_kokoro_voice": "af_sky"}, by="F9")
        return change(store, *args, **options)

    monkeypatch.setattr(SettingsStore, "change", late)
    desk.look()
    assert desk.here()["arqon_tts_provider"] == "fallback"
    assert desk.here()["arqon_tts_kokoro_voice"] == "af_sky"
    assert desk.there()["arqon_tts_provider"] == "fallback"


def test_what_maestro_writes_in_the_middle_of_a_look_is_not_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.maestro_writes(arqon_tts_provider="kokoro")
    desk.look()
    desk.set(arqon_tts_provider="fallback")
    like, moments = replacement._look_like, iter([True])

    def late(model: Path, path: Path) -> None:
        like(model, path)
        if model.name == "arqon.json" and next(moments, False):
            desk.maestro_writes(arqon_tts_provider="kokoro", fresh=1)

    monkeypatch.setattr(replacement, "_look_like", late)
    desk.look()
    assert desk.there() == {**OTHERS, "arqon_tts_provider": "fallback", "fresh": 1}


def test_words_json_becomes_newer_only_with_a_write_and_only_if_it_is_there(desk: Desk) -> None:
    words = desk.theirs.with_name("words.json")
    desk.maestro_writes(arqon_tts_provider="kokoro")
    desk.look()
    desk.set(arqon_tts_kokoro_voice="af_sky")
    desk.look()
    assert not words.exists()
    words.write_text("[]")
    ahead = 4_000_000_000 * 10**9
    for mtime in (1, ahead):
        os.utime(words, ns=(mtime, mtime))
        desk.look()
        assert words.stat().st_mtime_ns == mtime
        desk.set(arqon_tts_kokoro_timeout_ms=1000 + mtime % 7)
        desk.look()
        assert words.stat().st_mtime_ns >= mtime + 10**9
    assert words.read_text() == "[]"


@pytest.mark.parametrize(
    "data", [b"", b'{"arqon_tts_provider": "kok', b"[]", b"\xff\xfe", b'{"a": 1}x']
)
def test_a_file_that_maestro_could_not_read_is_left_alone_and_said(desk: Desk, data: bytes) -> None:
    desk.set(arqon_tts_provider="kokoro")
    desk.theirs.write_bytes(data)
    for _ in range(2):
        state = desk.mirror.look()
        assert f"{desk.theirs} is left alone: it is" in state.fault
        assert desk.theirs.read_bytes() == data
    desk.maestro_writes(arqon_tts_provider="fallback")
    desk.look()
    assert desk.there()["arqon_tts_provider"] == "kokoro"


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_a_fault_in_words(desk: Desk, make: Callable[[Path], None]) -> None:
    desk.set(arqon_tts_provider="kokoro")
    make(desk.theirs)
    assert f"{desk.theirs} was not changed: it is not a file" in desk.mirror.look().fault


def test_what_is_far_too_large_is_a_fault_and_left_alone(desk: Desk) -> None:
    desk.set(arqon_tts_provider="kokoro")
    with desk.theirs.open("wb") as file:
        file.truncate(16_000_001)
    assert "it has over 16,000,000 bytes" in desk.mirror.look().fault
    assert desk.theirs.stat().st_size == 16_000_001


def test_a_file_that_is_half_written_is_read_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.set(arqon_tts_provider="kokoro")
    desk.theirs.write_text('{"arqon_tts_')
    mirror = MaestroMirror(desk.settings)
    monkeypatch.setattr(
        "arqon_settings.maestro.place.time.sleep",
        lambda _s: desk.maestro_writes(arqon_tts_provider="fallback"),
    )
    assert not mirror.look().fault
    assert desk.there()["arqon_tts_provider"] == "kokoro"


def test_our_own_file_that_cannot_be_used_changes_nothing_there(desk: Desk) -> None:
    desk.maestro_writes(arqon_tts_provider="kokoro")
    desk.look()
    desk.settings.write_text("junk")
    desk.maestro_writes(arqon_tts_provider="fallback")
    assert "ours cannot be used" in MaestroMirror(desk.settings).look().fault
    assert desk.there()["arqon_tts_provider"] == "fallback"
    assert desk.settings.read_text() == "junk"


def test_a_link_is_written_through_also_to_another_file_system(desk: Desk, tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm") if Path("/dev/shm").is_dir() else tmp_path
    target = elsewhere / f"arqon-{os.getpid()}.json"
    try:
        desk.theirs.symlink_to(target)
        desk.maestro_writes(arqon_tts_provider="kokoro")
        desk.set(arqon_tts_provider="fallback")
        desk.look()
        assert desk.theirs.is_symlink()
        assert desk.there()["arqon_tts_provider"] == "fallback"
        assert [path.name for path in desk.theirs.parent.iterdir()] == ["arqon.json"]
    finally:
        target.unlink()


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Desk]:
    if not ROOT or not shutil.which("mount"):
        pytest.skip("only root can mount a disk")
    desk = Desk(tmp_path)
    mount = ["mount", "-t", "tmpfs", "tmpfs", str(desk.theirs.parent)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this root may not mount")
    try:
        yield desk
    finally:
        subprocess.run(["umount", desk.theirs.parent], check=True)


def test_a_file_that_cannot_be_written_is_a_fault_in_words_and_tried_again(
    read_only: Desk,
) -> None:
    desk, folder = read_only, read_only.theirs.parent
    desk.maestro_writes(arqon_tts_provider="kokoro")
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    desk.set(arqon_tts_provider="fallback")
    assert "Read-only file system; make its file system writable" in desk.mirror.look().fault
    assert desk.here()["arqon_tts_provider"] == "fallback"
    subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
    desk.look()
    assert desk.there() == {**OTHERS, "arqon_tts_provider": "fallback"}


def test_it_is_on_only_where_maestro_is_and_obeys_who_decides(desk: Desk) -> None:
    desk.set(arqon_tts_provider="kokoro")
    assert desk.look() == MirrorState(desk.theirs, on=False, there=False)
    assert not desk.mirror.base_path.exists()
    assert not desk.theirs.exists()
    desk.maestro_writes(arqon_tts_provider="fallback")
    assert desk.mirror.is_on()
    desk.mirror.decide(enabled=False)
    assert desk.look() == MirrorState(desk.theirs, on=False, there=True)
    assert desk.there()["arqon_tts_provider"] == "fallback"
    desk.mirror.decide(enabled=True)
    assert desk.look().on
    assert desk.there()["arqon_tts_provider"] == "kokoro"


def test_the_environment_of_one_process_is_nobody_elses(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARQON_TTS_PROVIDER", "kokoro")
    desk.set(arqon_tts_provider="fallback")
    desk.maestro_writes(arqon_tts_provider="fallback")
    desk.look()
    assert desk.there()["arqon_tts_provider"] == "fallback"


@pytest.mark.skipif(not ROOT, reason="only root can write in somebody else's home")
def test_root_takes_nothing_from_the_owner_of_the_home(tmp_path: Path) -> None:
    os.chown(tmp_path, 54321, 54321)
    desk = Desk(tmp_path)
    desk.maestro_writes(arqon_tts_provider="kokoro")
    os.chown(desk.theirs, 54321, 54321)
    desk.set(arqon_tts_provider="fallback")
    desk.look()
    made = [desk.theirs, *(path for path in tmp_path.iterdir() if path.name != ".arqon")]
    assert {path.stat().st_uid for path in made} == {54321}
