"""Going back to Kokoro asks first, with the safe answer in front."""

from __future__ import annotations

import pytest
from textual.widgets import Button, Static

from arqon_service.audition.phrases import Phrase
from arqon_tui.panel.screens.phrase import PhraseScreen
from arqon_tui.panel.screens.restore import RestoreScreen
from tests.tui.driving import field, opened, until
from tests.tui.fakes import ROOT, UNREACHABLE, FakeServices, snapshot_of


def rolled_back() -> FakeServices:
    return FakeServices(snapshot_of(change=ROOT), UNREACHABLE)


async def test_enter_and_escape_stay_on_the_fallback() -> None:
    services = rolled_back()
    async with opened(services) as (app, pilot):
        for key in ("enter", "escape"):
            await pilot.press("f8")
            await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
            await pilot.press(key)
            await until(pilot, lambda: not isinstance(app.screen, RestoreScreen))
        assert services.calls == []
        assert app.provider == "fallback"


async def test_the_other_answer_has_to_be_chosen() -> None:
    services = rolled_back()
    async with opened(services) as (app, pilot):
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        await pilot.press("right", "enter")
        await until(pilot, lambda: app.provider == "kokoro")
        assert services.calls == ["restore"]
        assert app.state.verdict.text == "14:02:11 Switched to kokoro, was fallback."


@pytest.mark.parametrize("size", [(40, 24), (30, 24)])
async def test_no_button_of_a_dialog_is_cut(size: tuple[int, int]) -> None:
    async with opened(rolled_back(), size) as (app, pilot):
        phrase = PhraseScreen(Phrase("greeting", "Good morning.", own=True))
        for dialog in (RestoreScreen("ready", "", "F9"), phrase):
            await app.push_screen(dialog)
            await until(pilot, lambda: all(each.size for each in app.screen.query(Button)))
            for button in app.screen.query(Button):
                assert button.size.width >= len(str(button.label))
                assert app.screen.region.contains_region(button.region)
            app.pop_screen()


async def test_the_form_asks_too_and_shows_the_value_in_force_meanwhile() -> None:
    services = rolled_back()
    async with opened(services) as (app, pilot):
        app.query_one("#arqon_tts_provider Choice").focus()
        await pilot.press("left")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        assert field(app, "provider").editor.value == "fallback"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, RestoreScreen))
        assert services.calls == []


async def test_it_says_how_the_sidecar_is() -> None:
    async with opened(rolled_back()) as (app, pilot):
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        texts = [str(static.content) for static in app.screen.query(Static)]
        assert any("unreachable · connection refused" in text for text in texts)


async def test_already_on_kokoro_nothing_is_asked() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press("f8")
        await until(pilot, lambda: "Already on kokoro" in app.state.verdict.text)
        assert services.calls == []
        services.elsewhere({"arqon_tts_provider": "fallback"})
        await until(pilot, lambda: app.provider == "fallback")
        assert app.state.verdict.text == ""


async def test_a_second_press_does_not_ask_twice() -> None:
    async with opened(rolled_back()) as (app, pilot):
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        await pilot.press("f8")
        await pilot.pause()
        assert len(app.screen_stack) == 2


async def test_a_write_that_fails_is_told() -> None:
    services = rolled_back()
    services.refusal = "settings.toml was not changed: Read-only file system"
    async with opened(services) as (app, pilot):
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        await pilot.press("right", "enter")
        await until(pilot, lambda: app.state.verdict.failed)
        assert "SWITCH TO KOKORO FAILED" in app.state.verdict.text
        assert "Speech still goes to fallback. Then press F8 again." in app.state.verdict.text


async def test_held_by_the_environment_it_says_what_it_cannot_do() -> None:
    held = snapshot_of(change=ROOT, origins={"arqon_tts_provider": "environment"})
    async with opened(FakeServices(held)) as (app, pilot):
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        texts = [str(static.content) for static in app.screen.query(Static)]
        assert any("ARQON_TTS_PROVIDER holds this panel on fallback" in text for text in texts)
