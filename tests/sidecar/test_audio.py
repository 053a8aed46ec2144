"""Formats that lose nothing."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from arqon_sidecar.audio.encode import CONTENT_TYPES, STREAMABLE, encoder
from arqon_sidecar.engines.port import SAMPLE_RATE

Sound = NDArray[np.float32]


def tone(seconds: float, hertz: float = 220.0, level: float = 0.5) -> Sound:
    moments = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (level * np.sin(2 * np.pi * hertz * moments + 1.0)).astype(np.float32)


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
