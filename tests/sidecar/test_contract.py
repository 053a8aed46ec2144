"""A request and an answer for every row of the sidecar's HTTP contract, against a real process."""

from __future__ import annotations

import base64
import io
from itertools import pairwise
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile

from tests.sidecar.servers import lines, pitch, samples

JSON = {"Content-Type": "application/json"}
TEXT = "Hello world. This is the second sentence, and it is a little longer than the first one."


def test_healthz_says_what_runs(client: httpx.Client) -> None:
    answer = client.get("/healthz").json()
    assert (answer["status"], answer["service"]) == ("ok", "kokoro-sidecar")
    assert (answer["runtime"], answer["engine"]) == ("host-dev", "tone")
    model = {"name": "tone", "sha256": "0" * 64, "kind": "test-model", "origin": "a sine"}
    assert answer["model"] == model
    assert answer["queue"] == {"running": 0, "waiting": 0, "limit": 16}
    assert answer["phonemes"]["en-us"] in ("espeak-ng", "misaki")
    assert answer["uptime_s"] > 0
    assert len(answer["boot_id"]) == 36
    assert answer["version"]


def test_readyz_once_ready(client: httpx.Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


def test_voices_are_those_on_disk(client: httpx.Client) -> None:
    answer = client.get("/voices").json()
    assert answer["default"] == "af_heart"
    assert [voice["id"] for voice in answer["voices"]] == [
        "af_heart",
        "af_sky",
        "bm_george",
        "ef_dora",
    ]
    assert answer["voices"][2] == {
        "id": "bm_george",
        "language": "en-gb",
        "gender": "male",
        "name": "George",
    }


def test_synthesize_answers_16_khz_raw(client: httpx.Client) -> None:
    answer = client.post("/synthesize", json={"text": TEXT, "request_id": "r1"}).json()
    sound = samples(answer["audio_data_b64"])
    assert (answer["request_id"], answer["format"], answer["voice"]) == ("r1", "raw", "af_heart")
    assert answer["sample_rate"] == 16000
    assert answer["duration_ms"] == pytest.approx(len(sound) / 16, abs=2)
    assert set(answer["timings"]) == {"queue_ms", "phonemize_ms", "synthesize_ms", "encode_ms"}
    assert pitch(sound, 16000) == pytest.approx(220, abs=2)


def test_what_maestro_sends_is_taken(client: httpx.Client) -> None:
    body = {"text": "Hi there.", "voice": "af_sky", "format": "raw", "input_audio_b64": "AAAA"}
    answer = client.post("/synthesize", json={**body, "something": "else"})
    assert answer.status_code == 200
    assert pitch(samples(answer.json()["audio_data_b64"]), 16000) == pytest.approx(330, abs=3)


@pytest.mark.parametrize("rate", [16000, 24000, 48000])
def test_stream_is_the_sound_of_the_whole(client: httpx.Client, rate: int) -> None:
    body = {"text": TEXT, "request_id": "r2", "sample_rate": rate}
    answer = client.post("/synthesize_stream", json=body)
    assert answer.headers["content-type"] == "application/x-ndjson"
    *chunks, last = lines(answer)
    assert [chunk["seq"] for chunk in chunks] == list(range(len(chunks)))
    assert all(chunk["done"] is False and chunk["format"] == "raw" for chunk in chunks)
    assert all(
        line["request_id"] == "r2" and line["sample_rate"] == rate for line in [*chunks, last]
    )
    sound = np.concatenate([samples(chunk["audio_chunk_b64"]) for chunk in chunks])
    assert last["done"] is True
    assert last["duration_ms"] == pytest.approx(1000 * len(sound) / rate, abs=2)
    assert "queue_ms" in last["timings"]
    assert pitch(sound, rate) == pytest.approx(220, abs=2)


def test_no_line_of_a_stream_is_over_64_kib(client: httpx.Client) -> None:
    body = {"text": TEXT * 10, "sample_rate": 48000, "timestamps": True}
    answer = client.post("/synthesize_stream", json={**body, "request_id": "\U0001f600" * 1000})
    assert max(map(len, answer.text.splitlines())) < 65536


@pytest.mark.parametrize("format_", ["wav", "flac", "opus", "mp3"])
def test_formats_hold_all_the_sound(client: httpx.Client, format_: str) -> None:
    body = {"text": TEXT, "format": format_, "sample_rate": 24000}
    answer = client.post("/synthesize", json=body).json()
    sound, rate = soundfile.read(io.BytesIO(base64.b64decode(answer["audio_data_b64"])))
    assert rate == 24000
    assert len(sound) / 24 == pytest.approx(answer["duration_ms"], abs=150)


@pytest.mark.parametrize(("format_", "kind"), [("raw", "audio/pcm"), ("wav", "audio/wav")])
def test_accept_audio_gets_the_bytes(client: httpx.Client, format_: str, kind: str) -> None:
    body = {"text": "Hello there.", "format": format_}
    answer = client.post("/synthesize", json=body, headers={"Accept": "audio/*"})
    assert answer.headers["content-type"].startswith(kind)
    whole = client.post("/synthesize", json=body).json()
    assert answer.content == base64.b64decode(whole["audio_data_b64"])


def test_speed_shortens(client: httpx.Client) -> None:
    lengths = [
        client.post("/synthesize", json={"text": TEXT, "speed": speed}).json()["duration_ms"]
        for speed in (0.5, 1.0, 2.0)
    ]
    assert lengths[0] > 1.8 * lengths[1]
    assert lengths[1] > 1.2 * lengths[2]


def test_blend_lies_between_its_voices(client: httpx.Client) -> None:
    answer = client.post("/synthesize", json={"text": TEXT, "voice": "af_heart(1)+af_sky(1)"})
    assert pitch(samples(answer.json()["audio_data_b64"]), 16000) == pytest.approx(275, abs=2)


def test_timestamps_name_the_words_as_sent(client: httpx.Client) -> None:
    text = "It costs $19.99 at **Bob's** of the day."
    answer = client.post("/synthesize", json={"text": text, "timestamps": True}).json()
    words = answer["words"]
    assert [word["text"] for word in words] == [
        "It", "costs", "$19.99", "at", "Bob's", "of", "the", "day",
    ]  # fmt: skip
    assert all(text[word["start"] : word["end"]] == word["text"] for word in words)
    assert all(
        a["end_ms"] <= b["end_ms"] and a["start_ms"] < a["end_ms"] for a, b in pairwise(words)
    )
    assert words[-1]["end_ms"] <= answer["duration_ms"] + 100


def test_lexicon_of_the_request_wins(client: httpx.Client) -> None:
    plain = client.post("/synthesize", json={"text": "Go kubectl."}).json()
    body = {"text": "Go kubectl.", "lexicon": {"kubectl": "/kˈub/"}}
    assert client.post("/synthesize", json=body).json()["duration_ms"] < plain["duration_ms"]


def test_language_of_the_voice_and_of_the_request(client: httpx.Client) -> None:
    spanish = client.post("/synthesize", json={"text": "Veintiuno", "voice": "ef_dora"})
    assert spanish.status_code == 200
    other = client.post("/synthesize", json={"text": "Hola", "voice": "af_sky", "lang": "es"})
    assert other.status_code == 200


def test_metrics_count_what_happened(client: httpx.Client) -> None:
    client.post("/synthesize", json={"text": "Hello."})
    client.post("/synthesize", json={})
    page = client.get("/metrics")
    assert page.headers["content-type"].startswith("text/plain")
    assert 'requests_total{endpoint="synthesize",outcome="ok"}' in page.text
    assert 'requests_total{endpoint="synthesize",outcome="invalid_request"}' in page.text
    for name in ("queue_wait_seconds", "first_audio_seconds", "real_time_factor"):
        assert f"arqon_sidecar_{name}_bucket" in page.text
    for name in ("audio_seconds_total", "unknown_phonemes_total", "queue_waiting"):
        assert f"arqon_sidecar_{name} " in page.text
    assert "process_resident_memory_bytes" in page.text


BAD: list[tuple[bytes, int, str, str]] = [
    (b"", 400, "invalid_json", ""),
    (b"{", 400, "invalid_json", ""),
    (b"[]", 400, "invalid_json", "object"),
    (b"\xff\xfe", 400, "invalid_json", ""),
    (b'{"text":"\xff"}', 400, "invalid_json", ""),
    (b'{"text":"hi","speed":NaN}', 400, "invalid_json", "NaN"),
    (b'{"text":"\\ud800"}', 422, "invalid_request", "text"),
    (b"[" * 100_000, 400, "invalid_json", ""),
    (b"{}", 422, "invalid_request", "text"),
    (b'{"text":null}', 422, "invalid_request", "text"),
    (b'{"text":5}', 422, "invalid_request", "text"),
    (b'{"text":""}', 422, "invalid_request", "text"),
    (b'{"text":" \\n\\u0000 "}', 422, "invalid_request", "text"),
    (b'{"text":"... !!! ???"}', 422, "invalid_request", "text"),
    ('{"text":"😀👍"}'.encode(), 422, "invalid_request", "text"),
    (b'{"text":"hi","speed":9}', 422, "invalid_request", "speed"),
    (b'{"text":"hi","speed":"9"}', 422, "invalid_request", "speed"),
    (b'{"text":"hi","speed":"fast"}', 422, "invalid_request", "speed"),
    (b'{"text":"hi","speed":true}', 422, "invalid_request", "speed"),
    (b'{"text":"hi","request_id":7}', 422, "invalid_request", "request_id"),
    (b'{"text":"hi","format":"aac"}', 422, "invalid_request", "'mp3'"),
    (b'{"text":"hi","sample_rate":8000}', 422, "invalid_request", "sample_rate"),
    (b'{"text":"hi","format":"ogg"}', 422, "invalid_request", "format"),
    (b'{"text":"hi","lang":"tlh"}', 422, "invalid_request", "lang"),
    (b'{"text":"hi","timeout_ms":0}', 422, "invalid_request", "timeout_ms"),
    (b'{"text":"hi","lexicon":{"a":1}}', 422, "invalid_request", "lexicon"),
    (b'{"text":"hi","voice":{}}', 422, "invalid_request", '{"id": a name}'),
    (b'{"text":"hi","voice":["af_heart"]}', 422, "invalid_request", '{"id": a name}'),
    (b'{"text":"hi","voice":""}', 422, "invalid_request", "voice: it is empty"),
    (b'{"text":"hi","voice":"' + b"v" * 401 + b'"}', 422, "invalid_request", "401 is over 400"),
    (b'{"text":"hi","voice":"Nova2"}', 422, "unknown_voice", "near it: nova"),
    (
        b'{"text":"hi","lexicon":{"a":""}}',
        422,
        "invalid_request",
        "lexicon: the entry 'a': it is empty",
    ),
    (b'{"text":"hi","voice":"af_hart"}', 422, "unknown_voice", "af_heart"),
    (b'{"text":"hi","voice":"../../etc/passwd"}', 422, "unknown_voice", "/voices"),
    (b'{"text":"hi","voice":"af_sky(0)"}', 422, "unknown_voice", "zero"),
    (b'{"text":"hi","voice":"af_sky+"}', 422, "unknown_voice", ""),
    (b'{"text":"' + b"x" * 20_001 + b'"}', 413, "text_too_long", "20001"),
    (b'{"text":"' + b"x" * 10_000_000 + b'"}', 413, "text_too_long", ""),
]


@pytest.mark.parametrize("path", ["/synthesize", "/synthesize_stream"])
@pytest.mark.parametrize(("body", "status", "code", "names"), BAD, ids=range(len(BAD)))
def test_bad_requests_are_told_why(
    client: httpx.Client, path: str, body: bytes, status: int, code: str, names: str
) -> None:
    answer = client.post(path, content=body, headers=JSON)
    error: dict[str, Any] = answer.json()
    assert (answer.status_code, error["code"]) == (status, code), error
    assert names in error["detail"]
    assert set(error) == {"detail", "code"}


GOOD = [
    "\x00nul\x00 bytes\x00",
    "5" * 5000,
    "w" * 3000,
    "مرحبا بالعالم",
    "你好，世界。 Hello мир",
    "<speak>Hi <break time='1s'/> <prosody rate='slow'>there</prosody></speak>",
    "a 😀 b",
    "no end " * 300,
    "‮reversed‬ text",
    "1",
]


@pytest.mark.parametrize("text", GOOD, ids=range(len(GOOD)))
def test_odd_texts_are_spoken(client: httpx.Client, text: str) -> None:
    answer = client.post("/synthesize", json={"text": text})
    assert answer.status_code == 200, answer.text
    assert answer.json()["duration_ms"] > 50


def test_no_such_path_or_method(client: httpx.Client) -> None:
    assert client.get("/nowhere").json()["code"] == "not_found"
    answer = client.get("/synthesize")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
