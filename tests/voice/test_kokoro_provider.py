"""The Kokoro provider against a real HTTP server that keeps the contract."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_gate.doubles.sidecar_tone import tone_pcm, tone_seconds
from arqon_voice.providers.kokoro.provider import KokoroProvider
from arqon_voice.providers.port import StreamMissing, StreamRequested, Timings
from arqon_voice.sidecar.http import refusal
from arqon_voice.speech.utterance import PcmChunk
from tests.patience import PATIENCE_S
from tests.voice.speaking import kokoro_settings, listen, utterance

TEXT = utterance().text
STREAM, PLAIN = "/synthesize_stream", "/synthesize"


@pytest.fixture(scope="module")
def process() -> Iterator[SidecarServer]:
    with SidecarServer() as server:
        yield server


@pytest.fixture
def server(process: SidecarServer) -> SidecarServer:
    process.reset()
    return process


@pytest.fixture
async def kokoro() -> AsyncIterator[KokoroProvider]:
    provider = KokoroProvider()
    yield provider
    await provider.aclose()


def paths(server: SidecarServer) -> list[str]:
    return [asked["path"] for asked in server.asked]


@pytest.mark.parametrize("streaming", [True, False])
async def test_the_sound_arrives_whole_and_at_the_models_own_rate(
    server: SidecarServer, kokoro: KokoroProvider, streaming: bool
) -> None:
    heard = await listen(kokoro, kokoro_settings(server.url, streaming=streaming))
    assert heard.code == "done"
    assert heard.rates == {24_000}
    assert heard.pcm == tone_pcm(tone_seconds(TEXT), 24_000)
    assert paths(server) == [STREAM if streaming else PLAIN]


async def test_the_request_says_what_is_wanted(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    await listen(
        kokoro, kokoro_settings(server.url), utterance("Grüße \ud800 [/x]", voice="bf_emma")
    )
    assert server.asked[0]["body"] == {
        "request_id": "m-1",
        "text": "Grüße ? [/x]",
        "voice": "bf_emma",
        "format": "raw",
        "sample_rate": 24_000,
    }


async def test_only_what_nobody_hears_before_its_end_is_asked_for_in_long_segments(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    for whole in (False, True):
        await listen(kokoro, kokoro_settings(server.url), replace(utterance(TEXT), whole=whole))
    assert [asked["body"].get("whole") for asked in server.asked] == [None, True]


async def test_the_voice_of_the_settings_speaks_where_the_utterance_names_none(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    await listen(kokoro, kokoro_settings(server.url))
    assert server.asked[0]["body"]["voice"] == "af_heart"


async def test_a_stream_is_announced_and_comes_in_its_own_chunks(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    heard = await listen(kokoro, kokoro_settings(server.url))
    assert heard.items[0] == StreamRequested(server.url + STREAM)
    assert len(heard.chunks) == 6


async def test_a_stream_with_two_names_for_its_sound_is_heard_whole(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    server.behave("both_names")
    heard = await listen(kokoro, kokoro_settings(server.url))
    assert (heard.code, heard.pcm) == ("done", tone_pcm(tone_seconds(TEXT), 24_000))


@pytest.mark.parametrize("behaviour", ["plain_audio_b64", "plain_audio"])
async def test_the_other_names_that_an_answer_may_have_for_its_sound(
    server: SidecarServer, kokoro: KokoroProvider, behaviour: str
) -> None:
    server.behave(behaviour)
    heard = await listen(kokoro, kokoro_settings(server.url, streaming=False))
    assert (heard.code, heard.pcm) == ("done", b"\x01\x02" * 2400)


@pytest.mark.parametrize("streaming", [True, False])
async def test_what_the_work_took_comes_after_the_sound(
    server: SidecarServer, kokoro: KokoroProvider, streaming: bool
) -> None:
    server.behave("timed")
    heard = await listen(kokoro, kokoro_settings(server.url, streaming=streaming))
    assert heard.items[-1] == Timings(queue_ms=1, phonemize_ms=2.5)


async def test_the_part_of_the_text_that_a_line_speaks_comes_with_its_sound(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    server.behave("timed")
    first, *rest = (await listen(kokoro, kokoro_settings(server.url))).chunks
    assert (first.segment, first.text_start, first.text_end) == (0, 0, 5)
    assert {(chunk.segment, chunk.text_start, chunk.text_end) for chunk in rest} == {
        (0, None, None)
    }


async def test_the_first_sound_is_handed_on_before_the_rest_is_made(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    server.behave("stuck")
    async with asyncio.timeout(PATIENCE_S):
        spoken = kokoro.speak(utterance(), kokoro_settings(server.url))
        await anext(spoken)
        assert isinstance(await anext(spoken), PcmChunk)
        await spoken.aclose()


async def test_gaps_are_timed_one_by_one_and_not_all_together(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    server.behave("tone", gap_s=0.08)
    settings = kokoro_settings(server.url, timeout_ms=2000)
    heard = await listen(kokoro, settings, utterance("x" * 60))
    assert (heard.code, len(heard.chunks)) == ("done", 30)


@pytest.mark.parametrize("behaviour", ["old", "unnamed_rate"])
@pytest.mark.parametrize("streaming", [True, False])
async def test_a_server_that_names_no_rate_is_never_played_at_a_wrong_pitch(
    server: SidecarServer, kokoro: KokoroProvider, behaviour: str, streaming: bool
) -> None:
    server.behave(behaviour)
    settings = kokoro_settings(server.url, streaming=streaming)
    for _ in range(2):
        heard = await listen(kokoro, settings)
        assert heard.rates == {16_000}
        assert heard.pcm == tone_pcm(tone_seconds(TEXT), 16_000)
    rates = [asked["body"]["sample_rate"] for asked in server.asked]
    assert rates == [24_000, 16_000, 16_000]


@pytest.mark.parametrize("behaviour", ["wav", "wav_stereo"])
async def test_a_wav_is_taken_where_raw_was_asked_for(
    server: SidecarServer, kokoro: KokoroProvider, behaviour: str
) -> None:
    server.behave(behaviour)
    heard = await listen(kokoro, kokoro_settings(server.url, streaming=False))
    assert heard.pcm == tone_pcm(tone_seconds(TEXT), 24_000)


async def test_a_missing_stream_endpoint_means_ask_the_plain_one(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    server.behave("missing", STREAM)
    heard = await listen(kokoro, kokoro_settings(server.url))
    asked, missing, *chunks = heard.items
    assert asked == StreamRequested(server.url + STREAM)
    assert missing == StreamMissing(f"{server.url}{STREAM} answered 404")
    assert all(isinstance(chunk, PcmChunk) for chunk in chunks)
    assert heard.pcm == tone_pcm(tone_seconds(TEXT), 24_000)
    assert paths(server) == [STREAM, PLAIN]


async def test_leaving_early_frees_the_sidecars_place(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    server.behave("endless")
    spoken = kokoro.speak(utterance(), kokoro_settings(server.url))
    assert isinstance(await anext(spoken), StreamRequested)
    assert isinstance(await anext(spoken), PcmChunk)
    await spoken.aclose()
    await asyncio.to_thread(server.wait_for, "client_gone")


@pytest.mark.parametrize("streaming", [True, False])
async def test_cancelling_while_it_waits_frees_the_sidecars_place(
    server: SidecarServer, kokoro: KokoroProvider, streaming: bool
) -> None:
    server.behave("never")
    settings = kokoro_settings(server.url, streaming=streaming)
    listening = asyncio.create_task(listen(kokoro, settings))
    await asyncio.to_thread(server.wait_for, "asked")
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening
    await asyncio.to_thread(server.wait_for, "client_gone")


async def test_a_connection_serves_one_utterance_after_the_other(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    for _ in range(8):
        await listen(kokoro, kokoro_settings(server.url))
    clients = [asked["client"] for asked in server.asked]
    assert any(before == after for before, after in pairwise(clients))


async def test_two_utterances_at_once_do_not_mix(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    settings = kokoro_settings(server.url)
    short, long = await asyncio.gather(
        listen(kokoro, settings), listen(kokoro, settings, utterance("x" * 40))
    )
    assert short.pcm == tone_pcm(tone_seconds(TEXT), 24_000)
    assert long.pcm == tone_pcm(2.0, 24_000)


async def test_proxies_of_the_environment_do_not_get_the_speech(
    server: SidecarServer, kokoro: KokoroProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert (await listen(kokoro, kokoro_settings(server.url))).code == "done"


async def test_a_closed_provider_speaks_again(
    server: SidecarServer, kokoro: KokoroProvider
) -> None:
    await kokoro.warm()
    await kokoro.aclose()
    assert (await listen(kokoro, kokoro_settings(server.url))).code == "done"


def test_importing_the_providers_does_not_load_the_http_client() -> None:
    code = (
        "import sys; from arqon_voice.providers import fallback; "
        "from arqon_voice.providers.kokoro import provider; "
        "from arqon_voice.sidecar import look, watch; "
        "sys.exit(bool({'httpx', 'numpy', 'espeakng_loader'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FIRST_REQUEST = """
