"""The answer of `/synthesize`: one JSON object with all of the sound, raw or WAV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from arqon_voice.providers.kokoro.audio import (
    CONTRACT_RATE,
    expect_raw,
    sample_rate,
    sounds,
    wav_sound,
)
from arqon_voice.providers.kokoro.messages import json_object, raise_its_error, timings
from arqon_voice.providers.port import ProviderError, Timings
from arqon_voice.providers.sound import slices
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["PlainDecoder"]

MAX_PLAIN_BYTES: Final = 128 * 2**20
"""Base64 of 33 minutes at 24 kHz; the contract's longest text (20,000 characters) is about 22."""

_SOUND: Final = ("audio_data_b64", "audio_b64", "audio")


class PlainDecoder:
    """See `answers.AnswerDecoder`. Its sound comes after the end, in pieces of 100 ms."""

    def __init__(self, asked_rate: int = CONTRACT_RATE) -> None:
        self.done = False
        self.timings: Timings | None = None
        self._asked_rate = asked_rate
        self._body = bytearray()
        self._sound: Iterator[PcmChunk] | None = None

    def feed(self, data: bytes) -> None:
        """See `answers.AnswerDecoder`."""
        self._body += data
        if len(self._body) > MAX_PLAIN_BYTES:
            raise ProviderError("too_large", f"the answer is longer than {MAX_PLAIN_BYTES} bytes")
        if not data:
            self._sound = slices(self._whole())

    def take(self) -> PcmChunk | None:
        """See `answers.AnswerDecoder`."""
        chunk = next(self._sound, None) if self._sound else None
        self.done = self._sound is not None and chunk is None
        return chunk

    def _whole(self) -> PcmChunk:
        body, self._body = bytes(self._body), bytearray()
        if not body.strip():
            raise ProviderError("no_audio", "the answer is empty")
        message = json_object(body)
        raise_its_error(message)
        data = next(sounds(message, _SOUND), b"")
        if not data:
            raise ProviderError("no_audio", "the answer has no sound in it")
        self.timings = timings(message)
        if message.get("format") == "wav":
            return wav_sound(data)
        expect_raw(message)
        if len(data) % 2:
            raise ProviderError("bad_audio", "the sound has an odd number of bytes")
        return PcmChunk(data, sample_rate(message, self._asked_rate))
