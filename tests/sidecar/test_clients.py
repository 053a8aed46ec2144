"""What clients write a little differently from the contract, and what browsers send."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, lines, tone_server

JSON = {"Content-Type": "application/json"}
OPTIONAL = (
    "voice", "format", "request_id", "sample_rate", "speed", "lang", "timestamps", "lexicon",
    "timeout_ms", "seed",
)  # fmt: skip


@pytest.mark.parametrize("path", ["/synthesize", "/synthesize_stream"])
def test_null_means_the_default_for_every_optional_field(client: httpx.Client, path: str) -> None:
    plain = client.post(path, json={"text": "Hello."})
    answer = client.post(path, json={"text": "Hello.", **dict.fromkeys(OPTIONAL)})
    assert answer.status_code == 200, answer.text
    last, expected = lines(answer)[-1], lines(plain)[-1]
    assert last["request_id"] != expected["request_id"]
    assert {k: last[k] for k in ("format", "duration_ms")} == {
        k: expected[k] for k in ("format", "duration_ms")
    }


@pytest.mark.parametrize(
    "body",
    [
        b'\xef\xbb\xbf{"text": "Hello."}',
        b'{"text": "Hello.", "speed": "1.0", "sample_rate": "16000", "seed": "7"}',
        b'{"text": "Hello.", "format": "RAW", "voice": {"id": "af_heart"}}',
        b'{"text": "Hello. \\ud83d"}',
        b'{"text": "Hel\\udc00lo.", "lexicon": {"\\ud83d": "a", "b": "\\ud83d"}}',
        b'{"text": "Hello.", "\\ud83d": 1, "model": "\\ud83d"}',
    ],
    ids=["mark", "numbers as strings", "case", "cut at the end", "cut inside", "ignored"],
)
def test_what_is_meant_is_spoken(client: httpx.Client, body: bytes) -> None:
    expected = client.post("/synthesize", json={"text": "Hello."}).json()["duration_ms"]
    answer = client.post("/synthesize", content=body, headers=JSON)
    assert answer.status_code == 200, answer.text
    assert answer.json()["duration_ms"] == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"timeout_ms": 60000.0, "seed": 7.0, "sample_rate": 16000.0},
        {"timeout_ms": "60000.0", "seed": "7.", "speed": " 1.0 "},
        {"timeout_ms": "6e4", "seed": "+7", "speed": "10e-1"},
        {"format": " Raw "},
        {"voice": "AF_Heart"},
        {"voice": " Alloy "},
        {"voice": "alloy(2)+AF_HEART"},
        {"lang": " en_US "},
        {"lang": "en-CA"},
        {"lang": "en-Latn-US"},
    ],
    ids=str,
)
def test_values_as_programs_write_them_are_taken(
    client: httpx.Client, fields: dict[str, Any]
) -> None:
    expected = client.post("/synthesize", json={"text": "Hello."}).json()["duration_ms"]
    answer = client.post("/synthesize", json={"text": "Hello.", **fields})
    assert answer.status_code == 200, answer.text
    assert answer.json()["duration_ms"] == expected


@pytest.mark.parametrize(
    ("tag", "meant"),
    [("es-MX", "es"), ("pt-PT", "pt-br"), ("fr_CA", "fr-fr"), ("it-IT", "it"), ("en-AU", "en-gb")],
)
def test_a_language_is_told_by_a_browsers_tag(client: httpx.Client, tag: str, meant: str) -> None:
    def length(lang: str) -> int:
        body = {"text": "Paris 5/3/2024, 7:45.", "lang": lang}
        answer = client.post("/synthesize", json=body)
        assert answer.status_code == 200, answer.text
        return int(answer.json()["duration_ms"])

    assert length(tag) == length(meant) != length("en-us")


@pytest.mark.parametrize("tag", ["xx", "i-klingon", "", "-", "a-b"])
def test_other_languages_are_refused(client: httpx.Client, tag: str) -> None:
    answer = client.post("/synthesize", json={"text": "Hello.", "lang": tag})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert "none of en-us, en-gb" in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": 5}, "text: it should be a valid string, not 5"),
        ({"speed": "fast"}, "speed: it should be a valid number, not 'fast'"),
        ({"speed": 3}, "speed: it should be less than or equal to 2, not 3"),
        ({"timeout_ms": 5000.5}, "timeout_ms: it should be a valid integer, not 5000.5"),
        ({"sample_rate": 44100}, "sample_rate: 44100 is not offered; it must be 16000"),
        ({"lexicon": {"hi": 5}}, "lexicon: the entry 'hi': it should be a valid string, not 5"),
        ({"lexicon": {"hi": ""}}, "lexicon: the entry 'hi': it is empty; leave it out"),
        ({"lexicon": ["hi"]}, "lexicon: it should be a valid dictionary, not a list"),
        ({"voice": "af_heart(-1)"}, "a blend is written af_heart(2)+af_sky(1)"),
    ],
    ids=str,
)
def test_an_error_says_what_was_given_and_where(
    client: httpx.Client, fields: dict[str, Any], said: str
) -> None:
    answer = client.post("/synthesize", json={"text": "Hello.", **fields})
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_what_is_missing_is_named(client: httpx.Client) -> None:
    assert client.post("/synthesize", json={}).json()["detail"] == "text: it is missing"


@pytest.mark.parametrize("text", ["Ⓗⓔⓛⓛⓞ", "①", "🄷🄸"])
def test_letters_in_circles_are_letters(client: httpx.Client, text: str) -> None:
    answer = client.post("/synthesize", json={"text": text})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("accepted", "fields", "kind"),
    [
        ("audio/wav", {}, "audio/wav"),
        ("Audio/X-Wav;q=0.9, */*;q=0.1", {}, "audio/wav"),
        ("audio/mpeg", {}, "audio/mpeg"),
        ("audio/aac, audio/flac, audio/wav", {"format": None}, "audio/flac"),
        ("audio/ogg;q=0, audio/wav", {}, "audio/wav"),
        ("audio/wav", {"format": "mp3"}, "audio/mpeg"),
        ("audio/*", {}, "audio/pcm; rate=16000; channels=1"),
        ("application/json, audio/*;q=0", {}, "application/json"),
    ],
)
def test_the_header_accept_names_the_format(
    client: httpx.Client, accepted: str, fields: dict[str, Any], kind: str
) -> None:
    body = {"text": "Hello.", **fields}
    answer = client.post("/synthesize", json=body, headers={"Accept": accepted})
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


def test_places_in_a_text_stay_where_half_a_character_was_dropped(client: httpx.Client) -> None:
    body = b'{"text": "One \\ud83d two.", "timestamps": true}'
    words = client.post("/synthesize", content=body, headers=JSON).json()["words"]
    assert [(word["text"], word["start"]) for word in words] == [("One", 0), ("two", 6)]


@given(request_id=st.text(st.characters(), max_size=1000))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_request_id_of_any_content_comes_back(client: httpx.Client, request_id: str) -> None:
    content = json.dumps({"text": "Hello.", "request_id": request_id})
    answer = client.post("/synthesize_stream", content=content, headers=JSON)
    assert {line["request_id"] for line in lines(answer)} == {request_id}


def test_a_request_id_of_half_a_character_comes_back(client: httpx.Client) -> None:
    content = b'{"text": "Hello.", "request_id": "\\ud83d Kernel panic"}'
    for path in ("/synthesize", "/synthesize_stream"):
        answer = client.post(path, content=content, headers=JSON)
        assert lines(answer)[-1]["request_id"] == "\ud83d Kernel panic"


@pytest.mark.parametrize("path", ["/synthesize", "/synthesize_stream", "/v1/audio/speech"])
@pytest.mark.parametrize("kind", [None, "text/plain", "text/plain; application/json", "", "json"])
def test_a_body_that_is_not_called_json_is_refused(
    client: httpx.Client, path: str, kind: str | None
) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    answer = client.post(path, content=b'{"text": "Hi.", "input": "Hi."}', headers=headers)
    assert answer.status_code == 415
    body = answer.json()
    assert body.get("error", body)["code"] == "unsupported_media_type"


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_may_name_its_charset(client: httpx.Client, kind: str) -> None:
    headers = {"Content-Type": kind}
    answer = client.post("/synthesize", content=b'{"text": "Hi."}', headers=headers)
    assert answer.status_code == 200


@pytest.fixture(scope="module")
def guarded() -> Iterator[Server]:
    options = {"allow_hosts": ["Voice.Example", "10.1.2.3"], "cors_origins": ["https://a.example"]}
    with tone_server(options=options) as server:
        yield server


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:1", "127.0.0.1:7781", "127.1.2.3", "[::1]:7781", "voice.example:80",
     "[::ffff:127.0.0.1]:7781", "voice.example.", "10.1.2.3"],
)  # fmt: skip
def test_hosts_that_are_served(guarded: Server, host: str) -> None:
    assert (
        httpx.get(f"{guarded.url}/healthz", headers={"Host": host}, timeout=PATIENCE_S).status_code
        == 200
    )


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "10.1.2.4:7781", "", "localhost@evil.example",
     "127.0.0.1.evil.example", "localhost, evil.example", "0.0.0.0", "[::2]", "a b",
     "[::ffff:10.1.2.4]"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/healthz", "/voices", "/v1/models"])
def test_hosts_that_are_refused(guarded: Server, host: str, path: str) -> None:
    answer = httpx.get(guarded.url + path, headers={"Host": host}, timeout=PATIENCE_S)
    assert answer.status_code == 421
    body = answer.json()
    assert body.get("error", body)["code"] == "host_not_allowed"
    assert "--allow-host" in answer.text


def _preflight(server: Server, origin: str) -> httpx.Response:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    return httpx.options(f"{server.url}/synthesize", headers=headers, timeout=PATIENCE_S)


def test_a_page_that_the_operator_named_may_speak(guarded: Server) -> None:
    asked = _preflight(guarded, "https://a.example")
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == "https://a.example"
    assert "content-type" in asked.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in asked.headers
    headers = {"Origin": "https://a.example"}
    answer = httpx.post(
        f"{guarded.url}/synthesize", json={"text": "Hi."}, headers=headers, timeout=PATIENCE_S
    )
    assert answer.headers["access-control-allow-origin"] == "https://a.example"
    refused = httpx.post(f"{guarded.url}/synthesize", json={}, headers=headers, timeout=PATIENCE_S)
    assert refused.status_code == 422
    assert refused.headers["access-control-allow-origin"] == "https://a.example"


@pytest.mark.parametrize("origin", ["https://b.example", "http://a.example", "null"])
def test_no_other_page_may(guarded: Server, origin: str) -> None:
    assert "access-control-allow-origin" not in _preflight(guarded, origin).headers


def test_no_page_may_by_default(tone: Server) -> None:
    answer = _preflight(tone, "https://a.example")
    assert answer.status_code == 405
    headers: dict[str, Any] = dict(answer.headers)
    assert not [name for name in headers if name.startswith("access-control")]
