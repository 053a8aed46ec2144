"""The speech endpoints: takes a request, queues it, and sends the sound as it is made."""

from __future__ import annotations

import uuid

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Send

from arqon_sidecar.audio.encode import CONTENT_TYPES, STREAMABLE
from arqon_sidecar.service.delivery import (
    Bytes,
    Form,
    JsonLines,
    ServerSentEvents,
    send_stream,
    whole_json,
)
from arqon_sidecar.service.exchange import Exchange, Exchanges
from arqon_sidecar.service.requests import OpenAiRequest, SpeechRequest
from arqon_sidecar.service.speaker import Utterance
from arqon_sidecar.service.validation import Validator, parsed

__all__ = ["SpeechEndpoints"]

_DEFAULT_RATE = 16_000
_OPENAI_RATE = 24_000


class SpeechEndpoints:
    """What each speech endpoint reads and answers."""

    def __init__(self, validator: Validator, exchanges: Exchanges) -> None:
        self._validator = validator
        self._exchanges = exchanges

    async def synthesize(self, request: Request, send: Send) -> None:
        """POST /synthesize: all at once as JSON, or the sound itself where audio is accepted."""
        async with self._exchanges.open("synthesize", request) as exchange:
            asked = parsed(await exchange.body(), SpeechRequest)
            format_ = asked.format or "raw"
            sound_only = "audio/" in request.headers.get("accept", "")
            utterance = self._utterance(asked, format_, streamed=sound_only)
            exchange.asks(asked.request_id or uuid.uuid4().hex, utterance, asked.timeout_ms)
            if sound_only:
                await _send_sound(exchange, utterance, send)
            else:
                await _send_json(exchange, utterance, format_, send)

    async def synthesize_stream(self, request: Request, send: Send) -> None:
        """POST /synthesize_stream: JSON lines."""
        async with self._exchanges.open("synthesize_stream", request) as exchange:
            asked = parsed(await exchange.body(), SpeechRequest)
            utterance = self._utterance(asked, "raw", streamed=True)
            request_id = asked.request_id or uuid.uuid4().hex
            exchange.asks(request_id, utterance, asked.timeout_ms)
            await send_stream(exchange, JsonLines(request_id, utterance.sample_rate), send)

    async def openai_speech(self, request: Request, send: Send) -> None:
        """POST /v1/audio/speech."""
        async with self._exchanges.open("v1/audio/speech", request) as exchange:
            asked = parsed(await exchange.body(), OpenAiRequest)
            text = self._validator.text(asked.input, "input")
            voice = self._validator.voice(asked.voice)
            language = self._validator.language(None, voice)
            utterance = Utterance(
                text,
                voice,
                language,
                asked.response_format,
                _OPENAI_RATE,
                asked.speed,
                streamed=True,
            )
            exchange.asks(uuid.uuid4().hex, utterance, None)
            if asked.stream_format == "sse":
                await send_stream(exchange, ServerSentEvents(), send)
            else:
                await _send_sound(exchange, utterance, send)

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
            timestamps=bool(asked.timestamps),
            lexicon=asked.lexicon,
            seed=asked.seed,
        )


async def _send_sound(exchange: Exchange, utterance: Utterance, send: Send) -> None:
    """The bytes of the format, as they are made if its header needs no length."""
    if utterance.format in STREAMABLE:
        form: Form = Bytes(utterance.format, utterance.sample_rate)
        await send_stream(exchange, form, send)
        return
    pieces = [piece async for piece in exchange.pieces()]
    sound = b"".join(piece.audio for piece in pieces)
    await _send(Response(sound, media_type=CONTENT_TYPES[utterance.format]), exchange, send)


async def _send_json(exchange: Exchange, utterance: Utterance, format_: str, send: Send) -> None:
    pieces = [piece async for piece in exchange.pieces()]
    body = whole_json(exchange, utterance, format_, pieces)
    await _send(Response(body, media_type="application/json"), exchange, send)


async def _send(response: Response, exchange: Exchange, send: Send) -> None:
    await response(exchange.request.scope, exchange.request.receive, send)
