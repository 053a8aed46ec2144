"""Sound that comes with a request: read right, or refused in words, whatever its bytes are."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from arqon_gate.doubles.sidecar_tone import wav_file
from arqon_voice.playback.samples import UnplayableSound
from arqon_voice.playback.wav.read import decode_audio
from arqon_voice.speech.utterance import PcmChunk

Samples = NDArray[np.float64]

SUBTYPES = ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"]
whole_samples = st.binary(min_size=2, max_size=400).map(lambda data: data[: len(data) // 2 * 2])


def tone(seconds: float, rate: int) -> Samples:
    return 0.5 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)


def file_of(sound: Any, rate: int, subtype: str, kind: str = "WAV", endian: str = "FILE") -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, sound, rate, subtype=subtype, format=kind, endian=endian)
    return buffer.getvalue()


def refusal(data: bytes, audio_format: str | None = "wav") -> str:
    with pytest.raises(UnplayableSound) as caught:
        decode_audio(data, audio_format)
    return str(caught.value)


def levels(chunk: PcmChunk) -> Samples:
    return np.frombuffer(chunk.pcm, "<i2") / 32768


@pytest.mark.parametrize("audio_format", ["pcm", "raw", "PCM"])
@given(pcm=whole_samples)
def test_raw_sound_is_taken_as_it_is(audio_format: str, pcm: bytes) -> None:
    assert decode_audio(pcm, audio_format) == PcmChunk(pcm, 16_000)


@pytest.mark.parametrize("audio_format", [None, "", "wav", "WAV"])
@given(pcm=whole_samples, rate=st.sampled_from([8_000, 16_000, 22_050, 24_000, 48_000]))
def test_a_16_bit_mono_wav_keeps_each_sample(
    audio_format: str | None, pcm: bytes, rate: int
) -> None:
    assert decode_audio(wav_file(pcm, rate), audio_format) == PcmChunk(pcm, rate)


@settings(deadline=None)
@given(
    subtype=st.sampled_from(SUBTYPES),
    kind=st.sampled_from(["WAV", "WAVEX"]),
    channels=st.integers(1, 6),
    rate=st.sampled_from([8_000, 44_100, 48_000, 96_000]),
)
def test_all_wavs_of_one_sound_sound_the_same(
    subtype: str, kind: str, channels: int, rate: int
) -> None:
    sound = tone(0.1, rate)
    chunk = decode_audio(file_of(np.stack([sound] * channels, 1), rate, subtype, kind), "wav")
    assert chunk.sample_rate == rate
    # An 8-bit sample is right to one step in 256.
    assert np.allclose(levels(chunk), sound, atol=1 / 128 if subtype == "PCM_U8" else 1 / 16384)


def test_channels_are_mixed() -> None:
    left = tone(0.1, 48_000)
    both = np.stack([left, np.zeros_like(left)], 1)
    assert np.allclose(
        levels(decode_audio(file_of(both, 48_000, "PCM_16"), None)), left / 2, atol=1e-3
    )


def test_floats_beyond_full_scale_are_limited_and_what_is_no_number_is_silence() -> None:
    sound = np.array([0.0, 7.0, -7.0, np.nan, np.inf, 0.5], "float32")
    chunk = decode_audio(file_of(sound, 24_000, "FLOAT"), "wav")
    assert list(np.frombuffer(chunk.pcm, "<i2")) == [0, 32767, -32768, 0, 32767, 16384]


def test_big_endian_and_telephone_wavs_are_read() -> None:
    sound = tone(0.1, 8_000)
    big = decode_audio(file_of(sound, 8_000, "PCM_16", endian="BIG"), "wav")
    assert np.allclose(levels(big), sound, atol=1e-3)
    telephone = decode_audio(file_of(sound, 8_000, "ULAW"), "wav")
    assert np.allclose(levels(telephone), sound, atol=0.03)


@pytest.mark.parametrize("audio_format", ["pcm", "raw", "wav", None])
def test_no_bytes_are_no_sound(audio_format: str | None) -> None:
    assert "no bytes" in refusal(b"", audio_format)


@given(half=st.binary(min_size=1, max_size=99).filter(lambda data: len(data) % 2 == 1))
def test_half_a_sample_is_refused(half: bytes) -> None:
    assert "not whole 16-bit samples" in refusal(half, "pcm")


@pytest.mark.parametrize("audio_format", ["mp3", "opus", "x" * 10_000])
def test_another_format_is_refused_by_name(audio_format: str) -> None:
    words = refusal(b"\0\0", audio_format)
    assert audio_format[:40] in words
    assert len(words) < 200


def test_a_wav_without_sound_is_refused() -> None:
    assert "has no sound" in refusal(wav_file(b"", 16_000))


@pytest.mark.parametrize("kind", ["FLAC", "AIFF", "RF64", "W64", "CAF", "OGG"])
def test_another_kind_of_file_is_no_wav(kind: str) -> None:
    subtype = "VORBIS" if kind == "OGG" else "PCM_16"
    data = file_of(tone(0.1, 16_000), 16_000, subtype, kind)
    assert "does not begin as a WAV file does" in refusal(data)


@given(size=st.integers(101, 0x7FFE_FFFF))
def test_a_header_that_promises_more_than_there_is_means_a_cut_off_file(size: int) -> None:
    data = bytearray(wav_file(b"\1\2" * 50, 16_000))
    data[40:44] = struct.pack("<I", size)
    assert f"promises {size} bytes of sound and has 100" in refusal(bytes(data))


@given(cut=st.integers(1, 99), endian=st.sampled_from(["LITTLE", "BIG"]))
def test_a_file_that_lost_its_end_is_cut_off(cut: int, endian: str) -> None:
    data = file_of(tone(0.01, 16_000), 16_000, "PCM_16", endian=endian)
    assert "cut off" in refusal(data[:-cut])


@pytest.mark.parametrize("size", [0x7FFF_F000, 0x7FFF_FFFF, 0xFFFF_FFFF])
def test_the_sizes_of_a_wav_from_a_pipe_mean_all_that_follows(size: int) -> None:
    data = bytearray(wav_file(b"\1\2" * 50, 16_000))
    data[4:8] = data[40:44] = struct.pack("<I", size)
    assert decode_audio(bytes(data), "wav") == PcmChunk(b"\1\2" * 50, 16_000)


def test_what_follows_the_sound_is_not_played() -> None:
    data = wav_file(b"\1\2" * 50, 16_000) + b"LIST" + struct.pack("<I", 4) + b"INFO"
    assert decode_audio(data, "wav").pcm == b"\1\2" * 50


@pytest.mark.parametrize("rate", [0, 7, 999, 4_000_000_000])
def test_a_rate_that_is_none_is_refused(rate: int) -> None:
    data = bytearray(wav_file(b"\1\2" * 50, 16_000))
    data[24:28] = struct.pack("<I", rate)
    assert refusal(bytes(data))


@settings(deadline=None)
@given(data=st.binary(max_size=300), audio_format=st.sampled_from([None, "wav", "pcm", "raw"]))
def test_garbage_is_sound_or_refused(data: bytes, audio_format: str | None) -> None:
    check(data, audio_format)


@settings(deadline=None, max_examples=300)
@given(
    at=st.integers(0, 60),
    junk=st.binary(min_size=1, max_size=12),
    subtype=st.sampled_from([*SUBTYPES, "ULAW", "IMA_ADPCM", "GSM610"]),
    kind=st.sampled_from(["WAV", "WAVEX"]),
)
def test_a_damaged_header_is_sound_or_refused(
    at: int, junk: bytes, subtype: str, kind: str
) -> None:
    if not soundfile.check_format(kind, subtype):
        kind = "WAV"
    good = file_of(tone(0.05, 8_000), 8_000, subtype, kind)
    check(good[:at] + junk + good[at + len(junk) :], "wav")


def test_a_header_that_makes_no_sense_is_told_in_words() -> None:
    data = bytearray(wav_file(b"\1\2" * 50, 16_000))
    data[20:22] = struct.pack("<H", 2)  # ADPCM, of a width that it does not have
    words = refusal(bytes(data))
    assert words.startswith("The audio is not a readable WAV file: ")
    assert "0x" not in words


def check(data: bytes, audio_format: str | None) -> None:
    try:
        chunk = decode_audio(data, audio_format)
    except UnplayableSound:
        return
    assert chunk.pcm
    assert len(chunk.pcm) % 2 == 0
    assert chunk.seconds > 0
