"""What doctor says of the sidecar."""

from __future__ import annotations

from pathlib import Path

import pytest

from arqon_service import checkup
from arqon_service.home import Home
from arqon_voice.sidecar.health import Health

URL = "http://127.0.0.1:7781"


@pytest.mark.parametrize(
    ("health", "words"),
    [
        (
            Health(URL, "unreachable", reason="no answer within 2000 ms"),
            f"no answer within 2000 ms at {URL}; see its log; it may have to be started anew",
        ),
        (
            Health(URL, "unreachable", reason="refused"),
            f"unreachable at {URL}: refused; start it, or correct arqon_tts_kokoro_url",
        ),
        (
            Health(URL, "starting", phase="failed", reason="a digest differs"),
            f"failed at {URL}: a digest differs; it stays so until it is started anew; see its log",
        ),
        (
            Health(URL, "starting", phase="loading", reason="it says that it is loading"),
            f"starting at {URL}: it says that it is loading; wait until it is ready",
        ),
    ],
)
def test_a_sidecar_that_is_not_ready_is_called_what_it_is_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, health: Health, words: str
) -> None:
    async def looked(url: str) -> Health:
        return health

    monkeypatch.setattr(checkup, "check", looked)
    found = checkup._sidecar(Home.of_user())
    assert found.words == words


@pytest.mark.parametrize("name", ["settings", "telemetry", "replay", "lock", "history"])
def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path, name: str) -> None:
    home = Home.under(tmp_path)
    place: Path = getattr(home, name)
    place.mkdir(parents=True)
    home.logs.parent.mkdir(parents=True, exist_ok=True)
    home.logs.touch()
    broken = [found.words for found in checkup._files(home) if found.state == "broken"]
    assert f"{place} is not a file; move it away" in broken
    assert f"{home.logs} is not a folder; move it away" in broken
