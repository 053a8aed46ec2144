"""Leaving: at once, with nothing lost, whatever hangs."""

from __future__ import annotations

from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.services import Voice
from tests.tui.driving import field, opened, until
from tests.tui.fakes import FakeServices, panel


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
