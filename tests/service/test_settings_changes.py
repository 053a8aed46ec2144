"""What is told and kept of each change of a setting, whoever makes it and however."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_service import settings_history
from arqon_service.control import Control
from arqon_service.hand_edits import HandEdits
from arqon_service.settings_history import SettingsEntry, SettingsHistory, read_history
from arqon_settings.snapshot import BY_HAND, MIRROR
from arqon_settings.store import SettingsStore
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.events import ROLLBACK, SETTINGS_CHANGED, Event, Source
from tests.patience import PATIENCE_S
from tests.settings.child import child

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ROOT = os.name == "posix" and os.geteuid() == 0


class User:
    """The settings of one user, their history, and what telemetry was told."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "settings.toml"
        self.store = SettingsStore(self.path, environ={})
        self.history = SettingsHistory(folder / "state" / "history.jsonl")
        self.events: list[Event] = []
        self.now = 0.0

    def emitter(self, source: Source) -> Emitter:
        return Emitter(self.events.append, source, "session", lambda: 0)

    def control(self, source: Source = "panel", by: str = "alice (panel)") -> Control:
        return Control(self.store, emitter=self.emitter(source), by=by, history=self.history)

    def holder(self) -> HandEdits:
        return HandEdits(self.store, self.history, self.emitter("service"), clock=lambda: self.now)

    def kept(self) -> list[tuple[object, ...]]:
        assert self.history.close(PATIENCE_S), self.history.fault
        entries = read_history(self.history.path, 1000)
        return [(e.key, e.old, e.new, e.by, e.way) for e in entries]

    def told(self) -> list[tuple[str, object, object, object]]:
        told: list[tuple[str, object, object, object]] = [
            (e.name, e.data["from"], e.data["to"], e.data["by"]) for e in self.events
        ]
        self.events.clear()
        return told


@pytest.fixture
def user(tmp_path: Path) -> User:
    return User(tmp_path)


def to_fallback(control: Control) -> None:
    control.change("arqon_tts_provider", "fallback")


@pytest.mark.parametrize("way", [Control.rollback, to_fallback])
def test_every_way_to_the_fallback_is_told_as_a_rollback(
    user: User, way: Callable[[Control], object]
) -> None:
    user.control().restore()
    assert user.told() == [(SETTINGS_CHANGED, "fallback", "kokoro", "alice (panel)")]
    way(user.control("cli", "bob (cli)"))
    assert user.told() == [
        (SETTINGS_CHANGED, "kokoro", "fallback", "bob (cli)"),
        (ROLLBACK, "kokoro", "fallback", "bob (cli)"),
    ]
    way(user.control("cli", "bob (cli)"))
    assert user.told() == [(ROLLBACK, "fallback", "fallback", "bob (cli)")]
    assert user.kept() == [
        ("arqon_tts_provider", "kokoro", "fallback", "bob (cli)", "command"),
        ("arqon_tts_provider", "fallback", "kokoro", "alice (panel)", "panel"),
    ]


def test_a_default_that_takes_over_and_maestros_wish_are_rollbacks_too(user: User) -> None:
    user.control().restore()
    user.told()
    user.control().unset(["arqon_tts_provider"])
    assert user.told()[1] == (ROLLBACK, "kokoro", "fallback", "alice (panel)")
    user.control().restore()
    user.told()
    control = user.control()
    control.taken(user.store.change({"arqon_tts_provider": "fallback"}, by=MIRROR))
    assert user.told()[1] == (ROLLBACK, "kokoro", "fallback", MIRROR)
    assert user.kept()[0] == ("arqon_tts_provider", "kokoro", "fallback", MIRROR, "mirror")


def test_a_hand_edit_is_kept_and_told_once(user: User) -> None:
    user.control().restore()
    user.kept()
    user.told()
    holder = user.holder()
    holder.look()
    text = user.path.read_text().replace('"kokoro"', '"fallback"', 1)
    user.path.write_text(text + "\n[arqon_tts.x]\n")
    for _ in range(3):
        holder.look()
    assert user.told() == [], "whoever wrote it may still note it"
    for moment in (1.0, 2.0, 3.0):
        user.now = moment
        holder.look()
        user.kept()
    assert user.told() == [
        (SETTINGS_CHANGED, "kokoro", "fallback", BY_HAND),
        (ROLLBACK, "kokoro", "fallback", BY_HAND),
    ]
    assert user.kept()[0] == ("arqon_tts_provider", "kokoro", "fallback", BY_HAND, "hand")
    again = user.holder()
    for moment in (4.0, 6.0):
        user.now = moment
        again.look()
    assert user.told() == []


