"""What a feed gives a device, whatever comes in and whenever the device asks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_voice.playback.device.resampling import Resampler
from arqon_voice.playback.device.sound_process.feed import (
    FADE_SECONDS,
    PREBUFFER_SECONDS,
    REBUFFER_SECONDS,
    SILENCE_DB,
    TAIL_SECONDS,
    Feed,
)

RATE = 48_000
FADE = int(FADE_SECONDS * RATE)
TAIL = FADE + int(TAIL_SECONDS * RATE)

rates = st.sampled_from([8_000, 16_000, 22_050, 24_000, 44_100, RATE])
chunks = st.lists(st.tuples(st.integers(0, 3_000), rates), max_size=8)
# One of 10 ms among them: frame by frame, a second of sound is asked for 48,000 times.
asked = st.lists(st.integers(1, 9_000), max_size=7).map(lambda asks: [*asks, RATE // 100])


def level(frames: int, value: int = 8_000) -> bytes:
    return np.full(frames, value, dtype="<i2").tobytes()


def drain(feed: Feed, asks: list[int]) -> list[int]:
    feed.begin()
    taken: list[int] = []
    while not feed.is_drained:
        for frames in asks:
            samples = feed.take(frames)
            assert len(samples) <= frames
            taken.extend(samples.tolist())
    return taken


@settings(deadline=None)
@given(
    loudness=st.lists(st.integers(1, 32_767), min_size=1, max_size=6),
    asks=st.lists(st.integers(100, 9_000), min_size=1, max_size=8),
    at_ms=st.integers(50, 900),
)
def test_the_level_is_that_of_what_is_heard_and_not_of_what_is_taken(
    loudness: list[int], asks: list[int], at_ms: int
) -> None:
    feed = Feed(1, RATE)
    tenth = RATE // 10
    for value in loudness:
        feed.add(level(tenth, value), RATE)
    feed.finish()
    taken = drain(feed, asks)
    in_flight = min(at_ms * RATE // 1000, len(taken) - FADE)
    now = np.array(taken[: len(taken) - in_flight][-RATE // 20 :], dtype=float)
    power = np.mean(now**2)
    expected = 10 * np.log10(max(power, 1e-9) / 2**30)
    level_db = feed.level_db(in_flight)
    assert level_db == (pytest.approx(expected, abs=0.06) if expected > SILENCE_DB else None)


def test_silence_has_no_level() -> None:
    feed = Feed(1, RATE)
    assert feed.level_db(0) is None
    feed.add(level(RATE, 0), RATE)
    feed.take(RATE)
    assert feed.level_db(0) is None


@settings(deadline=None)
@given(chunks=chunks, asks=asked)
def test_all_that_came_in_is_taken_once_however_it_is_asked_for(
    chunks: list[tuple[int, int]], asks: list[int]
) -> None:
    feed = Feed(1, RATE)
    for frames, rate in chunks:
        feed.add(level(frames), rate)
    feed.finish()
    taken = drain(feed, asks)
    sound = sum(frames / rate for frames, rate in chunks)
    if not taken:
        assert sound < 0.001
        return
    assert abs(len(taken) - TAIL - sound * RATE) <= 2 * len(chunks)
    # Whole milliseconds of the frames that were taken.
    assert feed.heard_ms(0) == (len(taken) - TAIL) * 1000 // RATE
    assert feed.heard_ms(len(taken)) == 0
    assert feed.underruns == 0


@settings(deadline=None)
@given(
    rate=rates,
    cuts=st.lists(st.integers(0, 2_400), max_size=20),
)
def test_resampling_does_not_depend_on_where_chunks_are_cut(rate: int, cuts: list[int]) -> None:
    tone = (9_000 * np.sin(np.arange(2_400) / 7)).astype("<i2")
    whole, parts = Resampler(RATE), Resampler(RATE)
    expected = np.concatenate((whole.feed(tone.tobytes(), rate), whole.flush()))
    pieces = [parts.feed(part.tobytes(), rate) for part in np.split(tone, sorted(cuts))]
    actual = np.concatenate((*pieces, parts.flush()))
    assert len(actual) == len(expected)
    # The resampler dithers, so equal to the last bit but a few.
    assert np.abs(actual.astype(int) - expected.astype(int)).max(initial=0) <= 2


def test_sound_begins_and_ends_without_a_jump() -> None:
    feed = Feed(1, RATE)
    feed.add(level(RATE), RATE)
    feed.finish()
    steps = np.abs(np.diff([0, *drain(feed, [1_000])]))
    assert steps.max() <= 8_000 / FADE + 2


def test_it_is_ready_with_enough_to_begin_or_at_the_end() -> None:
    feed, short = Feed(1, RATE), Feed(2, RATE)
    feed.add(level(int(PREBUFFER_SECONDS * RATE) - 10), RATE)
    short.add(level(10), RATE)
    before = (feed.is_ready, short.is_ready)
    feed.add(level(20), RATE)
    short.finish()
    assert (before, feed.is_ready, short.is_ready) == ((False, False), True, True)


def test_after_an_underrun_it_leads_to_silence_waits_for_more_and_counts() -> None:
    feed = Feed(1, RATE)
    feed.add(level(RATE // 2), RATE)
    feed.begin()
    assert len(feed.take(RATE)) == RATE // 2
    assert feed.is_drained
    assert not feed.is_finished
    down = feed.break_off()
    assert (int(down[0]), int(down[-1])) == (8_000, 0)

    feed.add(level(int(PREBUFFER_SECONDS * RATE)), RATE)
    before = feed.is_ready
    feed.add(level(int(REBUFFER_SECONDS * RATE)), RATE)
    assert (before, feed.is_ready) == (False, True)
    feed.begin()
    assert feed.underruns == 1
    again = feed.take(FADE)
    assert int(again[0]) == 0


def test_a_feed_that_starves_and_then_ends_had_no_underrun() -> None:
    feed = Feed(1, RATE)
    feed.add(level(RATE // 2), RATE)
    feed.begin()
    feed.take(RATE)
    feed.break_off()
    feed.finish()
    drain(feed, [RATE])
    assert feed.underruns == 0
    assert feed.heard_ms(0) == 500


def test_a_feed_without_sound_has_nothing_to_play() -> None:
    feed = Feed(1, RATE)
    feed.add(b"", 24_000)
    assert not feed.is_ready
    feed.finish()
    assert feed.take(100).tolist() == []
    assert feed.is_drained
    assert not feed.started
