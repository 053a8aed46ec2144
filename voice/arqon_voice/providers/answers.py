"""Decoders of what a Kokoro sidecar answers: bytes in, sound out, and nothing of HTTP.

Both answers of the sidecar contract have the same shape here. A decoder is fed the body as it
arrives, in pieces of any size, and gives the sound that is complete by then.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import wave
from collections.abc import Iterator
from typing import Final, Protocol

from arqon_voice.providers.port import ProviderError
from arqon_voice.providers.sound import slices
from arqon_voice.providers.words import plain_words
from arqon_voice.utterance import PcmChunk

__all__ = ["AnswerDecoder", "PlainDecoder", "RateNotNamedError", "StreamDecoder"]

CONTRACT_RATE: Final = 16_000
"""What a server that ignores `sample_rate` sends: the contract's default."""

MAX_LINE_BYTES: Final = 8 * 2**20
MAX_PLAIN_BYTES: Final = 128 * 2**20
"""Base64 of 33 minutes at 24 kHz; the contract's longest text (20,000 characters) is about 22."""

MAX_STREAM_SECONDS: Final = 3600.0

_RATES: Final = range(8_000, 192_001)
_CODE: Final = re.compile(r"([a-z][a-z0-9_]{0,39}): *(.*)", re.DOTALL)


class RateNotNamedError(Exception):
    """The answer does not say its sample rate, and another one than the default was asked for."""


class AnswerDecoder(Protocol):
    """Turns the bytes of one answer into sound, the same sound however the bytes are cut."""

    @property
    def done(self) -> bool:
        """Whether the answer came to its proper end and all of its sound was taken."""
        ...

    def feed(self, data: bytes) -> None:
        """Take the next bytes; none at all say that there will be no more.

        Raises:
            ProviderError: the answer is larger than any sound that is asked for.
        """
        ...

    def take(self) -> PcmChunk | None:
        """Give the next sound that is complete; None if more bytes are needed, or at the end.

        Raises:
            ProviderError: the bytes are no answer of the contract, carry its error, end too
                early, or had no sound in them.
            RateNotNamedError: see there.
        """
        ...


class StreamDecoder:
    """Decodes `/synthesize_stream`: one JSON object a line, until the one that is `done`."""

    def __init__(self, asked_rate: int = CONTRACT_RATE) -> None:
        self.done = False
        self._asked_rate = asked_rate
        self._buffer = bytearray()
        self._searched = 0
        self._ended = False
        self._odd = b""
        self._seconds = 0.0

    def feed(self, data: bytes) -> None:
        """See `AnswerDecoder`."""
        self._buffer += data
        self._ended = not data
        if len(self._buffer) > MAX_LINE_BYTES:
            raise ProviderError("too_large", f"a line is longer than {MAX_LINE_BYTES} bytes")

    def take(self) -> PcmChunk | None:
        """See `AnswerDecoder`. A sample may be cut in two by the border of two lines."""
        while not self.done and (line := self._next_line()) is not None:
            if line.strip() and (chunk := self._sound_of(line)):
                return chunk
        if self._ended and not self.done:
            raise self._too_early()
        return None

    def _next_line(self) -> bytes | None:
        end = self._buffer.find(b"\n", self._searched)
        if end < 0 and not (self._ended and self._buffer):
            self._searched = len(self._buffer)
            return None
        line = bytes(self._buffer if end < 0 else self._buffer[:end])
        del self._buffer[: len(line) + 1]
        self._searched = 0
        return line

    def _sound_of(self, line: bytes) -> PcmChunk | None:
        try:
            message = _json_object(line)
        except ProviderError:
            if not self._ended or self._buffer:
                raise
            raise ProviderError("truncated", "the stream ended in the middle of a line") from None
        _raise_its_error(message)
        chunk = self._chunk(message)
        if message.get("done") is True:
            self._end()
        return chunk

    def _chunk(self, message: dict[str, object]) -> PcmChunk | None:
        pcm = self._odd + _base64(message.get("audio_chunk_b64"))
        _expect_raw(message)
        whole = len(pcm) // 2 * 2
        self._odd = pcm[whole:]
        if not whole:
            return None
        chunk = PcmChunk(pcm[:whole], _rate(message, self._asked_rate))
        self._seconds += chunk.seconds
        if self._seconds > MAX_STREAM_SECONDS:
            raise ProviderError("too_large", f"more than {MAX_STREAM_SECONDS:.0f} s of sound")
        return chunk

    def _end(self) -> None:
        if self._odd:
            raise ProviderError("bad_audio", "the sound has an odd number of bytes")
        if not self._seconds:
            raise ProviderError("no_audio", "the stream ended well, but without any sound")
        self.done = True

    def _too_early(self) -> ProviderError:
        if self._seconds:
            return ProviderError("truncated", "the stream ended without its last line")
        return ProviderError("no_audio", "the stream ended without any sound")


