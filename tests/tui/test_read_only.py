"""A panel that only looks: nothing is written, and F9 names the command that can."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from arqon_service.home import Home
from arqon_settings.store import SettingsStore
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.read_only import ReadOnlyServices
from arqon_voice.telemetry.events import LATENCY_MS, Event
from arqon_voice.telemetry.rows import stored
from arqon_voice.telemetry.store import Store
from tests.service.voices import holding, running
from tests.tui.driving import until


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path / "own home"))
    home = Home.of_user()
    SettingsStore(home.settings).change({"arqon_tts_provider": "kokoro"}, by="bob (cli)")
    return home


def files(home: Home) -> dict[str, bytes]:
    root = home.settings.parent
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


async def test_f9_changes_nothing_and_names_the_command_that_can(home: Home) -> None:
    before = files(home)
    app = PanelApp(partial(ReadOnlyServices, home))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "READ-ONLY · nothing can be changed" in band(app))
        for key, words in (
            ("f9", "To roll back, run in another terminal: arqon-tts --home"),
            ("f6", "arqon-tts --home"),
            ("f10", "settings undo"),
        ):
            await pilot.press(key)
            await until(pilot, lambda words=words: words in app.state.verdict.text)  # type: ignore[misc]
        assert "own home' settings undo" in app.state.verdict.text
        assert app.provider == "kokoro"
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    assert files(home) == before


async def test_a_field_that_is_left_says_that_it_is_not_saved(home: Home) -> None:
    app = PanelApp(partial(ReadOnlyServices, home))
    async with app.run_test() as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: app.state.snapshot is not None)
        row = app.tune.form.rows[3]
        row.editor.focus()
        await pilot.press("end", "0", "enter")
        await until(pilot, lambda: row.has_class("-problem"))
        assert "settings set arqon_tts_kokoro_timeout_ms 50000" in row.message
        assert SettingsStore(home.settings).read().settings.arqon_tts_kokoro_timeout_ms == 5000
        await pilot.press("ctrl+q")  # there is nothing that could be saved first
        await until(pilot, lambda: app.return_code == 0)


async def test_an_audition_is_refused_and_named(home: Home) -> None:
    before = files(home)
    app = PanelApp(partial(ReadOnlyServices, home))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: app.tune.tuning is not None and app.tune.tuning.phrases)
        await until(pilot, lambda: app.tune.tuning is not None and app.tune.tuning.known)
        await pilot.press("f3", "1")
        outcome = app.tune.audition_box.outcome
        assert "To hear it, run in another terminal: arqon-tts --home" in outcome
        assert outcome.endswith("audition af_heart")
        await pilot.press("e")
        await until(pilot, lambda: "the phrase book stays" in app.tune.audition_box.outcome)
    assert files(home) == before


async def test_it_looks_at_another_store_and_at_who_holds_the_voice(
    home: Home, tmp_path: Path
) -> None:
    store = Store(tmp_path / "theirs.db")
    event = Event(LATENCY_MS, 1, "s", "m", "panel", {"provider": "kokoro", "first_audio_ms": 143})
    store.append([stored(event)])
    store.close()
    with running("serve", "--bus", ""):
        holding(home, "serve")
        app = PanelApp(partial(ReadOnlyServices, home, db=tmp_path / "theirs.db"))
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: "theirs.db" in band(app))
            await until(pilot, lambda: app.state.first_audio_ms == (143.0,))
            await until(pilot, lambda: "Voice   arqon-tts serve (process" in band(app))


def band(app: PanelApp) -> str:
    return app.band.render().plain


async def test_a_look_that_comes_while_the_panel_ends_is_not_a_fault(home: Home) -> None:
    app = PanelApp(partial(ReadOnlyServices, home))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: app.tune.tuning is not None and app.tune.tuning.known)
        app._running = False  # as Textual has it before it takes the views off their screen
        await app.tune.remove()
        app.put(fault="a late look")
    assert app.return_code in (0, None)