import asyncio, sys
from arqon_voice.providers.kokoro.provider import KokoroProvider
from tests.voice.speaking import kokoro_settings, listen
async def main():
    kokoro = KokoroProvider()
    await kokoro.warm()
    before = set(sys.modules)
    heard = await listen(kokoro, kokoro_settings("http://127.0.0.1:0"))
    print(heard.code, sorted(set(sys.modules) - before))
asyncio.run(main())
"""


def test_the_first_request_of_a_warm_provider_loads_nothing_more() -> None:
    command = [sys.executable, "-c", FIRST_REQUEST]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "unreachable []\n"


COLD_REQUEST = """
import asyncio, socket, sys
from arqon_voice.providers.kokoro.provider import KokoroProvider
from tests.voice.speaking import kokoro_settings, listen
async def main():
    with socket.socket() as bound:  # taken, and nothing listens: it refuses
        bound.bind(("127.0.0.1", 0))
        settings = kokoro_settings(f"http://127.0.0.1:{bound.getsockname()[1]}")
        heard = await listen(KokoroProvider(), settings)
        loaded = "httpx" in sys.modules
        kokoro = KokoroProvider()
        await kokoro.warm()
        again = await listen(kokoro, settings)
    print(heard.code, loaded, str(heard.error) == str(again.error))
    print({"httpx", "pygments", "rich"} & set(sys.modules))
asyncio.run(main())
"""


def test_a_cold_request_that_is_refused_does_not_wait_for_the_client() -> None:
    command = [sys.executable, "-c", COLD_REQUEST]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "unreachable False True\n{'httpx'}\n"


@pytest.mark.parametrize(
    "url", ["http://localhost:9", "http://[::1%none]:9", "http://nobody.invalid", "http://1.2.3"]
)
async def test_what_cannot_be_told_at_once_is_left_to_the_client(url: str) -> None:
    assert await refusal(url) is None


async def test_an_address_that_takes_connections_refuses_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert await refusal(f"http://127.0.0.1:{listening.getsockname()[1]}") is None
