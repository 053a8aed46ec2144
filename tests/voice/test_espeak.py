"""The local voice: what real espeak-ng says, and what it is kept from doing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from arqon_voice.providers.espeak.espeak import Espeak, language_of
from arqon_voice.providers.port import ProviderError
from tests.patience import PATIENCE_S


@pytest.fixture
async def espeak() -> AsyncIterator[Espeak]:
    espeak = Espeak()
    yield espeak
    await espeak.aclose()


async def said(espeak: Espeak, text: str, language: str = "en-us") -> bytes:
    async with asyncio.timeout(PATIENCE_S), aclosing(espeak.speak(text, language)) as sound:
        return b"".join([chunk.pcm async for chunk in sound])


async def seconds(espeak: Espeak, text: str) -> float:
    return len(await said(espeak, text)) / 2 / 22_050


async def test_it_speaks_at_the_rate_that_it_says(espeak: Espeak) -> None:
    async with aclosing(espeak.speak("Hello world", "en-us")) as sound:
        chunks = [chunk async for chunk in sound]
    assert {chunk.sample_rate for chunk in chunks} == {22_050}
    assert 0.5 < sum(chunk.seconds for chunk in chunks) < 2.0
    assert chunks[0].pcm.strip(b"\0"), "the silence before the first sound is left out"


@pytest.mark.parametrize("letter", "abefhijpz")
async def test_every_language_of_kokoro_has_a_voice(espeak: Espeak, letter: str) -> None:
    assert len(await said(espeak, "Kokoro 1", language_of(f"{letter}f_voice"))) > 10_000


async def test_languages_differ(espeak: Espeak) -> None:
    sounds = [await said(espeak, "Schedule a bath", language) for language in ("en-us", "en", "fr")]
    assert len({len(sound) for sound in sounds}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "<b>hi</b>",
        "[/x] [b]hi",
        "<speak><break time='5s'/>hi</speak>",
        "&amp; hi",
        "\ud800 hi",
        "👍",
    ],
)
async def test_markup_and_odd_characters_are_text_like_any_other(espeak: Espeak, text: str) -> None:
    assert 0.3 < await seconds(espeak, text) < 4.9


async def test_phoneme_marks_are_read_and_not_obeyed(espeak: Espeak) -> None:
    assert await seconds(espeak, "[[h@l'oU]]") > 1.5 * await seconds(espeak, "hello")


async def test_control_characters_command_nothing(espeak: Espeak) -> None:
    plain = await seconds(espeak, "hello there my friend")
    assert await seconds(espeak, "\x01400S hello there my friend") > plain
    assert await seconds(espeak, "hello there my friend") == pytest.approx(plain, rel=0.02)
    assert await seconds(espeak, "hello\0 there my friend") == pytest.approx(plain, rel=0.02)


@pytest.mark.parametrize("text", ["", " ", "...", "???", "\u200b", "\0"])
async def test_a_text_with_nothing_to_speak_is_an_error_and_not_a_silence(
    espeak: Espeak, text: str
) -> None:
    with pytest.raises(ProviderError, match="no_audio: the text has nothing in it"):
        await said(espeak, text)
    assert await said(espeak, "hello")
