"""Sound that comes in as bytes of a named format, read into the one form that is played."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Final

import numpy as np
import soundfile

from arqon_voice.playback.samples import SAMPLE_RATES, UnplayableSound
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["decode_audio"]

RAW_RATE: Final = 16_000
"""What the bus contract calls `pcm` or `raw`: signed 16-bit little-endian mono at this rate."""

_ORDERS: Final = {b"RIFF": "<", b"RIFX": ">"}
"""How a WAV file begins, and the byte order that this means."""
_BLOCK_SAMPLES: Final = 65_536
_UNKNOWN_SIZE: Final = 0x7FFF_0000
"""Programs that write a WAV into a pipe name no less than this as the size of its sound."""


def decode_audio(data: bytes, audio_format: str | None) -> PcmChunk:
    """Read a request's sound; a format that is not named is `wav`.

    A WAV may hold integers of 8 to 32 bits, floats or a telephone codec, at any rate and with
    any number of channels, which are mixed to one. May take a second when it is first called.

    Raises:
        UnplayableSound: there is no sound in it, it is cut off, or it is not of that format.
    """
    name = (audio_format or "wav").strip().lower()
    if name not in ("pcm", "raw", "wav"):
        raise UnplayableSound(
            f"Audio of the format {name[:40]!r} cannot be read: send 'pcm', 'raw' or 'wav'."
        )
    if not data:
        raise UnplayableSound("There are no bytes in the audio.")
    return _wav(data) if name == "wav" else _raw(data)


def _raw(data: bytes) -> PcmChunk:
    if len(data) % 2:
        raise UnplayableSound(
            f"{len(data)} bytes of raw audio are not whole 16-bit samples: some are missing."
        )
    return PcmChunk(data, RAW_RATE)


def _wav(data: bytes) -> PcmChunk:
    # libsndfile knows many more kinds of file, and none of them is for a stranger to choose.
    if data[:4] not in _ORDERS or data[8:12] != b"WAVE":
        raise UnplayableSound("The audio does not begin as a WAV file does.")
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            _check(file, data)
            pcm = b"".join(_mono(file))
    except (RuntimeError, ValueError, OverflowError) as error:
        why = getattr(error, "error_string", error)  # without the name of our buffer
        raise UnplayableSound(f"The audio is not a readable WAV file: {why}") from None
    if not pcm:
        raise UnplayableSound("The WAV file has no sound in it.")
    return PcmChunk(pcm, file.samplerate)


def _check(file: soundfile.SoundFile, data: bytes) -> None:
    if file.samplerate not in SAMPLE_RATES:
        raise UnplayableSound(f"The WAV file names a sample rate of {file.samplerate} Hz.")
    promised, there = _sound_bytes(data)
    if there < promised < _UNKNOWN_SIZE:
        raise UnplayableSound(
            f"The WAV file is cut off: it promises {promised} bytes of sound and has {there}."
        )


def _sound_bytes(data: bytes) -> tuple[int, int]:
    """How many bytes of sound a WAV file promises, and how many it has.

    libsndfile plays what is there and does not tell the two apart.
    """
    at, order = 12, _ORDERS[data[:4]]
    while at + 8 <= len(data):
        kind, size = struct.unpack_from(f"{order}4sI", data, at)
        at += 8
        if kind == b"data":
            return size, len(data) - at
        at += size + size % 2
    return 0, 0


def _mono(file: soundfile.SoundFile) -> Iterator[bytes]:
    if (file.subtype, file.channels) == ("PCM_16", 1):
        # What nearly all send, as it is: ten times as fast.
        for block in file.blocks(_BLOCK_SAMPLES, dtype="int16"):
            yield block.astype("<i2").tobytes()
        return
    # As floats: to integers, libsndfile would not scale the samples of a file of floats.
    frames = max(1, _BLOCK_SAMPLES // file.channels)
    for block in file.blocks(frames, dtype="float32", always_2d=True):
        mixed = np.clip(np.nan_to_num(block), -1, 1).mean(axis=1)
        yield np.minimum(np.rint(mixed * 32768), 32767).astype("<i2").tobytes()
