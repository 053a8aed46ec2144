"""The speech endpoints: what each reads, and the form in which it answers."""

from __future__ import annotations

import math
import uuid

from starlette.requests import Request
from starlette.types import Send

from arqon_sidecar.audio.encode import STREAMABLE
from arqon_sidecar.service.accept import accepted_sound
from arqon_sidecar.service.delivery import Bytes, ServerSentEvents
from arqon_sidecar.service.exchange import Exchange
from arqon_sidecar.service.exchanges import Exchanges
from arqon_sidecar.service.json_lines import JsonLines
from arqon_sidecar.service.requests import OpenAiRequest, SpeechRequest
from arqon_sidecar.service.sending import send_sound
from arqon_sidecar.service.utterance import Utterance
from arqon_sidecar.service.validation import Validator
from arqon_sidecar.service.whole import WholeJson

__all__ = ["SpeechEndpoints"]

_DEFAULT_RATE = 16_000
_OPENAI_RATE = 24_000
_HELD_JSON = 4 * 2**20
"""Bytes of an answer that are held back for an honest status: 98 s of sound at 16 kHz."""


class SpeechEndpoints:
    """What each speech endpoint reads and answers."""

    def __init__(self, validator: Validator, exchanges: Exchanges) -> None:
        self._validator = validator
        self._exchanges = exchanges

    async def synthesize(self, request: Request, send: Send) -> None:
        """POST /synthesize: all at once as JSON, or the sound itself where audio is accepted."""
        async with self._exchanges.open("synthesize", request) as exchange:
            asked = await exchange.asked(SpeechRequest)
            sound_only, accepted = accepted_sound(request.headers.get("accept", ""))
            format_ = asked.format or accepted or "raw"
            streamed = sound_only and format_ in STREAMABLE
            utterance = self._utterance(asked, format_, streamed=streamed)
            exchange.accept(_id(asked), utterance, asked.timeout_ms)
            if sound_only:
                await _send_bytes(exchange, utterance, send)
            else:
                form = WholeJson(exchange.request_id, format_, utterance)
                await send_sound(exchange, form, send, _HELD_JSON)

    async def synthesize_stream(self, request: Request, send: Send) -> None:
        """POST /synthesize_stream: JSON lines."""
        async with self._exchanges.open("synthesize_stream", request) as exchange:
            asked = await exchange.asked(SpeechRequest)
            utterance = self._utterance(asked, "raw", streamed=True)
            exchange.accept(_id(asked), utterance, asked.timeout_ms)
            form = JsonLines(exchange.request_id, utterance.sample_rate)
            await send_sound(exchange, form, send)

    async def openai_speech(self, request: Request, send: Send) -> None:
        """POST /v1/audio/speech."""
        async with self._exchanges.open("v1/audio/speech", request) as exchange:
            asked = await exchange.asked(OpenAiRequest)
            voice = self._validator.voice(asked.voice)
            format_ = asked.response_format or "mp3"
            utterance = Utterance(
                self._validator.text(asked.input, "input"),
                voice,
                self._validator.language(None, voice),
                format_,
                _OPENAI_RATE,
                asked.speed or 1.0,
                streamed=format_ in STREAMABLE,
                field="input",
            )
            exchange.accept(uuid.uuid4().hex, utterance, None)
            if asked.stream_format == "sse":
                await send_sound(exchange, ServerSentEvents(), send)
            else:
                await _send_bytes(exchange, utterance, send)

    def _utterance(self, asked: SpeechRequest, format_: str, *, streamed: bool) -> Utterance:
        text = self._validator.text(asked.text, "text")
        voice = self._validator.voice(asked.voice)
        return Utterance(
            text,
            voice,
            self._validator.language(asked.lang, voice),
            format_,
            asked.sample_rate or _DEFAULT_RATE,
            asked.speed or 1.0,
            streamed=streamed,
            whole=bool(asked.whole),
            timestamps=bool(asked.timestamps),
            lexicon=asked.lexicon,
            seed=asked.seed,
        )


def _id(asked: SpeechRequest) -> str:
    """The client's own, be it empty, or a new one."""
    return uuid.uuid4().hex if asked.request_id is None else asked.request_id


async def _send_bytes(exchange: Exchange, utterance: Utterance, send: Send) -> None:
    """The file: as it is made, or held until it is whole if its head says how long it is."""
    form = Bytes(utterance.format, utterance.sample_rate)
    hold = 0 if utterance.format in STREAMABLE else math.inf
    await send_sound(exchange, form, send, hold)
