"""Sound in the formats of the API: signed 16-bit samples, or a file of libsndfile's."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from arqon_sidecar.engines.port import SAMPLE_RATE

__all__ = ["CONTENT_TYPES", "STREAMABLE", "Encoder", "encoder"]

Sound = NDArray[np.float32]

CONTENT_TYPES = {
    "raw": "audio/pcm",
    "pcm": "audio/pcm",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "opus": "audio/ogg",
    "mp3": "audio/mpeg",
}
STREAMABLE = frozenset({"raw", "pcm", "opus", "mp3"})
"""Formats that need no length in their header; WAV and FLAC go out whole, with the right one."""


class Encoder(Protocol):
    """Takes 24 kHz sound as it is made, gives bytes in the format as soon as it has some."""

    def feed(self, sound: Sound) -> bytes:
        """Bytes that are ready now; may be none."""
        ...

    def finish(self) -> bytes:
        """The rest; the encoder is used up."""
        ...


def encoder(format_: str, rate: int) -> Encoder:
    """The encoder of one of CONTENT_TYPES at `rate` hertz, mono."""
    if format_ in ("raw", "pcm"):
        return _Raw(rate)
    return _File(_KINDS[format_], rate)


class _Resampler:
    def __init__(self, rate: int) -> None:
        self._stream = (
            None if rate == SAMPLE_RATE else soxr.ResampleStream(SAMPLE_RATE, rate, 1, "float32")
        )

    def feed(self, sound: Sound, *, last: bool = False) -> Sound:
        if self._stream is None:
            return sound
        resampled: Sound = self._stream.resample_chunk(sound, last=last)
        return resampled

    def finish(self) -> Sound:
        return self.feed(np.zeros(0, np.float32), last=True)


class _Raw:
    """Signed 16-bit little-endian mono samples."""

    def __init__(self, rate: int) -> None:
        self._resampler = _Resampler(rate)

    def feed(self, sound: Sound) -> bytes:
        return _pcm16(self._resampler.feed(sound))

    def finish(self) -> bytes:
        return _pcm16(self._resampler.finish())


def _pcm16(sound: Sound) -> bytes:
    samples: bytes = np.rint(np.clip(sound, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()
    return samples


@dataclass(frozen=True, slots=True)
class _Kind:
    container: str
    subtype: str
    constant_bitrate: bool = False


_KINDS = {
    "wav": _Kind("WAV", "PCM_16"),
    "flac": _Kind("FLAC", "PCM_16"),
    "opus": _Kind("OGG", "OPUS"),
    # At a constant rate players tell the length from the size; the header, sent long before the
    # end, cannot say it.
    "mp3": _Kind("MP3", "MPEG_LAYER_III", constant_bitrate=True),
}


class _File:
    """A file format of libsndfile, taken off as it is written where the format allows it."""

    def __init__(self, kind: _Kind, rate: int) -> None:
        self._resampler = _Resampler(rate)
        self._streams = kind.container in ("OGG", "MP3")
        self._file = io.BytesIO()
        self._taken = 0
        rate_mode = {"bitrate_mode": "CONSTANT", "compression_level": 0.5}
        self._writer = soundfile.SoundFile(
            self._file,
            "w",
            rate,
            1,
            format=kind.container,
            subtype=kind.subtype,
            **(rate_mode if kind.constant_bitrate else {}),
        )

    def feed(self, sound: Sound) -> bytes:
        self._writer.write(np.clip(self._resampler.feed(sound), -1.0, 1.0))
        return self._new() if self._streams else b""

    def finish(self) -> bytes:
        self._writer.write(self._resampler.finish())
        self._writer.close()
        return self._new() if self._streams else self._file.getvalue()

    def _new(self) -> bytes:
        with self._file.getbuffer() as written:
            new = bytes(written[self._taken :])
        self._taken += len(new)
        return new
