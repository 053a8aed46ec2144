"""Speaking, stopping, saving: what the box asks for and what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.status import Voice
from arqon_tui.panel.widgets.key_bar import KeyBar
from arqon_voice.speech.request import Outcome
from arqon_voice.telemetry.events import FAIL_CLOSED, PLAYBACK_STOPPED
from tests.tui.driving import opened, until
from tests.tui.fakes import IDLE, NOW, FakeServices, spoken


async def test_f5_speaks_the_text_and_says_how_it_went() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press(*"Good day")
        await pilot.press("f5")
        await until(pilot, lambda: services.tickets)
        assert services.texts == ["Good day"]
        services.tickets[0].set_result(spoken())
        await until(pilot, lambda: "spoken by kokoro" in app.tune.box.status)
        assert app.tune.box.status == "spoken by kokoro · first audio 143 ms · took 2.3 s"


async def test_a_click_does_the_same() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press(*"hi")
        actions = app.query_one("#actions", KeyBar)
        keys = app.query_one("#keys", KeyBar)
        services.busy = replace(IDLE, in_hand=1, phase="speaking", speaks="kokoro")
        await until(pilot, lambda: "Stop" in keys.render().plain)
        for bar, word in ((actions, "Speak"), (actions, "Save"), (keys, "Stop")):
            at = bar.render().plain.index(word)
            await pilot.click(bar, offset=(at + bar.styles.padding.left, 0))
        assert "Stop" not in actions.render().plain
        await until(pilot, lambda: len(services.calls) == 3)
        assert services.calls == ["say", "save arqon-tts-20260304-140211.wav", "stop"]


async def test_a_blank_text_is_refused_with_a_word() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        for text in ("", "  \n "):
            app.tune.box.tell("")
            app.tune.box.editor.text = text
            await pilot.press("f5")
            await until(pilot, lambda: app.tune.box.status)
            assert app.tune.box.status == "! there is nothing to say: the text is empty or blank"
        app.tune.box.editor.text = "a word"  # there is something to say now
        await until(pilot, lambda: not app.tune.box.status)
        assert services.calls == []


async def test_a_very_long_text_is_taken_whole() -> None:
    services = FakeServices()
    text = "word " * 20_000
    async with opened(services) as (app, pilot):
        app.post_message(events.Paste(text))
        await until(pilot, lambda: len(app.tune.box.text) == 100_000)
        await pilot.press("f5")
        await until(pilot, lambda: services.texts)
        assert services.texts == [text]


async def test_it_says_what_sounds_and_what_waits() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.busy = Voice(in_hand=3)
        await until(pilot, lambda: app.tune.box.status == "speaking, 2 waiting")
        services.busy = Voice(in_hand=1)
        await until(pilot, lambda: app.tune.box.status == "speaking")
        services.busy = Voice()
        await until(pilot, lambda: app.tune.box.status == "")


async def test_failing_closed_stands_out_in_words() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press("a", "f5")
        await until(pilot, lambda: services.tickets)
        words = "Kokoro failed and fallback is off, so it stays silent. [/x]"
        services.tickets[0].set_result(Outcome("m1", FAIL_CLOSED, words, "kokoro"))
        await until(pilot, lambda: app.tune.box.status == f"! {words}")


async def test_a_failover_says_why_kokoro_was_left() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press("a", "f5")
        await until(pilot, lambda: services.tickets)
        words = "spoken by fallback"
        services.tickets[0].set_result(
            Outcome("m1", "stt.tts.latency_ms", words, "fallback", 90, 800, 0, "timeout: no answer")
        )
        await until(pilot, lambda: app.tune.box.status)
        assert app.tune.box.status.endswith("kokoro failed: timeout: no answer")


async def test_stop_is_one_key() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press("a", "f5", "f6", "escape")
        await until(pilot, lambda: services.calls == ["say", "stop", "stop"])
        services.tickets[0].set_result(Outcome("m1", PLAYBACK_STOPPED, "stopped", "kokoro"))
        await until(pilot, lambda: app.tune.box.status == "stopped")


async def test_save_shows_the_whole_path_and_never_takes_one_that_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "arqon-tts-20260304-140211.wav").touch()
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press("a", "f7")
        await until(pilot, lambda: services.tickets)
        services.tickets[0].set_result(spoken("fallback"))
        await until(pilot, lambda: app.tune.box.status)
        path = tmp_path / "arqon-tts-20260304-140211-2.wav"
        assert app.tune.box.status == f"saved {path} · spoken by fallback"


async def test_before_there_is_a_voice_it_says_so() -> None:
    services = FakeServices()
    app = PanelApp(lambda heard: (services.goes_on.wait(), services.open(heard))[1])
    services.goes_on.clear()
    async with app.run_test() as pilot:
        await pilot.press("a", "f5")
        await until(pilot, lambda: "still being set up" in app.tune.box.status)
        services.goes_on.set()
        await until(pilot, lambda: app.tune.form.services is not None)


async def test_after_a_failed_start_the_key_says_what_failed() -> None:
    def broken(_heard: object) -> FakeServices:
        raise PermissionError(13, "Permission denied", "/home/alice/.local")

    app = PanelApp(broken, now=lambda: NOW)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "could not be opened" in app.state.verdict.text)
        app.tune.box.editor.text = "Hello."
        for key in ("f5", "f7"):
            await pilot.press(key)
            await until(
                pilot, lambda: app.tune.box.status.startswith("! The panel could not be opened")
            )
            assert "/home/alice/.local" in app.tune.box.status


async def test_f7_in_a_folder_that_was_deleted_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    async with opened(FakeServices()) as (app, pilot):
        gone.rmdir()
        app.tune.box.editor.text = "Hello."
        await pilot.press("f7")
        await until(pilot, lambda: "The working folder was deleted" in app.tune.box.status)
        await pilot.press("f9")
        await until(pilot, lambda: app.provider == "fallback")


async def test_a_look_that_fails_leaves_the_panel_and_f9() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        monkey = pytest.MonkeyPatch()
        monkey.setattr(services, "voice", lambda: 1 / 0)
        await until(pilot, lambda: "! ZeroDivisionError" in app.band.render().plain)
        monkey.undo()
        await pilot.press("f9")
        await until(pilot, lambda: app.provider == "fallback")