def test_an_edit_while_nobody_held_the_voice_is_told_by_the_next(user: User) -> None:
    user.control().restore()
    user.kept()
    user.told()
    user.path.write_text(user.path.read_text().replace('"kokoro"', '"fallback"', 1))
    holder = user.holder()
    for moment in (0.0, 1.0):
        user.now = moment
        holder.look()
    assert [name for name, *_ in user.told()] == [SETTINGS_CHANGED, ROLLBACK]


def test_what_was_there_before_the_history_and_what_others_noted_is_no_hand_edit(
    user: User,
) -> None:
    user.path.write_text('[arqon_tts]\narqon_tts_provider = "kokoro"\n')
    holder = user.holder()
    for moment in (0.0, 2.0):
        user.now = moment
        holder.look()
    user.control("cli", "bob (cli)").rollback()
    holder.look()
    user.kept()
    user.told()
    for moment in (4.0, 6.0):
        user.now = moment
        holder.look()
    assert user.told() == []
    assert len(user.kept()) == 1


def test_a_history_that_cannot_be_written_is_a_fault_and_makes_no_rollback_a_hand_edit(
    user: User,
) -> None:
    user.history.path.parent.write_text("a file where a folder should be")
    user.control().restore()
    assert not user.history.close(PATIENCE_S)
    assert "could not be written" in user.history.fault
    holder = user.holder()
    holder.look()
    user.control().rollback()
    user.told()
    for user.now in (1.0, 2.0, 3.0):
        holder.look()
    assert user.told() == []
    for provider in ("kokoro", "fallback"):
        before = user.store.read().settings.arqon_tts_provider
        user.path.write_text(user.path.read_text().replace(f'"{before}"', f'"{provider}"', 1))
        for _ in range(3):
            user.now += 1
            holder.look()
    assert [name for name, *_ in user.told()] == [SETTINGS_CHANGED, SETTINGS_CHANGED, ROLLBACK]


def edit(name: str, old: object, new: object) -> SettingsEntry:
    return SettingsEntry(AT, name, old, new, "é\n\u2028", "hand")  # type: ignore[arg-type]


def test_lines_that_cannot_be_read_are_passed_over_and_a_cut_one_takes_no_other_with_it(
    tmp_path: Path,
) -> None:
    history = SettingsHistory(tmp_path / "h.jsonl")
    entry = edit("arqon_tts_kokoro_timeout_ms", 1000, 900)
    history.record([entry])
    assert history.close(PATIENCE_S)
    with history.path.open("ab") as file:
        file.write(b'[]\n{"at": 3}\n\xff\xfe\n{}\n{"at": "2026-01-01", "key": "x"}\n{"key": "ar')
    history.record([edit("arqon_tts_kokoro_voice", "a", "b"), entry])
    assert history.close(PATIENCE_S)
    assert read_history(history.path, 10) == [
        entry, edit("arqon_tts_kokoro_voice", "a", "b"), entry
    ]  # fmt: skip
    assert len(read_history(history.path, 2)) == 2
    assert read_history(tmp_path / "none", 2) == []


@given(st.lists(st.binary(max_size=40)))
def test_whatever_the_file_holds_it_is_read(lines: list[bytes]) -> None:
    assert list(settings_history._entries(lines)) == []


def test_an_old_file_is_kept_beside_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_history, "_MOST_BYTES", 400)
    history = SettingsHistory(tmp_path / "h.jsonl")
    for number in range(20):
        history.record([edit("arqon_tts_kokoro_timeout_ms", number, number + 1)])
    assert history.close(PATIENCE_S)
    found = [entry.old for entry in read_history(history.path, 100)]
    assert found == list(range(19, 19 - len(found), -1))
    assert len(found) >= 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["h.jsonl", "h.jsonl.before"]


WRITER = """
from datetime import UTC, datetime
from arqon_service.settings_history import SettingsEntry, SettingsHistory
history = SettingsHistory(path)
for number in range(200):
    history.record([SettingsEntry(datetime.now(UTC), "arqon_tts_kokoro_voice", args[1], "x" * 300, "me", "panel")])
assert history.close(60)
"""  # noqa: E501


def test_two_processes_lose_no_line_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "h.jsonl"
    with child(WRITER, path, "one") as one, child(WRITER, path, "two") as two:
        one.finish()
        two.finish()
    writers = [entry.old for entry in read_history(path, 1000)]
    assert (writers.count("one"), writers.count("two")) == (200, 200)


@pytest.mark.skipif(not ROOT, reason="only root can write in somebody else's home")
def test_root_takes_nothing_from_the_owner_of_the_home(tmp_path: Path) -> None:
    os.chown(tmp_path, 54321, 54321)
    history = SettingsHistory(tmp_path / "state" / "h.jsonl")
    history.record([edit("arqon_tts_kokoro_voice", "a", "b")])
    assert history.close(PATIENCE_S)
    assert {path.stat().st_uid for path in tmp_path.rglob("*")} == {54321}