class PlainDecoder:
    """Decodes `/synthesize`: one JSON object with all of the sound, raw or WAV."""

    def __init__(self, asked_rate: int = CONTRACT_RATE) -> None:
        self.done = False
        self._asked_rate = asked_rate
        self._body = bytearray()
        self._sound: Iterator[PcmChunk] | None = None

    def feed(self, data: bytes) -> None:
        """See `AnswerDecoder`."""
        self._body += data
        if len(self._body) > MAX_PLAIN_BYTES:
            raise ProviderError("too_large", f"the answer is longer than {MAX_PLAIN_BYTES} bytes")
        if not data:
            self._sound = slices(self._whole())

    def take(self) -> PcmChunk | None:
        """See `AnswerDecoder`; gives nothing before the end, and then pieces of 100 ms."""
        chunk = next(self._sound, None) if self._sound else None
        self.done = self._sound is not None and chunk is None
        return chunk

    def _whole(self) -> PcmChunk:
        body, self._body = bytes(self._body), bytearray()
        if not body.strip():
            raise ProviderError("no_audio", "the answer is empty")
        message = _json_object(body)
        _raise_its_error(message)
        data = _base64(message.get("audio_data_b64"))
        if not data:
            raise ProviderError("no_audio", "the answer has no sound in it")
        if message.get("format") == "wav":
            return _wav(data)
        _expect_raw(message)
        if len(data) % 2:
            raise ProviderError("bad_audio", "the sound has an odd number of bytes")
        return PcmChunk(data, _rate(message, self._asked_rate))


def _json_object(text: bytes) -> dict[str, object]:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise ProviderError("bad_line", f"not JSON: {_glimpse(text)}") from None
    if not isinstance(message, dict):
        raise ProviderError("bad_line", f"not a JSON object: {_glimpse(text)}")
    return message


def _glimpse(text: bytes) -> str:
    return repr(plain_words(text[:80].decode("utf-8", "replace"), 60) or text[:20])


def _raise_its_error(message: dict[str, object]) -> None:
    error = message.get("error")
    if not error:
        return
    match = _CODE.fullmatch(str(error)[:2000])
    code, words = match.groups() if match else ("synthesis_failed", error)
    raise ProviderError(code, f"the sidecar gave up: {plain_words(words)}")


def _base64(text: object) -> bytes:
    if text is None:
        return b""
    if not isinstance(text, str):
        raise ProviderError("bad_audio", f"the sound is no base64 text but {type(text).__name__}")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProviderError("bad_audio", f"the sound is no valid base64: {error}") from None


def _expect_raw(message: dict[str, object]) -> None:
    name = message.get("format", "raw")
    if name not in ("raw", "pcm"):
        words = plain_words(name, 40)
        raise ProviderError("bad_format", f"raw sound was asked for, {words!r} was answered")


def _rate(message: dict[str, object], asked: int) -> int:
    rate = message.get("sample_rate")
    if rate is None and asked == CONTRACT_RATE:
        return CONTRACT_RATE
    if rate is None:
        raise RateNotNamedError
    if not isinstance(rate, int) or rate not in _RATES:
        raise ProviderError("bad_format", f"{plain_words(rate, 40)!r} is no sample rate")
    return rate


def _wav(data: bytes) -> PcmChunk:
    try:
        with wave.open(io.BytesIO(data)) as file:
            shape = (file.getnchannels(), file.getsampwidth())
            sound = PcmChunk(file.readframes(len(data)), file.getframerate())
    except (wave.Error, EOFError, RuntimeError) as error:
        raise ProviderError("bad_audio", f"the sound is no readable WAV: {error!r}") from None
    if shape != (1, 2) or sound.sample_rate not in _RATES:
        raise ProviderError("bad_format", f"the WAV is not 16-bit mono, but {shape}")
    if not sound.pcm:
        raise ProviderError("no_audio", "the WAV has no sound in it")
    return sound
