"""What a key has asked to be kept is kept, though the panel is left right after it."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from pathlib import Path
from threading import Event as Gate

import pytest

from arqon_settings.lock import only_writer
from arqon_tui.panel.app import PanelApp
from arqon_voice.telemetry.selection import Selection
from tests.patience import PATIENCE_S
from tests.tui.driving import KEY_OF, Panel, opened, press, until
from tests.tui.fakes import FakeServices, panel, row, snapshot_of, spoken
from tests.tui.histories import FakeHistory
from tests.tui.test_tune import SIZE, heard, in_audition

QUIT = "ctrl+q"


class SlowHistory(FakeHistory):
    """A store with so much in it that writing it all takes until `goes_on`."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_on = Gate()

    def export(self, selection: Selection, path: Path, form: str) -> int:
        self.goes_on.wait()
        return super().export(selection, path, "csv" if form == "csv" else "jsonl")


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def waits(app: PanelApp, services: FakeServices) -> None:
    """Leaving waits for what is in hand."""
    async with asyncio.timeout(PATIENCE_S):
        while not app.writes.in_hand:  # noqa: ASYNC110 -- the app tells nobody of it
            await asyncio.sleep(0.005)
    assert "close" not in services.calls
    assert app.return_code is None


async def left(app: PanelApp, pilot: Panel) -> None:
    """The panel was left, and everything is kept."""
    await until(pilot, lambda: app.return_code == 0)
    assert app.farewell == ""


def exported(folder: Path, form: str) -> list[str]:
    """The lines of the one file of events."""
    (path,) = folder.glob(f"telemetry-*.{form}")
    return path.read_text().splitlines()


async def test_the_voice_that_was_chosen() -> None:
    services = FakeServices(snapshot_of(arqon_tts_kokoro_voice="af_heart"))
    app = panel(services)
    async with opened(services, SIZE, app) as (_, pilot):
        await in_audition(app, pilot)
        await heard(app, pilot, services, "2")
        services.held_back = "change"
        services.goes_on.clear()
        press(app, "K", QUIT)
        await waits(app, services)
        services.goes_on.set()
        await left(app, pilot)
    assert services.calls == ["change arqon_tts_kokoro_voice af_sky", "close"]
    assert services.now.settings.arqon_tts_kokoro_voice == "af_sky"


async def test_the_voice_that_was_chosen_does_not_wait_for_a_sidecar_that_hangs() -> None:
    services, hangs = FakeServices(snapshot_of(arqon_tts_kokoro_voice="af_heart")), Gate()
    app = panel(services)
    async with opened(services, SIZE, app) as (_, pilot):
        await in_audition(app, pilot)
        await heard(app, pilot, services, "2")
        app.tune._asking.submit(hangs.wait)
        press(app, "K", QUIT)
        await left(app, pilot)
        hangs.set()
    assert services.calls == ["change arqon_tts_kokoro_voice af_sky", "close"]


async def test_an_edited_phrase() -> None:
    services = FakeServices()
    app = panel(services)
    book = services.phrase_book()
    async with opened(services, SIZE, app) as (_, pilot):
        await in_audition(app, pilot)
        await pilot.press("e")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        with ExitStack() as held:
            held.enter_context(only_writer(book.path))  # as another program that writes
            press(app, "ctrl+end", "x", "ctrl+s", QUIT)
            await waits(app, services)
            held.close()
            await left(app, pilot)
    assert book.find("greeting").text.endswith("locked.x")


async def test_a_phrase_that_is_being_edited_is_asked_about_once() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, SIZE, app) as (_, pilot):
        await in_audition(app, pilot)
        await pilot.press("e")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("ctrl+end", "x", QUIT)
        await until(pilot, lambda: "The phrase is not kept." in app.state.verdict.text)
        assert app.return_code is None
        await pilot.press("y", QUIT)
        await until(pilot, lambda: app._acts.leaving._given_up == app.screen.typed)  # type: ignore[attr-defined]
        assert app.return_code is None
        await pilot.press(QUIT)
        await left(app, pilot)


async def test_a_phrase_that_is_only_looked_at_is_not_asked_about() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, SIZE, app) as (_, pilot):
        await in_audition(app, pilot)
        await pilot.press("e")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press(QUIT)
        await left(app, pilot)


async def test_what_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    services, busy, copied = FakeServices(), Gate(), list[str]()
    app = panel(services)

    def copying(text: str, *_: object) -> str:
        busy.wait()
        copied.append(text)
        return "Copied."

    monkeypatch.setattr("arqon_tui.panel.clipboard.copied_with", copying)
    async with opened(services, app=app, view="inspect") as (_, pilot):
        services.rows = [row(1)]
        await until(pilot, lambda: app.inspect.log_view.entries)
        press(app, "y", QUIT)
        await waits(app, services)
        busy.set()
        await left(app, pilot)
    assert copied == [row(1).line()]


async def test_the_table_of_runs(tmp_path: Path) -> None:
    services, busy = FakeServices(), Gate()
    app = panel(services)
    async with opened(services, SIZE, app) as (_, pilot):
        await in_audition(app, pilot)
        await heard(app, pilot, services, "1")
        app._work.submit(busy.wait)
        press(app, "x", QUIT)
        await waits(app, services)
        busy.set()
        await left(app, pilot)
    assert len((tmp_path / "auditions.csv").read_text().splitlines()) == 2


@pytest.mark.parametrize(("key", "form"), [("e", "jsonl"), ("t", "csv")])
async def test_the_events_that_are_filtered(key: str, form: str, tmp_path: Path) -> None:
    services, history = FakeServices(), SlowHistory()
    services.event_history = history
    app = panel(services)
    async with opened(services, app=app, view="inspect") as (_, pilot):
        services.rows = [row(1), row(2)]
        await until(pilot, lambda: app.inspect.log_view.entries)
        press(app, key, QUIT)
        await waits(app, services)
        history.goes_on.set()
        await left(app, pilot)
    assert exported(tmp_path, form) == [row(1).line(), row(2).line()]


async def test_an_export_that_takes_longer_is_told() -> None:
    services, history = FakeServices(), SlowHistory()
    services.event_history = history
    app = panel(services)
    async with opened(services, app=app, view="inspect") as (_, pilot):
        services.rows = [row(1)]
        await until(pilot, lambda: app.inspect.log_view.entries)
        press(app, "t", QUIT)
        await until(pilot, lambda: app.return_code == 0)
    assert app.farewell == "not done: the export of events as csv"
    history.goes_on.set()


async def test_the_sound_file_of_an_utterance() -> None:
    services = FakeServices()
    app = panel(services)
    async with opened(services, SIZE, app) as (_, pilot):
        press(app, "a", KEY_OF["save"], QUIT)
        await waits(app, services)
        services.tickets[0].set_result(spoken())
        await left(app, pilot)
    assert services.calls[-1] == "close"
