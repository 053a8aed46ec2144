"""A recorded session, looked at once more."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from arqon_service.home import Home
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.replay import Recording, ReplayServices
from tests.tui.driving import until
from tests.tui.fakes import row


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path / "own"))
    return Home.of_user()


def recorded(folder: Path, *lines: str) -> Path:
    file = folder / "session.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines))
    return file


async def test_a_session_comes_again_and_the_band_says_so(home: Home, tmp_path: Path) -> None:
    failure = row(2, "stt.tts.kokoro.failure", json.dumps({"reason": "timeout"}))
    file = recorded(tmp_path, row(1).line(), "garbage", failure.line(), row(3).line())
    app = PanelApp(partial(ReplayServices, home, recording=Recording(file), speed=1000))
    async with app.run_test(size=(140, 30)) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: len(app.inspect.log_view.entries) == 3)
        assert [event.name for event in app.inspect.browser.window.rows] == [
            row(1).name,
            failure.name,
            row(3).name,
        ]
        whole = "session.jsonl, at its end, 1 line without an event · telemetry is of then"
        await until(pilot, lambda: whole in app.band.render().plain)
        await pilot.press("f9")
        await until(pilot, lambda: "arqon-tts" in app.state.verdict.text)
    assert not home.telemetry.exists()


@pytest.mark.parametrize("lines", [(), ("not json",), ("{}", "[]"), ("x" * (3 << 20),)])
def test_a_file_without_an_event_is_refused(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="holds no event"):
        Recording(recorded(tmp_path, *lines))


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No such file"):
        Recording(tmp_path / "nowhere")


def test_a_file_without_an_end_is_refused() -> None:
    with pytest.raises(Refused, match="holds no event"):
        Recording(Path("/dev/zero"))
