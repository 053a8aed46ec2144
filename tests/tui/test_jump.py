"""Jump mode: a letter beside everything that can have the focus, and its key goes there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widget import Widget

from arqon_tui.panel import input_order
from arqon_tui.panel.actions import VIEWS
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.schema import FIELDS
from arqon_tui.panel.screens.confirm import ConfirmScreen
from arqon_tui.panel.screens.jump import JumpScreen, lettered
from arqon_tui.panel.screens.phrase import PhraseScreen
from arqon_tui.panel.widgets.field_row import FieldRow
from arqon_tui.panel.widgets.key_bar import KeyBar
from arqon_tui.panel.words import PROVIDER
from tests.tui.driving import Panel, field, opened, until
from tests.tui.fakes import EARLIER, LATER, ROOT, FakeServices, panel, snapshot_of
from tests.tui.test_input_order import in_one_read
from tests.tui.test_pictures import SnapCompare, at_rest
from tests.tui.test_tune import in_audition


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key here hangs, though a busy machine may need long for one."""
    monkeypatch.setattr(input_order, "_TURNS", 10_000)


JUMP = "\x07"  # ctrl+g


def marks(app: PanelApp) -> dict[str, Widget]:
    """The marks that are in sight, by their letter."""
    assert isinstance(app.screen, JumpScreen)
    shown = [mark for mark in app.screen.query(".mark") if mark.display]
    return {str(mark.render()).strip(): mark for mark in shown}


async def jumping(app: PanelApp, pilot: Panel) -> JumpScreen:
    await pilot.press("ctrl+g")
    assert isinstance(app.screen, JumpScreen)
    return app.screen


@pytest.mark.parametrize("view", VIEWS)
async def test_the_timeout_is_changed_and_seen_in_six_keys(view: str) -> None:
    services = FakeServices()
    keys = ["ctrl+g", "t", *"800", "enter"]
    async with opened(services, view=view) as (app, pilot):
        assert "^G Go to" in app.query_one("#keys", KeyBar).render().plain
        for key in keys:
            await pilot.press(key)
        row = field(app, "kokoro_timeout_ms")
        await until(pilot, lambda: row.in_force == "800")
        assert "saved, in force now, was 5000" in str(row.render())
    assert len(keys) == 6
    assert services.calls == ["change arqon_tts_kokoro_timeout_ms 800"]


def _holds(row: FieldRow, value: str) -> bool:
    return row.in_force == value


async def test_what_is_typed_replaces_the_value_also_where_the_focus_was() -> None:
    async with opened(FakeServices(), view="tune") as (app, pilot):
        row = field(app, "kokoro_timeout_ms")
        for value in ("800", "900"):
            await pilot.press("ctrl+g", "t", *value, "enter")
            await until(pilot, partial(_holds, row, value))
        await pilot.press("ctrl+g", "t", *"1e3", "enter", "escape", *"950", "enter")
        await until(pilot, lambda: row.in_force == "950")


@pytest.mark.parametrize("view", VIEWS)
async def test_each_setting_has_the_same_letter_in_every_view(view: str) -> None:
    services = FakeServices()
    async with opened(services, (120, 40), view=view) as (app, pilot):
        for letter, spec in zip("pkvtsf", FIELDS, strict=True):
            await app.go(view)
            screen = await jumping(app, pilot)
            line = str(screen.query_one("#jump-keys").render())
            assert f"{letter.upper()} {spec.label}" in line or letter.upper() in marks(app)
            await pilot.press(letter)
            await until(pilot, lambda spec=spec: getattr(app.focused, "name", "") == spec.label)  # type: ignore[misc]
            assert app.state.view == "tune"
            assert len(app.screen_stack) == 1
    assert services.calls == []


async def test_keys_of_one_read_lead_from_another_view_into_a_setting() -> None:
    services = FakeServices()
    async with opened(services, view="operate") as (app, pilot):
        in_one_read(pilot, f"{JUMP}t800\r\x1bOQ{JUMP}vaf_sky\r\x1bOS")
        await until(pilot, lambda: app.state.view == "inspect" and len(services.calls) >= 2)
        await until(pilot, lambda: field(app, "kokoro_voice").in_force == "af_sky")
    assert services.calls == [
        "change arqon_tts_kokoro_timeout_ms 800",
        "change arqon_tts_kokoro_voice af_sky",
    ]


async def test_a_setting_that_cannot_be_changed_is_not_offered_elsewhere() -> None:
    found = snapshot_of()
    origins = {**found.origins, PROVIDER: "environment"}
    services = FakeServices(replace(found, origins=origins))
    async with opened(services, view="operate") as (app, pilot):
        await pilot.press("ctrl+g")
        line = str(app.screen.query_one("#jump-keys").render())
        assert "T Timeout" in line
        assert "Provider" not in line


async def test_a_selected_value_that_changes_elsewhere_is_still_replaced_whole() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = field(app, "kokoro_timeout_ms")
        await pilot.press("ctrl+g", "t", *"800", "enter")
        await until(pilot, lambda: row.in_force == "800")
        await pilot.press("ctrl+g", "a", "ctrl+g", "t")
        services.elsewhere({"arqon_tts_kokoro_timeout_ms": 120000})
        await until(pilot, lambda: row.in_force == "120000")
        assert "saved" not in str(row.render())
        await pilot.press("9", "0", "0", "enter")
        await until(pilot, lambda: row.in_force == "900")


