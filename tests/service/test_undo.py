"""Undo: the newest change first, by anybody, and never back to kokoro."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_service.control import Control
from arqon_service.home import Home
from arqon_service.settings_history import SettingsEntry, SettingsHistory, read_history
from arqon_service.undo import NotUndone, last_undoable, undo_reason
from arqon_settings.model import SettingKey
from arqon_settings.store import SettingsStore
from arqon_settings.values import SettingValue
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.events import Event
from tests.patience import PATIENCE_S

VOICE: SettingKey = "arqon_tts_kokoro_voice"
TIMEOUT: SettingKey = "arqon_tts_kokoro_timeout_ms"
STREAMING: SettingKey = "arqon_tts_kokoro_streaming_enabled"
PROVIDER: SettingKey = "arqon_tts_provider"


class Desk:
    """Somebody who changes the settings of one home."""

    def __init__(self, home: Home, by: str) -> None:
        self.told: list[Event] = []
        self.store = SettingsStore(home.settings, environ={})
        self.history = SettingsHistory(home.history)
        emitter = Emitter(self.told.append, "panel", "session", lambda: 1)
        self.control = Control(self.store, emitter=emitter, by=by, history=self.history)

    def value(self, key: SettingKey) -> SettingValue:
        found: SettingValue = getattr(self.store.read().settings, key)
        return found


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.under(tmp_path)


@pytest.fixture
def alice(home: Home) -> Iterator[Desk]:
    desk = Desk(home, "alice (panel)")
    yield desk
    desk.history.close(PATIENCE_S)


def test_the_last_change_of_another_is_undone_and_then_the_one_before(
    home: Home, alice: Desk
) -> None:
    alice.control.change(TIMEOUT, 7000)
    alice.history.close(PATIENCE_S)
    bob = Desk(home, "bob (cli)")
    bob.control.change(VOICE, "bf_emma")
    bob.history.close(PATIENCE_S)
    entry, change = alice.control.undo_last()
    assert (entry.key, entry.by, entry.new) == (VOICE, "bob (cli)", "bf_emma")
    assert change.after.settings.arqon_tts_kokoro_voice == "af_heart"
    entry, _ = alice.control.undo_last()
    assert (entry.key, alice.value(TIMEOUT)) == (TIMEOUT, 5000)
    with pytest.raises(NotUndone, match="no change that could be undone"):
        alice.control.undo_last()


def test_of_one_setting(alice: Desk) -> None:
    alice.control.change(TIMEOUT, 7000)
    alice.control.change(VOICE, "bf_emma")
    entry, _ = alice.control.undo_last(TIMEOUT)
    assert (entry.key, alice.value(TIMEOUT), alice.value(VOICE)) == (TIMEOUT, 5000, "bf_emma")


def test_a_rollback_is_not_undone_and_restore_is_named(alice: Desk) -> None:
    alice.control.restore()
    alice.control.rollback("hiss")
    with pytest.raises(NotUndone, match="arqon-tts restore"):
        alice.control.undo_last()
    assert alice.value(PROVIDER) == "fallback"


def test_a_restore_is_undone_as_a_rollback(alice: Desk) -> None:
    alice.control.restore()
    entry, _ = alice.control.undo_last()
    assert (entry.new, alice.value(PROVIDER)) == ("kokoro", "fallback")
    assert [event.name for event in alice.told][-1] == "stt.tts.rollback"
    with pytest.raises(NotUndone):  # the undo itself cannot be undone into kokoro either
        alice.control.undo(SettingsEntry(entry.at, PROVIDER, "kokoro", "fallback", "x", "panel"))
    assert alice.value(PROVIDER) == "fallback"


def test_what_was_changed_since_stands(home: Home, alice: Desk) -> None:
    alice.control.change(TIMEOUT, 7000)
    alice.history.close(PATIENCE_S)
    alice.store.change({TIMEOUT: 9000}, by="bob")
    with pytest.raises(NotUndone, match="is 9000 now, no longer 7000"):
        alice.control.undo(read_history(home.history, 1)[0])
    assert alice.value(TIMEOUT) == 9000


def test_an_undo_is_kept_with_its_reason(home: Home, alice: Desk) -> None:
    alice.control.change(STREAMING, False)
    entry, _ = alice.control.undo_last()
    alice.history.close(PATIENCE_S)
    assert undo_reason(entry) in home.history.read_text()
    assert "alice (panel)" in undo_reason(entry)


CHANGES = st.lists(
    st.tuples(st.just(TIMEOUT), st.integers(100, 103))
    | st.tuples(st.just(VOICE), st.sampled_from(["af_sky", "bf_emma", "af_heart"]))
    | st.tuples(st.just(STREAMING), st.booleans()),
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(CHANGES)
def test_undo_again_and_again_leads_back_to_the_start(
    changes: list[tuple[SettingKey, SettingValue]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Home.under(Path(folder)), "alice (panel)")
        start = desk.store.read().settings
        states = [start]
        for key, value in changes:
            if desk.control.change(key, value).changed:
                states.append(desk.store.read().settings)
        while len(states) > 1:
            states.pop()
            desk.control.undo_last()
            assert desk.store.read().settings == states[-1]
        with pytest.raises(NotUndone):
            desk.control.undo_last()
        desk.history.close(PATIENCE_S)


def test_an_undo_in_the_history_hides_the_change_that_it_undid() -> None:
    at = datetime(2026, 3, 4, tzinfo=UTC)
    first = SettingsEntry(at, TIMEOUT, 5000, 7000, "a", "panel")
    second = SettingsEntry(at + timedelta(1), TIMEOUT, 7000, 9000, "b", "command")
    undone = SettingsEntry(
        at + timedelta(2), TIMEOUT, 9000, 7000, "c", "panel", undo_reason(second)
    )
    assert last_undoable([second, first]) is second
    assert last_undoable([undone, second, first]) is first
