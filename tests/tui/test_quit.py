"""Leaving: at once, with nothing lost, whatever hangs."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event as Gate

import pytest
from textual.widget import MountError

from arqon_tui.panel.acts import leaving
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.kept_theme import KeptTheme
from arqon_tui.panel.status import Voice
from arqon_tui.panel.widgets.field_row import FieldRow
from tests.tui.driving import KEY_OF, field, opened, press, until
from tests.tui.fakes import LATER, FakeServices, panel


async def test_quit_lets_go_of_the_world() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, app=app) as (_app, pilot):
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    assert services.calls == ["close"]


async def test_quit_does_not_wait_for_a_world_that_hangs() -> None:
    services = FakeServices()
    services.close_gate.clear()
    services.busy = Voice(in_hand=2)
    app = panel(services)
    async with opened(services, app=app) as (_app, pilot):
        await pilot.press("a", "f5")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    services.close_gate.set()


async def test_quit_before_the_world_is_open() -> None:
    services = FakeServices()
    services.goes_on.clear()
    app = PanelApp(lambda heard: (services.goes_on.wait(), services.open(heard))[1])
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    services.goes_on.set()


async def test_what_is_typed_is_saved_first() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, app=app) as (_app, pilot):
        field(app, "kokoro_timeout_ms").editor.focus()
        await pilot.press("end", "ctrl+u", *"7000", "ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    assert services.calls == ["change arqon_tts_kokoro_timeout_ms 7000", "close"]


async def test_what_is_asked_about_is_in_sight() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, app=app) as (_app, pilot):
        row = field(app, "kokoro_timeout_ms")
        await pilot.press("ctrl+g", "t", *"70")
        for keys in (["ctrl+q"], ["ctrl+g", "t"]):
            app.tune.query_one(".body").scroll_end(animate=False)
            await until(pilot, lambda: not app.tune.region.overlaps(row.region))
            await pilot.press(*keys)
            await until(pilot, lambda: app.tune.region.contains_region(row.editor.region))
            assert app.focused is row.editor


async def test_what_cannot_be_saved_is_asked_about_once() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, app=app) as (_app, pilot):
        row = field(app, "kokoro_timeout_ms")
        row.editor.focus()
        await pilot.press("end", "ctrl+u", *"70", "tab", "ctrl+q")
        await until(pilot, lambda: app.state.verdict.failed)
        assert app.state.verdict.text.startswith(
            "Timeout (ms) is not saved. Correct it, or press ^Q"
        )
        assert row.editor.has_focus
        assert row.editor.value == "70"
        assert app.return_code is None
        await pilot.press("escape")
        await until(pilot, lambda: not app.state.verdict.text)
        await pilot.press("end", "ctrl+u", *"71", "tab", "ctrl+q")
        await until(pilot, lambda: app.state.verdict.failed)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)


async def test_a_write_that_hangs_is_asked_about_too() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, app=app) as (_app, pilot):
        services.held_back = "change"
        services.goes_on.clear()
        field(app, "kokoro_timeout_ms").editor.focus()
        await pilot.press("end", "ctrl+u", *"7000", "ctrl+q")
        await until(pilot, lambda: app.state.verdict.failed)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    services.goes_on.set()


async def test_what_another_has_set_is_not_overwritten_on_leaving() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, app=app) as (_app, pilot):
        row = field(app, "kokoro_url")
        row.editor.focus()
        await pilot.press("end", *"/half")
        services.elsewhere({"arqon_tts_kokoro_url": "http://10.0.0.7:7781"})
        await until(pilot, lambda: row.asks)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.state.verdict.failed)
        assert "Kokoro URL is not saved" in app.state.verdict.text
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    assert services.calls == ["close"]


@pytest.mark.parametrize("what", ["rollback", "undo"])
async def test_what_a_key_has_asked_for_is_written_before_the_panel_is_left(what: str) -> None:
    services = FakeServices()
    services.made = [LATER]
    services.held_back = what
    services.goes_on.clear()
    app = panel(services)
    async with opened(services, app=app, view="operate") as (_, pilot):
        press(app, KEY_OF[what], "ctrl+q")
        await until(pilot, lambda: services.calls)
        assert "close" not in services.calls
        services.goes_on.set()
        await until(pilot, lambda: app.return_code == 0)
    assert services.calls[0].startswith(what)
    assert services.calls[1:] == ["close"]
    assert app.farewell == ""


async def test_a_rollback_that_was_asked_for_before_the_world_is_open_is_done() -> None:
    services, opens = FakeServices(), Gate()
    app = PanelApp(lambda heard: (opens.wait(), services.open(heard))[1])
    async with app.run_test() as pilot:
        press(app, "f9", "ctrl+q")
        await until(pilot, lambda: app.writes.in_hand)
        opens.set()
        await until(pilot, lambda: app.return_code == 0)
    assert services.calls == ["rollback", "close"]


async def test_a_key_before_a_signal_counts() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, app=app) as (_, pilot):
        press(app, "f9")
        app._signalled(signal.SIGTERM)
        await until(pilot, lambda: app.return_code is not None)
    assert services.calls == ["rollback", "close"]
    assert app.return_code == 128 + signal.SIGTERM


async def test_a_rollback_that_hangs_does_not_hold_the_panel_and_is_told() -> None:
    services = FakeServices()
    services.held_back = "rollback"
    services.goes_on.clear()
    app = panel(services)
    async with opened(services, app=app) as (_, pilot):
        press(app, "f9", "ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    services.goes_on.set()
    assert app.farewell == "not done: the switch to fallback"


@pytest.mark.parametrize("what", ["rollback", "undo", "settings"])
async def test_what_keys_ask_for_is_written_whatever_fails_right_behind(what: str) -> None:
    services = FakeServices()
    services.made = [LATER]
    services.goes_on.clear()  # another program is writing, and ours wait for it
    app = panel(services)

    def fail() -> None:
        if what == "settings":
            for name, text in (("kokoro_timeout_ms", "7000"), ("kokoro_voice", "af_sky")):
                app.tune.form._entered(FieldRow.Entered(field(app, name), text))
        else:
            getattr(app, f"action_{what}")()
        raise ValueError("a fault")

    async def one_read() -> None:
        async with opened(services, app=app) as (_, pilot):
            app.action_help = fail  # type: ignore[method-assign]
            press(app, "f1")
            await until(pilot, lambda: app.return_code is not None)

    with pytest.raises(ValueError, match="a fault"):
        await one_read()
    services.goes_on.set()
    app.let_go()
    assert (
        services.calls
        == {
            "rollback": ["rollback", "close"],
            "undo": ["undo arqon_tts_kokoro_timeout_ms 5000", "close"],
            "settings": [
                "change arqon_tts_kokoro_timeout_ms 7000",
                "change arqon_tts_kokoro_voice af_sky",
                "close",
            ],
        }[what]
    )


async def test_what_fails_while_the_panel_closes_changes_nothing() -> None:
    services = FakeServices()

    async def closes_under_a_worker() -> None:
        app.exit(return_code=0)
        raise MountError("there is no screen any more")

    async with opened(services) as (app, pilot):
        app.run_worker(closes_under_a_worker())
        await until(pilot, lambda: app.return_code is not None)
    assert app.return_code == 0
    assert not app._exit_renderables


async def test_a_write_that_hangs_after_a_fault_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "_AFTER_A_FAULT_S", 0.1)
    services = FakeServices()
    services.held_back = "rollback"
    services.goes_on.clear()
    async with opened(services) as (app, pilot):
        press(app, "f9")
        await until(pilot, lambda: app.writes.in_hand)
        app.exit(return_code=1)
    app.let_go()
    services.goes_on.set()
    assert app.farewell == "what was asked for last may not be written: look at the settings"


async def test_after_a_fault_telemetry_has_more_time_than_a_person_waits() -> None:
    left, faulty = FakeServices(), FakeServices()
    app = panel(left)
    async with opened(left, app=app) as (_, pilot):
        press(app, "ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    app.let_go()
    async with opened(faulty) as (app, _):
        app.exit(return_code=1)
    app.let_go()
    assert left.calls == faulty.calls == ["close"]
    assert left.written_s < 1 < faulty.written_s


async def test_a_theme_that_was_just_chosen_is_kept(tmp_path: Path) -> None:
    goes_on = Gate()
    goes_on.set()

    def place() -> Path:
        goes_on.wait()
        return tmp_path / "panel-theme"

    services = FakeServices()
    app = PanelApp(services.open, kept_theme=KeptTheme(place))
    async with opened(services, app=app) as (_, pilot):
        goes_on.clear()
        app.theme = "nord"
        press(app, "ctrl+q")
        await until(pilot, lambda: app.writes.in_hand)
        goes_on.set()
        await until(pilot, lambda: app.return_code == 0)
    assert (tmp_path / "panel-theme").read_text() == "nord\n"
