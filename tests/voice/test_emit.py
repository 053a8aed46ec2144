"""What is emitted can be shown to others."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.events import Event, Value

SECRET = st.text(set(string.printable) - set(string.whitespace) - set('/?#"'), min_size=8)


def told(**data: Value) -> dict[str, Value]:
    emitted: list[Event] = []
    Emitter(emitted.append, "cli", "session", lambda: 1).tell("some.event", **data)
    return dict(emitted[0].data)


@given(SECRET, SECRET)
def test_no_password_of_a_url_is_emitted(name: str, password: str) -> None:
    url = f"http://{name}:{password}@127.0.0.1:7781"
    data = told(url=url, detail=f"Kokoro at {url}/healthz: refused; correct {url}", count=1)
    assert data == {
        "url": "http://…@127.0.0.1:7781",
        "detail": "Kokoro at http://…@127.0.0.1:7781/healthz: refused; correct "
        "http://…@127.0.0.1:7781",
        "count": 1,
    }


@pytest.mark.parametrize(
    "words",
    [
        "http://127.0.0.1:7781",
        "mail a@b.example, see http://example.org/users/@me",
        "http://example.org?to=a@b",
        '{"at":"http://example.org","to":"a@b"}',
    ],
)
def test_what_holds_no_password_stays(words: str) -> None:
    assert told(words=words) == {"words": words}
