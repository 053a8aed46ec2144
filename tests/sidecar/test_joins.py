"""Joins without a click, and pauses of a stated length, however the sound comes in stretches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from arqon_sidecar.engines.port import SAMPLE_RATE
from arqon_sidecar.speech.joins import LEAD_S, PAUSES, TAIL_S, Joiner, audible
from arqon_sidecar.text.tokens import Border

Sound = NDArray[np.float32]

NOT_NONE = [Border.WORD, Border.CLAUSE, Border.SENTENCE, Border.PARAGRAPH]


def tone(seconds: float, hertz: float = 220.0, level: float = 0.5) -> Sound:
    moments = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (level * np.sin(2 * np.pi * hertz * moments + 1.0)).astype(np.float32)


def padded(sound: Sound, before: float, after: float) -> Sound:
    return np.pad(sound, (round(before * SAMPLE_RATE), round(after * SAMPLE_RATE)))


def joined(joiner: Joiner, sound: Sound, border: Border, stretches: int = 1) -> Sound:
    """A segment that comes in so many stretches."""
    parts = [joiner.add(part) for part in np.array_split(sound, stretches)]
    return np.concatenate([*parts, joiner.end(border)])


def silences(sound: Sound) -> list[float]:
    """Seconds of silence between two stretches of sound."""
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    gaps = np.diff(loud)
    return [float(gap) / SAMPLE_RATE for gap in gaps[gaps > 0.02 * SAMPLE_RATE]]


def test_silence_is_trimmed_to_the_stated_length() -> None:
    joiner = Joiner()
    first = joiner.add(padded(tone(1.0), 0.4, 0.7))
    assert joiner.origin == pytest.approx(-(0.4 - LEAD_S) * SAMPLE_RATE, abs=130)
    whole = np.concatenate([first, joiner.end(Border.SENTENCE)])
    assert len(whole) / SAMPLE_RATE == pytest.approx(1.0 + LEAD_S + TAIL_S, abs=0.011)
    assert joiner.made == len(whole)


@pytest.mark.parametrize("border", [Border.CLAUSE, Border.SENTENCE, Border.PARAGRAPH])
@pytest.mark.parametrize("speed", [0.5, 1.0, 1.5])
def test_the_pause_is_the_borders_own(border: Border, speed: float) -> None:
    joiner = Joiner(speed)
    segment = padded(tone(0.5), 0.3, 0.5)
    sound = np.concatenate([joined(joiner, segment, border) for _ in range(2)])
    assert silences(sound) == [pytest.approx(PAUSES[border] / speed, abs=0.012)]


@given(st.lists(st.sampled_from([0.1, 0.5, 1.5]), min_size=1, max_size=3), st.floats(0.5, 2))
@settings(deadline=None)
def test_an_asked_pause_is_as_long_as_asked_at_any_speed(asked: list[float], speed: float) -> None:
    joiner = Joiner(speed)
    segment = padded(tone(0.3), 0.3, 0.5)
    first = joined(joiner, segment, Border.PARAGRAPH)
    for seconds in asked:
        joiner.pause(seconds)
    sound = np.concatenate([first, joined(joiner, segment, Border.SENTENCE)])
    assert silences(sound) == [pytest.approx(sum(asked), abs=0.012)]


def test_a_pause_is_kept_before_the_first_word_and_behind_the_last() -> None:
    joiner = Joiner()
    joiner.pause(1.0)
    first = joined(joiner, padded(tone(0.5), 0.3, 0.5), Border.SENTENCE)
    joiner.pause(2.0)
    sound = np.concatenate([first, joiner.finish()])
    assert np.flatnonzero(np.abs(sound) > 0.01)[0] / SAMPLE_RATE == pytest.approx(1.0, abs=0.012)
    assert len(sound) / SAMPLE_RATE == pytest.approx(1.0 + 0.5 + 2.0, abs=0.012)
    assert joiner.made == len(sound)


@given(
    st.lists(st.tuples(st.sampled_from(NOT_NONE), st.integers(1, 5)), min_size=2, max_size=5),
    st.floats(80, 400),
)
@settings(deadline=None)
def test_joins_do_not_click(segments: list[tuple[Border, int]], hertz: float) -> None:
    """No step from sample to sample is larger than the tone's own largest one."""
    joiner = Joiner()
    segment = tone(0.2, hertz)
    sound = np.concatenate([joined(joiner, segment, border, n) for border, n in segments])
    own = np.abs(np.diff(tone(0.2, hertz))).max()
    assert np.abs(np.diff(sound)).max() <= own * 1.05
    assert abs(sound[0]) < 0.001
    assert abs(sound[-1]) < 0.001


@given(st.integers(1, 12), st.floats(0, 0.5), st.floats(0, 0.7))
@settings(deadline=None)
def test_stretches_make_the_same_sound_as_the_whole(
    stretches: int, before: float, after: float
) -> None:
    inner = np.concatenate([tone(0.3), np.zeros(4800, np.float32), tone(0.3)])
    segment = padded(inner, before, after)
    whole = joined(Joiner(), segment, Border.SENTENCE)
    parts = joined(Joiner(), segment, Border.SENTENCE, stretches)
    assert abs(len(whole) - len(parts)) <= 240  # windows of 5 ms begin elsewhere
    assert silences(parts) == [pytest.approx(0.2, abs=0.005)]


def test_what_is_silent_throughout_is_left_out() -> None:
    joiner = Joiner()
    assert len(joined(joiner, np.zeros(24_000, np.float32), Border.SENTENCE, 3)) == 0
    assert joiner.origin is None
    assert len(joined(joiner, tone(0.5), Border.SENTENCE)) == len(tone(0.5))


def test_the_softest_sound_that_counts() -> None:
    assert audible(tone(0.1, level=0.01))
    assert not audible(tone(0.1, level=0.001))
    assert not audible(np.zeros(0, np.float32))
