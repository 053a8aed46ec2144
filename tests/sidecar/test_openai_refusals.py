"""Refusals before and beside the speaking, as the real client of OpenAI's API understands them."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Iterator

import httpx
import openai
import pytest

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, failure_of, tone_server
from tests.sidecar.test_load import LONG, wait_for


@pytest.fixture(scope="module")
def busy() -> Iterator[Server]:
    """Somebody's request takes minutes, and one may wait."""
    with tone_server(0.1, queue=1) as server:
        yield server


def api_of(server: Server, **headers: str) -> openai.AsyncOpenAI:
    base = f"{server.url}/v1"
    return openai.AsyncOpenAI(
        base_url=base, api_key="unused", max_retries=0, default_headers=headers
    )


def _has(waiting: int, queue: dict[str, int]) -> bool:
    return (queue["running"], queue["waiting"]) == (1, waiting)


@contextlib.asynccontextmanager
async def full(server: Server) -> AsyncIterator[None]:
    """The engine works, and as many wait as may."""
    async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S) as client:
        asked = []
        for waiting in range(2):
            asked.append(asyncio.create_task(client.post("/synthesize", json={"text": LONG})))
            await wait_for(server, functools.partial(_has, waiting))
        yield
        for each in asked:
            each.cancel()


async def test_a_full_queue_is_a_rate_limit(busy: Server) -> None:
    async with full(busy), api_of(busy) as api:
        with pytest.raises(openai.RateLimitError, match="waiting already") as refused:
            await api.audio.speech.create(model="k", voice="nova", input="Hello.")
    assert (refused.value.code, refused.value.type) == ("overloaded", "rate_limit_error")
    assert int(refused.value.response.headers["retry-after"]) >= 1


async def test_a_foreign_host_and_another_type_of_body_are_told(tone: Server) -> None:
    async with api_of(tone, Host="voice.example:7781") as api:
        with pytest.raises(openai.APIStatusError, match="--allow-host") as misdirected:
            await api.models.list()
    assert misdirected.value.status_code == 421
    assert misdirected.value.code == "host_not_allowed"
    async with api_of(tone, **{"Content-Type": "text/plain"}) as api:
        with pytest.raises(openai.APIStatusError, match="'text/plain'") as untyped:
            await api.audio.speech.create(model="k", voice="nova", input="Hello.")
    assert untyped.value.status_code == 415
    assert untyped.value.code == "unsupported_media_type"


async def test_what_is_wrong_with_the_text_is_told_by_the_name_that_openai_has_for_it(
    tone: Server,
) -> None:
    async with api_of(tone) as api:
        with pytest.raises(openai.UnprocessableEntityError, match="input: there is") as refused:
            await api.audio.speech.create(model="k", voice="nova", input="[pause:1s]")
    assert (refused.value.code, refused.value.param) == ("invalid_request", "input")
    with tone_server(audio_s=1, answer=2_000_000) as server:
        async with api_of(server) as api:
            with pytest.raises(openai.APIStatusError, match="input: it makes more") as too_long:
                await api.audio.speech.create(
                    model="k", voice="nova", input=LONG, response_format="wav"
                )
    assert (too_long.value.status_code, too_long.value.param) == (413, "input")


async def test_a_service_that_is_not_ready_says_so() -> None:
    with tone_server(options={"aliases": {"sage": "nobody"}}, ready=False) as server:
        failure_of(server.url)
        async with api_of(server) as api:
            with pytest.raises(openai.InternalServerError, match="nobody") as speech:
                await api.audio.speech.create(model="k", voice="nova", input="Hello.")
            with pytest.raises(openai.InternalServerError, match="nobody") as models:
                await api.models.list()
    for refused in (speech.value, models.value):
        assert (refused.status_code, refused.code, refused.type) == (
            503,
            "not_ready",
            "server_error",
        )
