"""Reading and changing: precedence, provenance, what a write keeps, who changed the provider."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arqon_settings.errors import HeldByEnvironment, InvalidSetting
from arqon_settings.model import KEYS, Settings
from arqon_settings.snapshot import KeyChange, ProviderChange
from arqon_settings.store import SettingsStore
from tests.settings.child import run

NIGHT = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "arqon-tts" / "settings.toml"


@pytest.fixture
def store(file: Path) -> SettingsStore:
    return SettingsStore(file, environ={}, now=lambda: NIGHT)


def written(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def test_without_a_file_the_defaults_are_in_force(store: SettingsStore, file: Path) -> None:
    snapshot = store.read()
    assert snapshot.settings == Settings()
    assert set(snapshot.origins.values()) == {"default"}
    assert (snapshot.faults, snapshot.provider_change, snapshot.path) == ((), None, file)
    assert not file.parent.exists()


def test_the_first_change_makes_a_file_that_only_its_owner_can_read(
    store: SettingsStore, file: Path
) -> None:
    change = store.change({"arqon_tts_kokoro_timeout_ms": 900}, by="test")
    assert change.changed == (KeyChange("arqon_tts_kokoro_timeout_ms", 5000, 900),)
    assert change.after == store.read()
    assert change.after.origins["arqon_tts_kokoro_timeout_ms"] == "file"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_environment_over_file_over_default(file: Path) -> None:
    written(file, '[arqon_tts]\narqon_tts_provider = "kokoro"\narqon_tts_kokoro_timeout_ms = 900\n')
    snapshot = SettingsStore(file, environ={"ARQON_TTS_PROVIDER": "fallback"}).read()
    assert snapshot.settings.arqon_tts_provider == "fallback"
    assert snapshot.settings.arqon_tts_kokoro_timeout_ms == 900
    assert [snapshot.origins[key] for key in KEYS] == [
        "environment", "default", "default", "file", "default", "default",
    ]  # fmt: skip


def test_a_key_held_by_the_environment_is_refused_unless_asked(file: Path) -> None:
    store = SettingsStore(file, environ={"ARQON_TTS_PROVIDER": "kokoro"})
    with pytest.raises(HeldByEnvironment, match="unset ARQON_TTS_PROVIDER"):
        store.change({"arqon_tts_provider": "fallback"}, by="test")
    with pytest.raises(HeldByEnvironment):
        store.unset(["arqon_tts_provider"], by="test")
    assert not file.exists()

    store.change({"arqon_tts_provider": "kokoro"}, by="test", even_if_held=True)
    change = store.change({"arqon_tts_provider": "fallback"}, by="test", even_if_held=True)
    assert change.changed == (KeyChange("arqon_tts_provider", "kokoro", "fallback"),)
    assert change.after.settings.arqon_tts_provider == "kokoro"
    assert change.after.settings == change.before.settings
    assert SettingsStore(file, environ={}).read().settings.arqon_tts_provider == "fallback"


def test_a_bad_variable_is_ignored_and_named(file: Path) -> None:
    store = SettingsStore(file, environ={"ARQON_TTS_KOKORO_TIMEOUT_MS": "5 s"})
    snapshot = store.read()
    (fault,) = snapshot.faults
    assert (fault.variable, fault.key) == (
        "ARQON_TTS_KOKORO_TIMEOUT_MS",
        "arqon_tts_kokoro_timeout_ms",
    )
    assert str(fault).startswith("ARQON_TTS_KOKORO_TIMEOUT_MS: ")
    assert "whole number, not '5 s'" in str(fault)
    assert snapshot.origins["arqon_tts_kokoro_timeout_ms"] == "default"
    assert store.change({"arqon_tts_kokoro_timeout_ms": 900}, by="test").changed


def test_an_empty_variable_counts_as_unset(file: Path) -> None:
    snapshot = SettingsStore(file, environ={"ARQON_TTS_PROVIDER": "  "}).read()
    assert (snapshot.origins["arqon_tts_provider"], snapshot.faults) == ("default", ())


def test_nothing_is_written_if_one_of_the_changes_is_wrong(
    store: SettingsStore, file: Path
) -> None:
    with pytest.raises(InvalidSetting, match=r"must be at least 100, not 5$"):
        store.change({"arqon_tts_provider": "kokoro", "arqon_tts_kokoro_timeout_ms": 5}, by="test")
    assert not file.exists()


def test_an_unknown_key_names_the_nearest(store: SettingsStore) -> None:
    with pytest.raises(InvalidSetting, match="did you mean arqon_tts_kokoro_voice"):
        store.unset(["arqon_tts_kokoro_voise"], by="test")  # type: ignore[list-item]  # a slip


def test_of_two_snapshots_the_one_that_was_read_later_tells_so(
    store: SettingsStore, file: Path
) -> None:
    first = store.read()
    change = store.change({"arqon_tts_kokoro_timeout_ms": 900}, by="test")
    file.write_text("no = [toml")
    snapshots = [first, change.before, change.after, store.read(), store.read()]
    readings = [snapshot.reading for snapshot in snapshots]
    assert readings == sorted(set(readings))
    assert snapshots[3] == snapshots[4]  # the reading does not count


def test_unset_goes_back_to_the_default(store: SettingsStore, file: Path) -> None:
    store.change({"arqon_tts_provider": "kokoro", "arqon_tts_kokoro_timeout_ms": 900}, by="test")
    change = store.unset(["arqon_tts_provider", "arqon_tts_kokoro_timeout_ms"], by="test")
    assert change.after.settings == Settings()
    assert set(change.after.origins.values()) == {"default"}
    assert "arqon_tts_kokoro_timeout_ms" not in file.read_text()


def test_who_changed_the_provider_is_known_to_other_stores(
    store: SettingsStore, file: Path
) -> None:
    store.change({"arqon_tts_provider": "kokoro"}, by="ada", reason="new voice")
    seen = SettingsStore(file, environ={}).read().provider_change
    assert seen == ProviderChange("kokoro", NIGHT, "ada", "new voice")


def test_a_reason_that_is_no_utf8_is_noted_as_far_as_it_goes(store: SettingsStore) -> None:
    change = store.change({"arqon_tts_provider": "kokoro"}, by="ada", reason="bo\udcffom\n\x07")
    assert change.after.provider_change
    assert change.after.provider_change.reason == "bo?om\n\x07"


def test_setting_the_provider_that_it_is_already_does_not_change_since_when(file: Path) -> None:
    hours = iter(NIGHT.replace(hour=hour) for hour in range(3, 24))
    store = SettingsStore(file, environ={}, now=lambda: next(hours))
    store.change({"arqon_tts_provider": "fallback"}, by="ada")
    before = file.stat()
    change = store.change({"arqon_tts_provider": "fallback"}, by="bob")
    assert change.after.provider_change == ProviderChange("fallback", NIGHT, "ada", "")
    assert (change.changed, file.stat().st_ino) == ((), before.st_ino)


def test_a_provider_that_was_edited_by_hand_is_told_and_stays_told(
    store: SettingsStore, file: Path
) -> None:
    store.change({"arqon_tts_provider": "kokoro"}, by="ada")
    file.write_text(file.read_text().replace('tts_provider = "kokoro"', 'tts_provider="fallback"'))
    os.utime(file, (1_000_000, 1_000_000))
    by_hand = ProviderChange("fallback", datetime.fromtimestamp(1e6, UTC), "edited by hand", "")
    assert store.read().provider_change == by_hand
    store.change({"arqon_tts_kokoro_timeout_ms": 900}, by="bob")
    assert store.read().provider_change == by_hand


def test_who_changed_the_provider_stays_known_while_its_value_is_bad(
    store: SettingsStore, file: Path
) -> None:
    known = store.change({"arqon_tts_provider": "kokoro"}, by="ada").after.provider_change
    written(file, file.read_text().replace('provider = "kokoro"', 'provider = "kokorro"'))
    snapshot = store.read()
    assert snapshot.settings.arqon_tts_provider == "kokoro"
    assert snapshot.provider_change == known
    written(file, "[arqon_tts\n")
    assert store.read().provider_change == known


def test_a_provider_that_is_not_in_the_file_has_a_change_only_if_it_was_unset(
    store: SettingsStore, file: Path
) -> None:
    store.change({"arqon_tts_provider": "kokoro"}, by="ada")
    unset = store.unset(["arqon_tts_provider"], by="bob", reason="quiet please").after
    assert unset.provider_change == ProviderChange("fallback", NIGHT, "bob", "quiet please")

    store.change({"arqon_tts_provider": "kokoro"}, by="ada")
    written(file, file.read_text().replace('arqon_tts_provider = "kokoro"\n', ""))
    assert store.read().settings.arqon_tts_provider == "fallback"
    assert store.read().provider_change is None


def test_a_bad_value_leaves_the_last_good_one_in_force_and_is_kept_at_the_next_write(
    store: SettingsStore, file: Path
) -> None:
    store.change({"arqon_tts_kokoro_timeout_ms": 900}, by="test")
    bad = "[arqon_tts]\n# mine\narqon_tts_kokoro_timeout_ms = 5\nvolume = 11\n"
    written(file, bad)
    snapshot = store.read()
    (fault,) = snapshot.faults
    assert (fault.file, fault.line, fault.key) == (file, 3, "arqon_tts_kokoro_timeout_ms")
    assert snapshot.settings.arqon_tts_kokoro_timeout_ms == 900
    assert snapshot.origins["arqon_tts_kokoro_timeout_ms"] == "last good"
    assert file.read_text() == bad

    change = store.change({"arqon_tts_kokoro_voice": "af_sky"}, by="test")
    assert change.kept_bad_file == file.with_name("settings.toml.bad-20260301T030000Z")
    assert change.kept_bad_file.read_text() == bad
    assert [key for key, _, _ in change.changed] == ["arqon_tts_kokoro_voice"]
    assert "# mine" in file.read_text()
    assert "volume = 11" in file.read_text()
    assert store.read().faults == ()
    assert store.read().settings.arqon_tts_kokoro_timeout_ms == 900


def test_a_broken_file_leaves_all_last_good_values_in_force_and_is_kept_at_the_next_write(
    store: SettingsStore, file: Path
) -> None:
    written(file, "# mine\n[arqon_tts]\narqon_tts_kokoro_timeout_ms = 900\n")
    store.read()
    written(file, "[arqon_tts]\narqon_tts_kokoro_timeout_ms = \n")
    snapshot = store.read()
    (fault,) = snapshot.faults
    assert (fault.line, fault.key) == (2, None)
    assert snapshot.settings.arqon_tts_kokoro_timeout_ms == 900
    assert snapshot.origins["arqon_tts_kokoro_timeout_ms"] == "last good"
    assert snapshot.origins["arqon_tts_provider"] == "default"

    change = store.change({"arqon_tts_provider": "kokoro"}, by="test")
    assert change.kept_bad_file
    assert change.kept_bad_file.read_text().endswith("timeout_ms = \n")
    assert file.read_text().startswith("# mine\n[arqon_tts]\narqon_tts_kokoro_timeout_ms = 900\n")
    assert store.read().faults == ()


def test_an_earlier_bad_copy_is_never_overwritten(store: SettingsStore, file: Path) -> None:
    kept = []
    for junk in ("junk 1", "junk 2", "junk 3"):
        written(file, junk)
        kept.append(store.change({"arqon_tts_provider": "kokoro"}, by="test").kept_bad_file)
    assert [copy.read_text() for copy in kept if copy] == ["junk 1", "junk 2", "junk 3"]


def test_the_canonical_file_lies_in_the_config_folder_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    path = SettingsStore(environ={}).path
    assert path.parts[-2:] == ("arqon-tts", "settings.toml")
    assert path.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_loads_nothing_that_only_writers_and_watchers_need(file: Path) -> None:
    code = "import arqon_settings.watcher; store.read(); say(' '.join(sys.modules))"
    loaded = set(run(code, file).split())
    assert "arqon_settings.watcher" in loaded
    assert not loaded & {"tomlkit", "filelock", "watchfiles"}
