"""Clients of OpenAI's speech endpoint, as they are: the real one, and what others send."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import openai
import pytest
import soundfile

from tests.sidecar.servers import Server, pitch

TEXT = "Hello world. This is the second sentence, and it is a little longer than the first one."
HEART, SKY = 220, 330


@pytest.fixture
def api(tone: Server) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{tone.url}/v1", api_key="unused", max_retries=0) as api:
        yield api


def spoken(answer: httpx.Response) -> float:
    """The pitch of what an answer of WAV speaks."""
    assert answer.status_code == 200, answer.text
    sound, rate = soundfile.read(io.BytesIO(answer.content), dtype="int16")
    assert rate == 24000
    return pitch(sound, rate)


def test_openai_client_speaks(api: openai.OpenAI) -> None:
    for format_ in ("mp3", "opus", "flac", "wav"):
        speech = api.audio.speech.create(
            model="kokoro", voice="af_sky", input=TEXT, response_format=format_, speed=1.5
        )
        sound, rate = soundfile.read(io.BytesIO(speech.content))
        assert rate == 24000
        assert pitch((sound * 32767).astype(np.int16), rate) == pytest.approx(330, abs=3)


def test_openai_client_streams_24_khz_pcm(api: openai.OpenAI) -> None:
    speech = api.audio.speech.with_streaming_response.create(
        model="kokoro", voice="af_sky", input=TEXT, response_format="pcm"
    )
    with speech as response:
        sound = np.frombuffer(b"".join(response.iter_bytes()), "<i2")
    assert pitch(sound, 24000) == pytest.approx(330, abs=2)


def test_openai_sse(client: httpx.Client) -> None:
    body = {"model": "m", "input": TEXT, "voice": "af_sky", "response_format": "pcm"}
    answer = client.post("/v1/audio/speech", json={**body, "stream_format": "sse"})
    assert answer.headers["content-type"] == "text/event-stream"
    events = [json.loads(line[6:]) for line in answer.text.splitlines() if line]
    assert {event["type"] for event in events[:-1]} == {"speech.audio.delta"}
    assert events[-1]["type"] == "speech.audio.done"
    whole = client.post("/v1/audio/speech", json=body).content
    assert b"".join(base64.b64decode(event["audio"]) for event in events[:-1]) == whole


def test_the_client_may_send_nulls_and_names_of_voices_as_strings(api: openai.OpenAI) -> None:
    nulls = {"response_format": None, "speed": None, "stream_format": None, "instructions": None}
    speech = api.audio.speech.create(model="", voice="nova", input=TEXT, extra_body=nulls)
    assert speech.response.headers["content-type"] == "audio/mpeg"
    sound, rate = soundfile.read(io.BytesIO(speech.content))
    assert len(sound) > rate


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, HEART),
        ({"model": None, "voice": None, "speed": None, "stream_format": None}, HEART),
        ({"model": {"any": "thing"}, "voice": "af_sky"}, SKY),
        ({"voice": {"id": "af_sky"}, "speed": "1.0"}, SKY),
        ({"voice": "shimmer"}, SKY),
        ({"voice": "alloy", "stream_format": "AUDIO", "user": 5}, HEART),
    ],
    ids=["nothing", "nulls", "any model", "voice by id", "alias", "alias of a voice not there"],
)
def test_what_other_clients_send_is_taken(
    client: httpx.Client, body: dict[str, Any], expected: int
) -> None:
    asked = {"input": "Hello there.", "response_format": "WAV", **body}
    answer = client.post("/v1/audio/speech", json=asked)
    assert spoken(answer) == pytest.approx(expected, abs=4)


def test_a_file_says_how_long_it_is(client: httpx.Client) -> None:
    answer = client.post("/v1/audio/speech", json={"input": TEXT, "response_format": "wav"})
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_speed_from_a_quarter_to_four_times(client: httpx.Client) -> None:
    def length(speed: object) -> int:
        body = {"input": TEXT, "response_format": "pcm", "speed": speed}
        answer = client.post("/v1/audio/speech", json=body)
        assert answer.status_code == 200, answer.text
        return len(answer.content)

    assert length(0.25) > 2 * length("0.5") * 0.9 > 2.5 * length(None)
    assert length(4) < 0.8 * length(1)
    for speed in (0.24, 4.01, "5"):
        body = {"input": TEXT, "speed": speed}
        error = client.post("/v1/audio/speech", json=body).json()["error"]
        assert (error["code"], error["param"]) == ("invalid_request", "speed")


def test_the_models_and_voices_are_named(api: openai.OpenAI, client: httpx.Client) -> None:
    assert [model.id for model in api.models.list()] == ["tone"]
    assert api.models.retrieve("tone").owned_by == "test-model"
    aliases = client.get("/v1/models").json()["data"][0]["voice_aliases"]
    assert (aliases["shimmer"], aliases["alloy"]) == ("af_sky", "af_heart")
    voices = client.get("/v1/audio/voices").json()
    assert voices == {"voices": client.get("/voices").json()["voices"], "aliases": aliases}
    with pytest.raises(openai.NotFoundError, match="no model 'tts-1'") as error:
        api.models.retrieve("tts-1")
    assert error.value.code == "model_not_found"


def test_the_client_understands_errors(api: openai.OpenAI) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="no voice 'nobody'") as error:
        api.audio.speech.create(model="kokoro", voice="nobody", input=TEXT)
    assert (error.value.code, error.value.param) == ("unknown_voice", "voice")
    with pytest.raises(openai.UnprocessableEntityError, match=r"'aac' .* 'mp3', 'opus'"):
        api.audio.speech.create(model="k", voice="nova", input=TEXT, response_format="aac")
    with pytest.raises(openai.APIStatusError) as large:
        api.audio.speech.create(model="k", voice="nova", input="x" * 20_001)
    assert (large.value.status_code, large.value.param) == (413, "input")


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "code", "param"),
    [
        ("GET", "/v1/nothing", "", 404, "not_found", None),
        ("GET", "/v1", "", 404, "not_found", None),
        ("GET", "/v1/audio/speech", "", 405, "method_not_allowed", None),
        ("POST", "/v1/audio/speech", "{", 400, "invalid_json", None),
        ("POST", "/v1/audio/speech", "{}", 422, "invalid_request", "input"),
    ],
)
def test_every_error_has_openais_form(
    client: httpx.Client, method: str, path: str, content: str, status: int, code: str, param: str
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.request(method, path, content=content, headers=headers)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(answer.json()) == {"error"}
    assert (error["code"], error["param"]) == (code, param)
    assert error["type"] == "invalid_request_error"
    assert error["message"]
