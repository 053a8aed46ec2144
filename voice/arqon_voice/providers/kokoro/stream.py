"""The answer of `/synthesize_stream`: one JSON object a line, sound in most of them."""

from __future__ import annotations

from typing import Final

from arqon_voice.providers.kokoro.audio import CONTRACT_RATE, expect_raw, sample_rate, sounds
from arqon_voice.providers.kokoro.messages import (
    Place,
    json_object,
    place_in_text,
    raise_its_error,
    sequence_number,
    timings,
)
from arqon_voice.providers.port import ProviderError, Timings
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["StreamDecoder"]

MAX_LINE_BYTES: Final = 8 * 2**20
MAX_STREAM_SECONDS: Final = 3600.0

_SOUND: Final = ("audio_chunk_b64", "audio_data_b64")
_NOWHERE: Final = Place()


class StreamDecoder:
    """See `answers.AnswerDecoder`. A sample may be cut in two by the border of two lines.

    The stream is whole if no line is missing, as far as they have numbers, and if it says that
    it is done or its answer ends in an orderly way, after sound.
    """

    def __init__(self, asked_rate: int = CONTRACT_RATE) -> None:
        self.done = False
        self.timings: Timings | None = None
        self._asked_rate = asked_rate
        self._buffer = bytearray()
        self._searched = 0
        self._ended = False
        self._last_seq: int | None = None
        self._place = _NOWHERE
        self._odd = b""
        self._seconds = 0.0

    def feed(self, data: bytes) -> None:
        """See `answers.AnswerDecoder`."""
        self._buffer += data
        self._ended = not data
        if len(self._buffer) > MAX_LINE_BYTES:
            raise ProviderError("too_large", f"a line is longer than {MAX_LINE_BYTES} bytes")

    def take(self) -> PcmChunk | None:
        """See `answers.AnswerDecoder`."""
        while not self.done and (line := self._next_line()) is not None:
            if line.strip() and (chunk := self._sound_of(line)):
                return chunk
        if self._ended and not self.done:
            self._end()
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
        self._check_order(message)
        chunk = self._chunk(message)
        if message.get("done") is True:
            self.timings = timings(message)
            self._end()
        return chunk

    def _check_order(self, message: dict[str, object]) -> None:
        seq = sequence_number(message)
        if seq is None:
            return
        # Whether a server counts from 0 or from 1 is its own affair.
        wanted = min(seq, 1) if self._last_seq is None else self._last_seq + 1
        if seq != wanted:
            raise ProviderError("bad_order", f"line {seq} of the stream came in place of {wanted}")
        self._last_seq = seq

    def _chunk(self, message: dict[str, object]) -> PcmChunk | None:
        pcm = self._odd + b"".join(dict.fromkeys(sounds(message, _SOUND)))
        expect_raw(message)
        place = place_in_text(message)
        if place.start is None and place.segment in (None, self._place.segment):
            place = self._place
        whole = len(pcm) // 2 * 2
        self._odd = pcm[whole:]
        if not whole:
            self._place = place
            return None
        self._place = _NOWHERE
        rate = sample_rate(message, self._asked_rate)
        chunk = PcmChunk(pcm[:whole], rate, place.segment, place.start, place.end)
        self._seconds += chunk.seconds
        if self._seconds > MAX_STREAM_SECONDS:
            raise ProviderError("too_large", f"more than {MAX_STREAM_SECONDS:.0f} s of sound")
        return chunk

    def _end(self) -> None:
        if self._odd:
            raise ProviderError("bad_audio", "the sound has an odd number of bytes")
        if not self._seconds:
            raise ProviderError("no_audio", "the stream ended without any sound")
        self.done = True
