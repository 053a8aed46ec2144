"""The fallback provider: the request's own sound, else the local voice."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from arqon_gate.doubles.sidecar_tone import tone_pcm
from arqon_settings.model import Settings
from arqon_voice.providers.fallback import FallbackProvider
from arqon_voice.speech.utterance import PcmChunk
from tests.voice.speaking import listen, utterance

TONE = PcmChunk(tone_pcm(0.95, 16_000), 16_000)


@pytest.fixture
async def fallback() -> AsyncIterator[FallbackProvider]:
    provider = FallbackProvider()
    yield provider
    await provider.aclose()


async def test_the_requests_own_sound_is_played_unchanged(fallback: FallbackProvider) -> None:
    heard = await listen(fallback, Settings(), utterance(audio=TONE))
    assert heard.pcm == TONE.pcm
    assert heard.rates == {16_000}


async def test_it_comes_in_pieces_that_can_be_stopped(fallback: FallbackProvider) -> None:
    heard = await listen(fallback, Settings(), utterance(audio=TONE))
    assert [round(chunk.seconds, 3) for chunk in heard.chunks] == [0.1] * 9 + [0.05]


async def test_its_pieces_say_what_part_of_the_text_they_speak(fallback: FallbackProvider) -> None:
    own = PcmChunk(TONE.pcm, TONE.sample_rate, segment=4, text_start=7, text_end=9)
    first, *rest = (await listen(fallback, Settings(), utterance(audio=own))).chunks
    assert (first.segment, first.text_start, first.text_end) == (4, 7, 9)
    assert {(each.segment, each.text_start, each.text_end) for each in rest} == {(4, None, None)}


@pytest.mark.parametrize("broken", [PcmChunk(b"\1\2\3", 16_000), PcmChunk(b"\1\2", 0)])
async def test_sound_that_cannot_be_played_is_told(
    fallback: FallbackProvider, broken: PcmChunk
) -> None:
    heard = await listen(fallback, Settings(), utterance(audio=broken))
    assert (heard.code, heard.chunks) == ("bad_audio", [])


async def test_without_sound_of_its_own_the_text_is_spoken(fallback: FallbackProvider) -> None:
    await fallback.warm()
    heard = await listen(fallback, Settings(), utterance(audio=PcmChunk(b"", 16_000)))
    assert heard.code == "done"
    assert heard.rates == {22_050}
    assert len(heard.pcm) > 22_050


async def test_the_language_is_that_of_the_kokoro_voice(fallback: FallbackProvider) -> None:
    settings = Settings(arqon_tts_kokoro_voice="ff_siwis(2)+af_heart(1)")
    french = await listen(fallback, settings, utterance("Schedule a bath"))
    asked = await listen(fallback, settings, utterance("Schedule a bath", voice="af_heart"))
    default = await listen(fallback, Settings(), utterance("Schedule a bath"))
    assert len(asked.pcm) == pytest.approx(len(default.pcm), rel=0.02)
    assert len(french.pcm) != pytest.approx(len(default.pcm), rel=0.02)


async def test_nothing_to_speak_is_an_error(fallback: FallbackProvider) -> None:
    heard = await listen(fallback, Settings(), utterance("..."))
    assert (heard.code, heard.items) == ("no_audio", [])
