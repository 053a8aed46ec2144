"""A stream that breaks while it is heard: the fallback speaks the rest, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_voice.providers.port import StreamRequested
from arqon_voice.speech.parts import WHOLE, Rest, SpokenParts
from arqon_voice.speech.utterance import PcmChunk, Utterance
from tests.voice.fakes import TONE, Fail, Step
from tests.voice.stage import Stage

SENT = StreamRequested("http://sidecar/synthesize_stream")
TEXT = "One is here. Two is there. Three is gone."
PARTS = [(0, 13), (13, 27), (27, 41)]
TONE_MS = round(TONE.seconds * 1000)


def part(number: int) -> PcmChunk:
    return placed(number, *PARTS[number])


def placed(number: int, start: int | None, end: int | None) -> PcmChunk:
    return replace(TONE, segment=number, text_start=start, text_end=end)


def more_of(number: int) -> PcmChunk:
    return replace(TONE, segment=number)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.close()


async def spoken_by_fallback(
    stage: Stage, kokoro: list[Step], audio: PcmChunk | None = None
) -> tuple[Utterance, int]:
    """What the fallback was asked to speak, and from where by the event."""
    stage.kokoro[:] = [SENT, *kokoro, Fail("hung_up")]
    await stage.speak(Utterance("m1", "s1", TEXT, audio))
    used = next(event for event in stage.events if event.name == "stt.tts.fallback.used")
    from_char = used.data["from_char"]
    assert isinstance(from_char, int)
    (asked,) = stage.providers["fallback"].asked
    return asked, from_char


async def test_the_rest_begins_with_the_part_that_sounded_when_it_broke(stage: Stage) -> None:
    # The device has heard one tone and a half of the three that were given.
    stage.player.lags_ms = round(1.5 * TONE_MS)
    asked, from_char = await spoken_by_fallback(stage, [part(0), part(1), part(2)])
    assert (asked.text, from_char) == ("Two is there. Three is gone.", 13)


async def test_of_a_part_in_several_chunks_all_is_repeated(stage: Stage) -> None:
    sound: list[Step] = [part(0), more_of(0), part(1), more_of(1), more_of(1)]
    asked, from_char = await spoken_by_fallback(stage, sound)
    assert (asked.text, from_char) == ("Two is there. Three is gone.", 13)


async def test_before_anything_was_heard_all_of_it_is_spoken(stage: Stage) -> None:
    stage.player.lags_ms = 10_000
    asked, from_char = await spoken_by_fallback(stage, [part(0), part(1)])
    assert (asked.text, from_char) == (TEXT, 0)


@pytest.mark.parametrize(
    "sound",
    [
        [TONE, TONE],
        [part(0), replace(TONE, segment=1)],
        [part(0), placed(1, 13, None)],
        [part(0), placed(1, 13, len(TEXT) + 1)],
        [part(1), part(0)],
        [part(0), placed(1, 27, 27)],
        [placed(0, None, 13), part(1)],
    ],
)
async def test_where_places_are_missing_or_cannot_be_it_begins_again(
    stage: Stage, sound: list[Step]
) -> None:
    asked, from_char = await spoken_by_fallback(stage, sound)
    assert (asked.text, from_char) == (TEXT, 0)


async def test_the_rest_of_a_request_with_audio_is_spoken_from_its_text(stage: Stage) -> None:
    asked, _ = await spoken_by_fallback(stage, [part(0), part(1)], audio=TONE)
    assert (asked.text, asked.audio) == ("Two is there. Three is gone.", None)


async def test_a_request_with_audio_that_was_not_heard_is_played_as_it_came(stage: Stage) -> None:
    asked, _ = await spoken_by_fallback(stage, [], audio=TONE)
    assert (asked.text, asked.audio) == (TEXT, TONE)


async def test_a_replay_of_it_has_each_part_once(stage: Stage) -> None:
    stage.fallback[:] = [replace(TONE, pcm=b"\x02\x00" * 1600)]
    await spoken_by_fallback(stage, [part(0), part(1), part(2)])
    recording = stage.recordings.find("m1")
    assert recording is not None
    assert b"".join(chunk.pcm for chunk in recording.chunks) == (
        TONE.pcm * 2 + stage.fallback_sound
    )


LENGTHS = st.lists(st.tuples(st.integers(1, 50), st.integers(1, 4)), min_size=1, max_size=12)


@given(LENGTHS, st.floats(0, 1))
def test_no_word_is_lost_and_no_part_that_was_heard_whole_is_repeated(
    lengths: list[tuple[int, int]], share: float
) -> None:
    text = sum(characters for characters, _ in lengths)
    parts = SpokenParts(text)
    start, sound_ms = 0, 0.0
    begins: list[tuple[float, int]] = []
    for number, (characters, chunks) in enumerate(lengths):
        begins.append((sound_ms, start))
        for chunk in range(chunks):
            first = chunk == 0
            place = (start, start + characters) if first else (None, None)
            parts.add(PcmChunk(b"\0\0" * 160, 16_000, number, *place))
            sound_ms += 10
        start += characters
    heard_ms = share * sound_ms
    rest = parts.rest(heard_ms)
    expected = [begin for begin in begins if begin[0] <= heard_ms][-1] if heard_ms else (0.0, 0)
    assert rest == Rest(expected[1], expected[0])


def test_nothing_given_is_nothing_spoken() -> None:
    assert SpokenParts(10).rest(100) == WHOLE
