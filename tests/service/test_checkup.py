"""What doctor says of the sidecar."""

from __future__ import annotations

import pytest

from arqon_service import checkup
from arqon_service.home import Home
from arqon_voice.sidecar.health import Health

URL = "http://127.0.0.1:7781"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("no answer within 2000 ms", f"no answer within 2000 ms at {URL}"),
        ("no connection (refused)", f"unreachable at {URL}: no connection (refused)"),
    ],
)
def test_a_sidecar_that_is_silent_is_not_called_unreachable(
    monkeypatch: pytest.MonkeyPatch, reason: str, words: str
) -> None:
    async def looked(url: str) -> Health:
        return Health(url, "unreachable", reason=reason)

    monkeypatch.setattr(checkup, "check", looked)
    found = checkup._sidecar(Home.of_user())
    assert found.words == words
