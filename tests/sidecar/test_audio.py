"""Joins without a click, silence of a stated length, and formats that lose nothing."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from arqon_sidecar.audio.encode import CONTENT_TYPES, STREAMABLE, encoder
from arqon_sidecar.audio.joins import LEAD_S, PAUSES, TAIL_S, Joiner
from arqon_sidecar.engines.port import SAMPLE_RATE
from arqon_sidecar.text.tokens import Border

Sound = NDArray[np.float32]


def tone(seconds: float, hertz: float = 220.0, level: float = 0.5) -> Sound:
    moments = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (level * np.sin(2 * np.pi * hertz * moments + 1.0)).astype(np.float32)


def padded(sound: Sound, before: float, after: float) -> Sound:
    return np.pad(sound, (round(before * SAMPLE_RATE), round(after * SAMPLE_RATE)))


def test_silence_is_trimmed_to_the_stated_length() -> None:
    joiner = Joiner()
    piece, origin = joiner.add(padded(tone(1.0), 0.4, 0.7), Border.SENTENCE)
    assert len(piece) / SAMPLE_RATE == pytest.approx(1.0 + LEAD_S + TAIL_S, abs=0.011)
    assert origin == pytest.approx(-(0.4 - LEAD_S) * SAMPLE_RATE, abs=130)


@pytest.mark.parametrize("border", [Border.WORD, Border.CLAUSE, Border.SENTENCE, Border.PARAGRAPH])
def test_the_pause_is_the_borders_own(border: Border) -> None:
    joiner = Joiner(speed=2.0)
    first, _ = joiner.add(tone(0.5), border)
    second, origin = joiner.add(tone(0.5), Border.SENTENCE)
    assert len(second) == len(tone(0.5)) + round(PAUSES[border] / 2 * SAMPLE_RATE)
    assert origin == len(first) + len(second) - len(tone(0.5))


@given(st.lists(st.sampled_from(list(Border)), min_size=2, max_size=5), st.floats(80, 400))
@settings(deadline=None)
def test_joins_do_not_click(borders: list[Border], hertz: float) -> None:
    """No step from sample to sample is larger than the tone's own largest one."""
    joiner = Joiner()
    sound = np.concatenate([joiner.add(tone(0.2, hertz), border)[0] for border in borders])
    own = np.abs(np.diff(tone(0.2, hertz))).max()
    assert np.abs(np.diff(sound)).max() <= own * 1.05
    assert sound[0] == 0
    assert abs(sound[-1]) < 0.001


def test_what_is_silent_throughout_is_left_out() -> None:
    joiner = Joiner()
    assert len(joiner.add(np.zeros(24_000, np.float32), Border.SENTENCE)[0]) == 0
    assert len(joiner.add(tone(0.5), Border.SENTENCE)[0]) == len(tone(0.5))


@pytest.mark.parametrize("rate", [16000, 24000, 48000])
@pytest.mark.parametrize("format_", sorted(CONTENT_TYPES))
def test_pieces_make_the_same_sound_as_the_whole(format_: str, rate: int) -> None:
    sound = tone(2.0, level=0.3)
    coder = encoder(format_, rate)
    parts = [coder.feed(piece) for piece in np.array_split(sound, 7)]
    data = b"".join(parts) + coder.finish()
    if format_ in STREAMABLE:
        assert any(parts)
    heard = decoded(data, format_, rate)
    assert len(heard) / rate == pytest.approx(2.0, abs=0.15)
    spectrum = np.abs(np.fft.rfft(heard[: 2 * rate]))
    assert np.argmax(spectrum) * rate / len(heard[: 2 * rate]) == pytest.approx(220, abs=1)
    assert np.abs(heard[rate // 2 : rate]).max() == pytest.approx(0.3, abs=0.03)


def decoded(data: bytes, format_: str, rate: int) -> NDArray[np.float64]:
    if format_ in ("raw", "pcm"):
        return np.frombuffer(data, "<i2") / 32768
    heard, found = soundfile.read(io.BytesIO(data))
    assert found == rate
    samples: NDArray[np.float64] = heard
    return samples


def test_resampling_takes_away_what_16_khz_cannot_hold() -> None:
    coder = encoder("raw", 16000)
    data = coder.feed(tone(1.0, 11_000.0)) + coder.finish()
    assert np.abs(np.frombuffer(data, "<i2")[1600:-1600]).max() < 33


def test_raw_is_clipped_and_not_wrapped() -> None:
    coder = encoder("raw", 24000)
    data = np.frombuffer(coder.feed(np.array([2.0, -2.0, 0.0], np.float32)), "<i2")
    assert data.tolist() == [32767, -32767, 0]
