"""The Kokoro provider against servers that break the contract: one error with its reason, ever."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_voice.providers.kokoro.faults import refused
from arqon_voice.providers.kokoro.provider import KokoroProvider
from tests.voice.speaking import kokoro_settings, listen

CHUNK = 4800
"""Bytes of one line of the double at 24000 Hz."""


@pytest.fixture(scope="module")
def server() -> Iterator[SidecarServer]:
    with SidecarServer() as server:
        yield server


@pytest.fixture
async def kokoro() -> AsyncIterator[KokoroProvider]:
    provider = KokoroProvider()
    yield provider
    await provider.aclose()


# behaviour, code, chunks heard before it, words for a person
STREAMED = [
    ("not_ready", "http_503", 0, "503 (not_ready: the double was told to answer 503); wait"),
    ("failed", "http_500", 0, "500 (synthesis_failed: the double was told to answer 500)"),
    ("error_endless", "http_500", 0, "answered 500; see the sidecar's log"),
    ("overloaded", "overloaded", 0, "and to wait 2 s"),
    ("unknown_voice", "http_422", 0, "arqon_tts_kokoro_voice"),
    ("too_long", "http_413", 0, "413 (text_too_long: the double was told to answer 413); shorten"),
    ("too_long_later", "text_too_long", 3, "over an hour; shorten the text"),
    ("redirect", "http_307", 0, "a redirect to http://127.0.0.1:1/elsewhere"),
    ("html", "bad_line", 0, "not JSON: '<!doctype html>'; see whether a Kokoro sidecar answers"),
    ("garbage", "bad_line", 0, "not JSON"),
    ("a_list", "bad_line", 0, "not a JSON object"),
    ("deep", "bad_line", 0, "not JSON"),
    ("huge_line", "too_large", 0, "longer than 8388608 bytes"),
    ("mp3", "bad_format", 0, "'mp3' was answered"),
    ("bad_rate", "bad_format", 0, "'7' is not a sample rate"),
    ("garbage_base64", "bad_audio", 3, "not valid base64"),
    ("number_for_audio", "bad_audio", 3, "not base64 text but int"),
    ("odd", "bad_audio", 4, "odd number of bytes"),
    ("nothing", "no_audio", 0, "without any sound"),
    ("no_audio", "no_audio", 0, "without any sound"),
    ("no_done", "done", 3, ""),
    ("line_missing", "bad_order", 2, "line 3 of the stream came in place of 2"),
    ("line_twice", "bad_order", 2, "line 1 of the stream came in place of 2"),
    ("line_back", "bad_order", 2, "line 0 of the stream came in place of 2"),
    ("first_missing", "bad_order", 0, "line 2 of the stream came in place of 1"),
    ("counts_from_1", "done", 3, ""),
    ("half_line", "truncated", 3, "in the middle of a line"),
    ("hang_up", "hung_up", 3, "the connection broke off"),
    ("hang_up_in_line", "hung_up", 3, "the connection broke off"),
    ("error_line", "synthesis_failed", 3, "the sidecar gave up: the engine broke"),
    ("error_first", "synthesis_failed", 0, "CUDA is out of memory"),
    ("after_done", "done", 3, ""),
]
PLAIN = [
    ("missing", "http_404", "answered 404; see whether a Kokoro sidecar answers"),
    ("not_ready", "http_503", "wait until it is ready"),
    ("overloaded", "overloaded", "and to wait 2 s"),
    ("html", "bad_line", "Please log in␛[31m"),
    ("nothing", "no_audio", "the answer is empty"),
    ("plain_no_audio", "no_audio", "no sound in it"),
    ("plain_garbage_base64", "bad_audio", "not valid base64"),
    ("plain_odd", "bad_audio", "odd number of bytes"),
    ("wav_broken", "bad_audio", "not a readable WAV"),
    ("wav_cut_off", "bad_audio", "The WAV file is cut off"),
    ("wav_empty", "bad_audio", "has no sound in it"),
    ("mp3", "bad_format", "'mp3' was answered"),
    ("hang_up", "hung_up", "the connection broke off"),
    ("error_first", "synthesis_failed", "CUDA is out of memory"),
]
NO_SOUND = ["never", "drip_blanks", "drip_spaces", "drip_empty"]


@pytest.mark.parametrize(("behaviour", "code", "chunks", "words"), STREAMED)
async def test_a_broken_stream(
    server: SidecarServer,
    kokoro: KokoroProvider,
    behaviour: str,
    code: str,
    chunks: int,
    words: str,
) -> None:
    server.behave(behaviour)
    heard = await listen(kokoro, kokoro_settings(server.url))
    assert heard.code == code
    assert len(heard.pcm) // CHUNK == chunks
    if heard.error:
        assert heard.error.detail.startswith(f"Kokoro at {server.url}: ")
        assert words in heard.error.detail


@pytest.mark.parametrize(("behaviour", "code", "words"), PLAIN)
async def test_a_broken_plain_answer(
    server: SidecarServer, kokoro: KokoroProvider, behaviour: str, code: str, words: str
) -> None:
    server.behave(behaviour)
    heard = await listen(kokoro, kokoro_settings(server.url, streaming=False))
    assert heard.error
    assert heard.code == code
    assert words in heard.error.detail


@pytest.mark.parametrize("behaviour", NO_SOUND)
@pytest.mark.parametrize("streaming", [True, False])
async def test_whoever_sends_no_sound_runs_out_of_time(
    server: SidecarServer, kokoro: KokoroProvider, behaviour: str, streaming: bool
) -> None:
    server.behave(behaviour)
    settings = kokoro_settings(server.url, streaming=streaming, timeout_ms=200)
    heard = await listen(kokoro, settings)
    assert heard.error
    assert (heard.code, heard.chunks) == ("timeout", [])
    assert "no sound within 200 ms" in heard.error.detail
    assert "arqon_tts_kokoro_timeout_ms" in heard.error.detail


async def test_a_stream_that_stops_runs_out_of_time(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    server.behave("stuck")
    heard = await listen(kokoro, kokoro_settings(server.url, timeout_ms=2000))
    assert heard.error
    assert (heard.code, len(heard.chunks)) == ("timeout", 6)
    assert "no more sound within 2000 ms" in heard.error.detail


async def test_after_any_failure_the_next_utterance_is_heard(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    for behaviour in ("hang_up", "html", "failed", "huge_line"):
        server.behave(behaviour)
        assert (await listen(kokoro, kokoro_settings(server.url))).error
        server.behave("tone")
        assert (await listen(kokoro, kokoro_settings(server.url))).code == "done"


async def test_nobody_listens(kokoro: KokoroProvider) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    heard = await listen(kokoro, kokoro_settings(f"http://127.0.0.1:{port}"))
    assert heard.error
    assert heard.error.detail == (
        f"Kokoro at http://127.0.0.1:{port}: no connection (Connection refused); "
        "start the sidecar, or correct arqon_tts_kokoro_url"
    )


async def test_somebody_accepts_nothing(kokoro: KokoroProvider) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        heard = await listen(kokoro, kokoro_settings(url, timeout_ms=200))
    assert heard.code == "timeout"


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 70, "xn--\u2603"])
async def test_a_host_that_does_not_exist(kokoro: KokoroProvider, host: str) -> None:
    heard = await listen(kokoro, kokoro_settings(f"http://{host}:7781"))
    assert heard.code == "unreachable"


async def test_https_to_a_port_that_speaks_http(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    url = server.url.replace("http:", "https:")
    assert (await listen(kokoro, kokoro_settings(url))).code == "unreachable"


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        ([], "hung_up"),
        ([b"HTTP/1.1 200 OK\r\n"], "hung_up"),
        ([b"SSH-2.0-OpenSSH_9.2\r\n"], "hung_up"),
        ([b"220 mail.example ESMTP\r\n\r\n"], "bad_answer"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"], "hung_up"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: minus\r\n\r\n{}"], "bad_answer"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"], "bad_answer"),
        ([b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n"], "bad_answer"),
        ([b"HTTP/1.1 204 No Content\r\n\r\n"], "http_204"),
    ],
)
async def test_an_answer_that_is_no_http(
    server: SidecarServer, kokoro: KokoroProvider, pieces: list[bytes], code: str
) -> None:
    server.answer_bytes(*pieces)
    assert (await listen(kokoro, kokoro_settings(server.raw_url))).code == code


async def test_a_header_without_end_runs_out_of_time(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    server.answer_bytes(b"HTTP/1.1 200 OK\r\nX: ", hold=True)
    heard = await listen(kokoro, kokoro_settings(server.raw_url, timeout_ms=200))
    assert heard.code == "timeout"


@settings(deadline=None, max_examples=40)
@given(
    head=st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n"]),
    pieces=st.lists(st.binary(max_size=60), max_size=6),
    streaming=st.booleans(),
)
def test_no_bytes_whatever_make_another_error(
    server: SidecarServer, head: bytes, pieces: list[bytes], streaming: bool
) -> None:
    async def listen_once() -> str:
        kokoro = KokoroProvider()
        heard = await listen(kokoro, kokoro_settings(server.raw_url, streaming=streaming))
        await kokoro.aclose()
        return heard.code

    server.answer_bytes(head, *pieces)
    assert asyncio.run(listen_once()) != "done"


@pytest.mark.parametrize(
    ("header", "words"),
    [("2", "answered 429, and to wait 2 s"), ("abc", "answered 429"), (None, "answered 429")],
)
def test_how_long_to_wait_is_told_where_it_was_said(header: str | None, words: str) -> None:
    headers = {} if header is None else {"Retry-After": header}
    assert refused(httpx.Response(429, headers=headers), b"").detail == words
