"""F9: from anywhere, at once, with the result in the header."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.screens.help import HelpScreen
from arqon_tui.panel.screens.restore import RestoreScreen
from tests.tui.driving import Panel, field, opened, until
from tests.tui.fakes import ALICE, ROOT, FakeServices, row, snapshot_of

Place = Callable[[PanelApp, Panel], Awaitable[None]]


def at(selector: str) -> Place:
    """The widget has the focus."""

    async def reach(app: PanelApp, pilot: Panel) -> None:
        app.query_one(selector).focus()
        await until(pilot, lambda: app.focused is app.query_one(selector))

    return reach


def after(key: str, screen: type) -> Place:
    """The key has opened something."""

    async def reach(app: PanelApp, pilot: Panel) -> None:
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, screen))

    return reach


async def in_the_log(app: PanelApp, pilot: Panel) -> None:
    await pilot.press("f4")
    await until(pilot, lambda: app.focused is app.query_one("#log"))


async def in_the_filter(app: PanelApp, pilot: Panel) -> None:
    await in_the_log(app, pilot)
    await pilot.press("slash")
    await until(pilot, lambda: isinstance(app.focused, Input))


async def nowhere(app: PanelApp, pilot: Panel) -> None:
    app.screen.set_focus(None)
    await pilot.pause()


PLACES: dict[str, Place] = {
    "the text": at("#text"),
    "an input": at("#arqon_tts_kokoro_url Input"),
    "a choice": at("#arqon_tts_provider Choice"),
    "the log": in_the_log,
    "the filter": in_the_filter,
    "nothing": nowhere,
    "the help": after("f1", HelpScreen),
    "the command palette": after("ctrl+p", CommandPalette),
}


@pytest.mark.parametrize("place", PLACES)
async def test_one_press_rolls_back_whatever_has_the_focus(place: str) -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await PLACES[place](app, pilot)
        await pilot.press("f9")
        await until(pilot, lambda: app.provider == "fallback")
        assert services.calls == ["rollback"]
        assert app.state.verdict.text == "14:02:11 Rolled back to fallback, was kokoro."
        assert not app.state.verdict.failed
        assert len(app.screen_stack) == 1, "the band can be seen"


async def test_an_open_question_is_answered_with_no() -> None:
    services = FakeServices(snapshot_of(change=ROOT))
    async with opened(services) as (app, pilot):
        await after("f8", RestoreScreen)(app, pilot)
        await pilot.press("f9")
        await until(pilot, lambda: "Already on fallback" in app.state.verdict.text)
        assert not isinstance(app.screen, RestoreScreen)
        assert services.calls == ["rollback"]


async def test_a_press_before_the_settings_are_read_is_not_lost() -> None:
    services = FakeServices()
    app = PanelApp(lambda heard: (services.goes_on.wait(), services.open(heard))[1])
    services.goes_on.clear()
    async with app.run_test() as pilot:
        await pilot.press("f9")
        await until(pilot, lambda: app.state.verdict.text == "Rolling back to fallback …")
        services.goes_on.set()
        await until(pilot, lambda: app.provider == "fallback")


async def test_a_setting_that_waits_for_the_disk_does_not_hold_it_up() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.held_back = "change"
        services.goes_on.clear()
        await at("#arqon_tts_kokoro_streaming_enabled Choice")(app, pilot)
        await pilot.press("right")
        await until(pilot, lambda: len(services.calls) == 1)
        await pilot.press("f9")
        await until(pilot, lambda: app.provider == "fallback")
        services.goes_on.set()
        streaming = field(app, "kokoro_streaming_enabled")
        await until(pilot, lambda: streaming.in_force == "off")


async def test_a_write_that_fails_stays_in_the_header_in_words() -> None:
    services = FakeServices()
    services.refusal = "/etc/settings.toml [/x] was not changed: No space left on device"
    async with opened(services) as (app, pilot):
        await pilot.press("f9")
        await until(pilot, lambda: app.state.verdict.failed)
        assert app.state.verdict.text == (
            "14:02:11 ROLLBACK FAILED: /etc/settings.toml [/x] was not changed: "
            "No space left on device. Speech still goes to kokoro. Then press F9 again."
        )
        assert app.provider == "kokoro"
        services.refusal = ""
        await pilot.press("f9")
        await until(pilot, lambda: app.provider == "fallback")
        assert not app.state.verdict.failed


async def test_a_world_that_cannot_be_opened_is_told_and_f9_names_the_other_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ARQON_TTS_HOME", "/a home")

    def broken(_heard: object) -> FakeServices:
        raise OSError("no such world [/x]")

    app = PanelApp(broken)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "no such world [/x]" in app.state.verdict.text)
        await pilot.press("f9")
        await until(pilot, lambda: app.state.verdict.failed)
        assert "ROLLBACK FAILED" in app.state.verdict.text
        assert "Run in another terminal: arqon-tts --home '/a home' rollback" in (
            app.state.verdict.text
        )
        await pilot.press("f8")
        await until(pilot, lambda: "still being read" in app.state.verdict.text)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)


async def test_a_fault_that_nobody_thought_of_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    services = FakeServices()
    monkeypatch.setattr(services, "rollback", lambda: 1 // 0)
    async with opened(services) as (app, pilot):
        await pilot.press("f9")
        await until(pilot, lambda: app.state.verdict.failed)
        assert "ROLLBACK FAILED: ZeroDivisionError" in app.state.verdict.text


async def test_held_by_the_environment_it_says_that_this_panel_does_not_follow() -> None:
    held = snapshot_of(change=ALICE, origins={"arqon_tts_provider": "environment"})
    services = FakeServices(held)
    async with opened(services) as (app, pilot):
        await pilot.press("f9")
        await until(pilot, lambda: "holds this panel" in app.state.verdict.text)
        assert "The file says fallback, but ARQON_TTS_PROVIDER holds this panel on kokoro" in (
            app.state.verdict.text
        )
        assert app.provider == "kokoro"


async def test_the_form_rolls_back_without_a_question() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await at("#arqon_tts_provider Choice")(app, pilot)
        await pilot.press("right")
        await until(pilot, lambda: app.provider == "fallback")
        assert services.calls == ["rollback"]
        assert field(app, "provider").editor.value == "fallback"


async def test_a_rollback_by_another_process_is_shown_at_once() -> None:
    services = FakeServices()
    services.rows = [row(1)]
    async with opened(services) as (app, pilot):
        services.elsewhere({"arqon_tts_provider": "fallback"})
        await until(pilot, lambda: app.provider == "fallback")
        assert field(app, "provider").editor.value == "fallback"
