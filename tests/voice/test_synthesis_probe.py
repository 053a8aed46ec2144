"""The probe that really synthesizes: health may say what it likes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_voice.providers.kokoro.provider import KokoroProvider
from arqon_voice.providers.port import ProviderError
from arqon_voice.sidecar.look import check
from arqon_voice.sidecar.probe import TEXT, SynthesisProbe
from tests.voice.fakes import FakeProvider
from tests.voice.speaking import kokoro_settings


@pytest.fixture(scope="module")
def server() -> Iterator[SidecarServer]:
    with SidecarServer() as server:
        yield server


@pytest.fixture
async def kokoro() -> AsyncIterator[KokoroProvider]:
    provider = KokoroProvider()
    yield provider
    await provider.aclose()


@pytest.mark.parametrize("streaming", [True, False])
async def test_a_sidecar_that_speaks_passes(
    server: SidecarServer, kokoro: KokoroProvider, streaming: bool
) -> None:
    server.reset()
    await SynthesisProbe(kokoro)(kokoro_settings(server.url, streaming=streaming))
    (asked,) = server.asked
    assert asked["body"]["text"] == TEXT


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("never", "timeout"),
        ("stuck", "timeout"),
        ("drip_empty", "timeout"),
        ("endless", "timeout"),
        ("hang_up", "hung_up"),
        ("no_audio", "no_audio"),
        ("overloaded", "overloaded"),
    ],
)
async def test_a_sidecar_that_says_it_is_ready_and_does_not_speak_fails(
    server: SidecarServer, kokoro: KokoroProvider, behaviour: str, code: str
) -> None:
    server.reset()
    server.behave(behaviour, gap_s=0.02)
    assert (await check(server.url)).state == "ready"
    with pytest.raises(ProviderError) as failed:
        await SynthesisProbe(kokoro)(kokoro_settings(server.url, timeout_ms=300))
    assert failed.value.code == code


async def test_a_sidecar_that_is_not_there_fails(kokoro: KokoroProvider) -> None:
    with pytest.raises(ProviderError, match="unreachable"):
        await SynthesisProbe(kokoro)(kokoro_settings("http://127.0.0.1:1"))


async def test_a_provider_that_ends_without_sound_fails() -> None:
    with pytest.raises(ProviderError, match="no_audio"):
        await SynthesisProbe(FakeProvider("kokoro", []))(kokoro_settings("http://127.0.0.1:1"))
