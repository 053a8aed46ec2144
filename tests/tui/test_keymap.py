"""The user's keys by the names of actions; the help shows them as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from arqon_settings.store import SettingsStore
from arqon_tui.panel.actions import ACTIONS, VIEWS
from arqon_tui.panel.keymap import keymap_of, read_keymap
from arqon_tui.panel.screens.help import HelpScreen
from arqon_tui.panel.screens.restore import RestoreScreen
from tests.tui.driving import field, opened, until
from tests.tui.fakes import ROOT, FakeServices, snapshot_of
from tests.tui.test_tune import heard, in_audition


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({"rolback": "ctrl+b"}, "there is no such action; did you mean rollback"),
        ({"rollback": "f99"}, "'f99' is not the name of a key"),
        ({"rollback": 9}, "9 is not the name of a key"),
        ({"rollback": "b"}, "'b' types a character"),
        ({"rollback": "f8"}, "f8 is the key of restore"),
        ({"stop": "ctrl+b", "save": "ctrl+b"}, "ctrl+b is the key of stop"),
        ({"filter": "y"}, "y is the key of copy"),
    ],
)
def test_what_cannot_be_used_is_told_and_left_out(table: dict[str, object], why: str) -> None:
    keymap = keymap_of({"help": "ctrl+n", **table}, "settings.toml")
    assert keymap.keys["help"] == "ctrl+n"
    assert len(keymap.faults) == 1
    assert why in keymap.faults[0]


@given(st.dictionaries(st.sampled_from([action.name for action in ACTIONS]), st.text(max_size=9)))
def test_no_two_actions_of_a_view_get_one_key(table: dict[str, str]) -> None:
    keys = keymap_of(table, "file").keys
    for view in VIEWS:
        here = [a for a in ACTIONS if not a.hidden and (not a.views or view in a.views)]
        bound = [keys.get(action.name, action.key) for action in here]
        assert len(set(bound)) == len(bound)


def test_the_file_is_read_and_a_setting_that_is_written_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[panel.keys]\nrollback = "ctrl+b" # mine\n')
    store = SettingsStore(path, environ={})
    store.change({"arqon_tts_kokoro_voice": "bf_emma"}, by="test")
    assert store.read().faults == ()
    assert "# mine" in path.read_text()
    assert read_keymap(path).keys == {"rollback": "ctrl+b"}
    path.write_text("[panel]\nkeys = 3\n")
    assert "is not a table" in read_keymap(path).faults[0]
    assert read_keymap(tmp_path / "none.toml").faults == ()


async def test_the_panel_takes_the_users_keys_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[panel.keys]\nrollback = "ctrl+b"\nstop = "q"\n')
    services = FakeServices(snapshot_of(path=path))
    async with opened(services, (120, 40), view="inspect") as (app, pilot):
        assert "[panel.keys] stop is left out" in app.band.render().plain
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        text = "\n".join(str(static.content) for static in app.screen.query(Static))
        assert "In Inspect" in text
        assert "Filter the telemetry as you type" in text
        rollback = next(line for line in text.splitlines() if "Every running program" in line)
        assert rollback.startswith("^B ")
        await pilot.press("ctrl+b")
        await until(pilot, lambda: app.provider == "fallback")


async def test_what_a_key_does_next_is_told_with_the_users_keys() -> None:
    services = FakeServices(snapshot_of(change=ROOT, arqon_tts_kokoro_voice="af_heart"))
    services.refusal = "the disk is full"
    async with opened(services, (120, 40)) as (app, pilot):
        app.set_keymap(
            {"rollback": "ctrl+b", "restore": "ctrl+n", "quit": "ctrl+x", "times": "x"}
            | {"hear_first": "8", "keep_voice": "z", "replay_run": "d", "blind": "n"}
        )
        await in_audition(app, pilot)
        box = app.tune.audition_box
        await pilot.press("d")
        await until(pilot, lambda: "8 and 2 speak" in box.outcome)
        await pilot.press("z")
        await until(pilot, lambda: "Z keeps the one" in box.outcome)
        await heard(app, pilot, services, "8")
        await until(pilot, lambda: "heard · Z keeps it, D plays it again" in box.outcome)
        await pilot.press("n")
        await until(pilot, lambda: "Z keeps the one heard last, N tells" in box.outcome)
        await pilot.press("a")
        await until(pilot, lambda: "N tells, then" in box.outcome)
        field(app, "kokoro_timeout_ms").editor.focus()
        await pilot.press("7", "tab", "ctrl+x")
        await until(pilot, lambda: "or press ^X again" in app.state.verdict.text)
        await pilot.press("escape", "ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        assert "presses ^B." in "\n".join(str(each.content) for each in app.screen.query(Static))
        await pilot.press("right", "enter")
        await until(pilot, lambda: "Then press ^N again." in app.state.verdict.text)
        await pilot.press("f4")
        await until(pilot, lambda: "x: another window" in str(app.inspect.times.border_title))
