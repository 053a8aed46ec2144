"""Decoders of what a Kokoro sidecar answers: bytes in, sound out, and nothing of HTTP.

Both answers of the sidecar contract have the same shape here. A decoder is fed the body as it
arrives, in pieces of any size, and gives the sound that is complete by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from arqon_voice.providers.kokoro.messages import (
    CONTRACT_RATE,
    expect_raw,
    json_object,
    raise_its_error,
    sample_rate,
    sound_bytes,
    wav_sound,
)
from arqon_voice.providers.port import ProviderError
from arqon_voice.providers.sound import slices
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["PLAIN", "STREAM", "AnswerDecoder", "Endpoint", "PlainDecoder", "StreamDecoder"]

MAX_LINE_BYTES: Final = 8 * 2**20
MAX_PLAIN_BYTES: Final = 128 * 2**20
"""Base64 of 33 minutes at 24 kHz; the contract's longest text (20,000 characters) is about 22."""

MAX_STREAM_SECONDS: Final = 3600.0


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
            message = json_object(line)
        except ProviderError:
            if not self._ended or self._buffer:
                raise
            raise ProviderError("truncated", "the stream ended in the middle of a line") from None
        raise_its_error(message)
        chunk = self._chunk(message)
        if message.get("done") is True:
            self._end()
        return chunk

    def _chunk(self, message: dict[str, object]) -> PcmChunk | None:
        pcm = self._odd + sound_bytes(message.get("audio_chunk_b64"))
        expect_raw(message)
        whole = len(pcm) // 2 * 2
        self._odd = pcm[whole:]
        if not whole:
            return None
        chunk = PcmChunk(pcm[:whole], sample_rate(message, self._asked_rate))
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
        message = json_object(body)
        raise_its_error(message)
        data = sound_bytes(message.get("audio_data_b64"))
        if not data:
            raise ProviderError("no_audio", "the answer has no sound in it")
        if message.get("format") == "wav":
            return wav_sound(data)
        expect_raw(message)
        if len(data) % 2:
            raise ProviderError("bad_audio", "the sound has an odd number of bytes")
        return PcmChunk(data, sample_rate(message, self._asked_rate))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, how to read the answer, and whether a sidecar may do without it (404)."""

    path: str
    decoder: Callable[[int], AnswerDecoder]
    may_be_missing: bool


STREAM: Final = Endpoint("/synthesize_stream", StreamDecoder, may_be_missing=True)
PLAIN: Final = Endpoint("/synthesize", PlainDecoder, may_be_missing=False)