async def test_keys_of_one_read_go_where_the_letter_leads() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        in_one_read(pilot, f"{JUMP}t800\r{JUMP}vaf_sky\r{JUMP}aHello{JUMP}\x1b[17~")
        await until(pilot, lambda: field(app, "kokoro_voice").in_force == "af_sky")
        await until(pilot, lambda: app.tune.box.text == "Hello")
        assert field(app, "kokoro_timeout_ms").in_force == "800"


@pytest.mark.parametrize(
    ("view", "size"),
    [
        ("operate", (80, 24)),
        ("tune", (40, 16)),
        ("tune", (40, 9)),
        ("inspect", (160, 50)),
        ("gate", (40, 12)),
    ],
)
async def test_every_widget_of_a_view_is_reached_by_its_letter(
    view: str, size: tuple[int, int]
) -> None:
    services = FakeServices()
    services.made = [LATER, EARLIER]
    async with opened(services, size, view=view) as (app, pilot):
        chain = app.screen.focus_chain
        targets = (await jumping(app, pilot)).targets
        there = [target for target in targets.values() if isinstance(target, Widget)]
        assert there == chain
        await pilot.press("escape")
        for letter, target in targets.items():
            if target not in there:
                continue
            await pilot.press("ctrl+g")
            screen = app.screen
            assert isinstance(screen, JumpScreen)
            in_sight = marks(app)
            assert all(app.screen.region.contains_region(mark.region) for mark in in_sight.values())
            shown = screen.query_one("#jump-keys")
            await until(pilot, lambda shown=shown: shown.region)  # type: ignore[misc]
            assert not any(shown.region.overlaps(mark.region) for mark in in_sight.values())
            line = str(shown.render())
            assert letter in in_sight or f"{letter} " in line
            await pilot.press(letter.lower())
            await until(pilot, lambda: len(app.screen_stack) == 1)
            await until(pilot, lambda: app.focused is target)  # noqa: B023
    assert services.calls == []


async def test_in_a_question_the_answers_are_marked_and_escape_leaves_the_marks_only() -> None:
    services = FakeServices(snapshot_of(change=ROOT))
    async with opened(services, view="operate") as (app, pilot):
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("ctrl+g")
        assert len(marks(app)) == 2
        await pilot.press("f2", "f1", "z", "escape")
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("ctrl+g")
        other = next(
            letter
            for letter, target in lettered(app.screen_stack[-2].focus_chain).items()
            if target.id == "switch"
        )
        await pilot.press(other.lower())
        await until(pilot, lambda: getattr(app.focused, "id", "") == "switch")
        assert services.calls == []


async def test_a_phrase_is_reached_too() -> None:
    async with opened(FakeServices(), (120, 40)) as (app, pilot):
        await in_audition(app, pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, PhraseScreen))
        await pilot.press("ctrl+g", "n")
        await until(pilot, lambda: getattr(app.focused, "name", "") == "Name")


async def test_to_open_and_leave_it_saves_nothing_and_keeps_what_is_typed() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = field(app, "kokoro_url")
        await pilot.press("ctrl+g", "k", *"http://half", "ctrl+g", "escape", "ctrl+g", "ctrl+g")
        assert (row.editor.value, row.changed) == ("http://half", True)
        assert app.focused is row.editor
        await pilot.press(*"-way")
        assert row.editor.value == "http://half-way"
        assert services.calls == []


async def test_f9_works_over_the_marks_and_is_seen() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press("ctrl+g", "f9")
        await until(pilot, lambda: app.provider == "fallback")
        assert len(app.screen_stack) == 1


async def test_the_users_own_key_opens_and_closes_it() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, app=app) as (app, pilot):
        app.set_keymap({"jump": "ctrl+b"})
        await pilot.press("ctrl+b")
        assert isinstance(app.screen, JumpScreen)
        await pilot.press("ctrl+b")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert "Go to (^B)" in {each.title for each in app.get_system_commands(app.screen_stack[0])}


async def test_marks_stand_beside_their_widgets_and_end_when_the_window_changes() -> None:
    async with opened(FakeServices()) as (app, pilot):
        await pilot.press("ctrl+g")
        editor = field(app, "kokoro_timeout_ms").editor
        assert marks(app)["T"].region.right == editor.region.x
        assert marks(app)["T"].region.y == editor.region.y
        await pilot.resize_terminal(160, 50)
        await until(pilot, lambda: len(app.screen_stack) == 1)


@given(st.lists(st.text(max_size=12), max_size=30))
def test_letters_are_told_apart_and_as_many_as_there_are(names: list[str]) -> None:
    widgets = [Widget(name=name) for name in names]
    letters = lettered(widgets)
    assert set(letters) <= set(ascii_uppercase)
    assert [*letters.values()] == widgets[: len(ascii_uppercase)]


async def marked(pilot: Panel) -> None:
    await at_rest(pilot)
    await pilot.press("f3", "ctrl+g")


@pytest.mark.parametrize("variable", ["", "TEXTUAL_THEME", "NO_COLOR"])
def test_picture_of_the_marks(
    snap_compare: SnapCompare, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    if variable:
        monkeypatch.setenv(variable, "arqon-light")
    assert snap_compare(panel(FakeServices()), terminal_size=(80, 24), run_before=marked)


async def test_the_provider_is_never_changed_by_going_there() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press("ctrl+g", "p")
        await until(pilot, lambda: app.focused is app.query_one(f"#{PROVIDER}").children[0])
    assert services.calls == []
