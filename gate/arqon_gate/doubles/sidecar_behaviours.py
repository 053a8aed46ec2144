"""What the sidecar's test double can do when it is asked to speak: well-behaved and broken.

Each behaviour is a function from what was asked to an answer, found by its name. They run in
the double's own process.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from arqon_gate.doubles.sidecar_tone import (
    CHUNK_S,
    TONE_HZ,
    b64,
    json_line,
    tone_pcm,
    tone_seconds,
    wav_file,
)

__all__ = ["BEHAVIOURS", "TONE_HZ", "Answer", "Asked", "Behaviour", "HangUpError"]


class HangUpError(Exception):
    """Close the connection here."""


@dataclass(frozen=True)
class Asked:
    """A request to speak, and whether all of the answer goes in one piece."""

    body: dict[str, Any]
    plain: bool
    gap_s: float = 0.0

    @property
    def rate(self) -> int:
        return int(self.body.get("sample_rate", 16_000))

    @property
    def seconds(self) -> float:
        return tone_seconds(str(self.body.get("text", "")))


@dataclass(frozen=True)
class Answer:
    pieces: AsyncIterator[bytes]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Behaviour = Callable[[Asked], Answer]


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def _pieces(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def _error(status: int, code: str, **headers: str) -> Behaviour:
    body = json_line(code=code, detail=f"the double was told to answer {status}")
    return lambda asked: Answer(_once(body), status, headers)


async def _lines(
    asked: Asked, rate: int, numbers: Iterator[int] | None = None, **also: object
) -> AsyncIterator[bytes]:
    pcm = tone_pcm(asked.seconds, rate)
    step = 2 * round(CHUNK_S * rate)
    for start, seq in zip(range(0, len(pcm), step), numbers or count(), strict=False):
        audio = b64(pcm[start : start + step])
        yield json_line(seq=seq, format="raw", audio_chunk_b64=audio, done=False, **also)
        await asyncio.sleep(asked.gap_s)


async def _stream(asked: Asked, rate: int, **also: Any) -> AsyncIterator[bytes]:
    async for line in _lines(asked, rate, **also):
        yield line
    yield json_line(format="raw", done=True, duration_ms=1000 * asked.seconds)


def _whole(audio: bytes, **also: object) -> Answer:
    return Answer(_once(json_line(**{"format": "raw", "audio_data_b64": b64(audio), **also})))


def tone(asked: Asked) -> Answer:
    """As the contract has it, and each answer names its sample rate."""
    if asked.plain:
        return _whole(tone_pcm(asked.seconds, asked.rate), sample_rate=asked.rate)
    return Answer(_stream(asked, asked.rate, sample_rate=asked.rate))


def unnamed_rate(asked: Asked) -> Answer:
    """Honours the sample rate without naming it."""
    if asked.plain:
        return _whole(tone_pcm(asked.seconds, asked.rate))
    return Answer(_stream(asked, asked.rate))


def old(asked: Asked) -> Answer:
    """Knows nothing of sample rates: 16000 Hz, whatever was asked for."""
    return unnamed_rate(Asked({**asked.body, "sample_rate": 16_000}, asked.plain, asked.gap_s))


def wav(asked: Asked) -> Answer:
    return _whole(wav_file(tone_pcm(asked.seconds, asked.rate), asked.rate), format="wav")


def wav_stereo(asked: Asked) -> Answer:
    pcm = tone_pcm(asked.seconds, asked.rate)
    both = b"".join(2 * pcm[at : at + 2] for at in range(0, len(pcm), 2))
    return _whole(wav_file(both, asked.rate, 2), format="wav")


def mp3(asked: Asked) -> Answer:
    if asked.plain:
        return _whole(b"ID3", format="mp3")
    return Answer(_once(json_line(format="mp3", audio_chunk_b64=b64(b"ID3"), done=True)))


def _stream_then(*last: bytes, lines: int = 3, end: Exception | None = None) -> Behaviour:
    """Some good lines, then the given bytes, then the end of the answer or of the connection."""

    async def pieces(asked: Asked) -> AsyncIterator[bytes]:
        sent = 0
        async for line in _lines(asked, asked.rate, sample_rate=asked.rate):
            if sent < lines:
                yield line
            sent += 1
        for piece in last:
            yield piece
        if end is not None:
            raise end

    return lambda asked: Answer(pieces(asked))


def _for_ever(piece: bytes, *first: bytes) -> Behaviour:
    async def pieces() -> AsyncIterator[bytes]:
        for beginning in first:
            yield beginning
        while True:
            yield piece
            await asyncio.sleep(0.01)

    return lambda asked: Answer(pieces())


def endless(asked: Asked) -> Answer:
    """A tone without end, for those who leave early."""

    async def pieces() -> AsyncIterator[bytes]:
        numbers = count()
        while True:
            async for line in _lines(asked, asked.rate, numbers, sample_rate=asked.rate):
                yield line

    return Answer(pieces())


def numbered(*numbers: int) -> Behaviour:
    """Lines with these numbers, and then the end that a good stream has."""

    async def pieces(asked: Asked) -> AsyncIterator[bytes]:
        async for line in _lines(asked, asked.rate, iter(numbers), sample_rate=asked.rate):
            yield line
        yield json_line(format="raw", done=True)

    return lambda asked: Answer(pieces(asked))


def both_names(asked: Asked) -> Answer:
    """Every other line calls its sound as the plain answer does."""

    async def pieces() -> AsyncIterator[bytes]:
        number = 0
        async for line in _stream(asked, asked.rate, sample_rate=asked.rate):
            yield line.replace(b"_chunk_", b"_data_") if number % 2 else line
            number += 1

    return Answer(pieces())


def timed(asked: Asked) -> Answer:
    """Says what its work took, and which sentence each line speaks."""
    took = {"queue_ms": 1, "phonemize_ms": 2.5, "synthesize_ms": "long", "encode_ms": -1}
    if asked.plain:
        return _whole(tone_pcm(1.0, asked.rate), sample_rate=asked.rate, timings=took)

    async def pieces() -> AsyncIterator[bytes]:
        place = {"segment": 0, "text_start": 0, "text_end": 5}
        async for line in _lines(asked, asked.rate, sample_rate=asked.rate):
            yield json_line(**json.loads(line), **place)
            place = {"segment": 0}
        yield json_line(done=True, timings=took)

    return Answer(pieces())


def measured(asked: Asked) -> Answer:
    """Says what its work took, all of it."""
    took = {"queue_ms": 1.0, "phonemize_ms": 2.5, "synthesize_ms": 40.0, "encode_ms": 0.25}

    async def pieces() -> AsyncIterator[bytes]:
        async for line in _lines(asked, asked.rate, sample_rate=asked.rate):
            yield line
        yield json_line(done=True, timings=took)

    return Answer(pieces())


def silence(asked: Asked) -> Answer:
    """A stream as good as any, of samples that are all zero."""
    nothing = bytes(2 * round(asked.seconds * asked.rate))
    if asked.plain:
        return _whole(nothing, sample_rate=asked.rate)
    line = json_line(seq=0, format="raw", audio_chunk_b64=b64(nothing), sample_rate=asked.rate)
    return Answer(_pieces(line, json_line(done=True)))


def all_at_the_end(asked: Asked) -> Answer:
    """Sends the lines of a stream when the last one is made."""

    async def pieces() -> AsyncIterator[bytes]:
        lines = [line async for line in _stream(asked, asked.rate, sample_rate=asked.rate)]
        await asyncio.sleep(asked.gap_s)
        for line in lines:
            yield line

    return Answer(pieces())


def posing(asked: Asked) -> Answer:
    """The fallback's voice, sent as Kokoro's."""

    async def pieces() -> AsyncIterator[bytes]:
        from arqon_settings.model import Settings
        from arqon_voice.providers.fallback import FallbackProvider
        from arqon_voice.speech.utterance import PcmChunk, Utterance

        fallback, numbers = FallbackProvider(), count()
        utterance = Utterance("posing", "posing", asked.body["text"], voice=asked.body["voice"])
        async for chunk in fallback.speak(utterance, Settings()):
            if isinstance(chunk, PcmChunk):
                sound, rate = b64(chunk.pcm), chunk.sample_rate
                yield json_line(seq=next(numbers), audio_chunk_b64=sound, sample_rate=rate)
        await fallback.aclose()
        yield json_line(done=True)

    return Answer(pieces())


def stuck(asked: Asked) -> Answer:
    """Some sound, and then nothing more."""

    async def pieces() -> AsyncIterator[bytes]:
        async for line in _lines(asked, asked.rate, sample_rate=asked.rate):
            yield line
        await asyncio.Event().wait()

    return Answer(pieces())


def half_then_stuck(asked: Asked) -> Answer:
    """Speaks its text in two parts and says which, but never comes to the end."""

    async def pieces() -> AsyncIterator[bytes]:
        length, numbers = len(asked.body["text"]), count()
        for number, (start, end) in enumerate([(0, length // 2), (length // 2, length)]):
            place = {"segment": number, "text_start": start, "text_end": end}
            async for line in _lines(asked, asked.rate, numbers, sample_rate=asked.rate):
                yield json_line(**json.loads(line), **place)
                place = {"segment": number}
        await asyncio.Event().wait()

    return Answer(pieces())


def _plain(**message: object) -> Behaviour:
    return lambda asked: Answer(_once(json_line(**message)))


def _body(data: bytes, status: int = 200, **headers: str) -> Behaviour:
    return lambda asked: Answer(_once(data), status, headers)


_PAGE: Final = b"<!doctype html>\n<html><body>Please log in\x1b[31m</body></html>\n"

BEHAVIOURS: Final[dict[str, Behaviour]] = {
    "tone": tone,
    "unnamed_rate": unnamed_rate,
    "old": old,
    "endless": endless,
    "stuck": stuck,
    "silence": silence,
    "all_at_the_end": all_at_the_end,
    "posing": posing,
    "half_then_stuck": half_then_stuck,
    "wav": wav,
    "wav_stereo": wav_stereo,
    "wav_cut_off": _plain(format="wav", audio_data_b64=b64(wav_file(bytes(100), 24_000)[:-9])),
    "wav_empty": _plain(format="wav", audio_data_b64=b64(wav_file(b"", 24_000))),
    "wav_broken": _plain(format="wav", audio_data_b64=b64(b"RIFF....WAVEfmt ")),
    "mp3": mp3,
    "timed": timed,
    "measured": measured,
    "both_names": both_names,
    "line_missing": numbered(0, 1, 3),
    "line_twice": numbered(0, 1, 1),
    "line_back": numbered(0, 1, 0),
    "first_missing": numbered(2, 3, 4),
    "counts_from_1": numbered(1, 2, 3),
    "plain_audio_b64": _plain(audio_b64=b64(b"\x01\x02" * 2400), sample_rate=24_000),
    "plain_audio": _plain(audio=b64(b"\x01\x02" * 2400), sample_rate=24_000),
    # status
    "missing": _body(b"", 404),
    "not_ready": _error(503, "not_ready"),
    "failed": _error(500, "synthesis_failed"),
    "overloaded": _error(429, "overloaded", **{"retry-after": "2"}),
    "unknown_voice": _error(422, "unknown_voice"),
    "redirect": _body(b"", 307, location="http://127.0.0.1:1/elsewhere"),
    "error_endless": lambda asked: Answer(_for_ever(b"x")(asked).pieces, 500),
    # bytes
    "html": _body(_PAGE, 200, **{"content-type": "text/html"}),
    "garbage": _body(bytes(range(256)) * 64),
    "garbage_base64": _stream_then(json_line(audio_chunk_b64="%%%", sample_rate=24_000)),
    "number_for_audio": _stream_then(json_line(audio_chunk_b64=7, sample_rate=24_000)),
    "plain_garbage_base64": _plain(audio_data_b64="%%%", sample_rate=24_000),
    "plain_odd": _plain(audio_data_b64=b64(b"\x01" * 4801), sample_rate=24_000),
    "plain_no_audio": _plain(format="raw", audio_data_b64="", sample_rate=24_000),
    "odd": _stream_then(
        json_line(audio_chunk_b64=b64(b"\x01" * 4801), sample_rate=24_000), json_line(done=True)
    ),
    "bad_rate": _stream_then(json_line(audio_chunk_b64=b64(b"\x01\x02"), sample_rate=7), lines=0),
    "a_list": _stream_then(b"[1, 2]\n", lines=0),
    "deep": _stream_then(b"[" * 200_000 + b"\n", lines=0),
    "huge_line": _stream_then(b'{"audio_chunk_b64": "' + b"A" * (9 * 2**20), lines=0),
    # ends
    "nothing": _body(b""),
    "no_audio": _stream_then(json_line(done=True), lines=0),
    "no_done": _stream_then(),
    "half_line": _stream_then(b'{"audio_chunk_b64": "AAAA'),
    "hang_up": _stream_then(end=HangUpError()),
    "hang_up_in_line": _stream_then(b'{"audio_chunk_b64": "AAAA', end=HangUpError()),
    "error_line": _stream_then(json_line(error="synthesis_failed: the engine broke", done=True)),
    "error_first": _stream_then(json_line(error="CUDA is out of memory", done=True), lines=0),
    "after_done": _stream_then(json_line(done=True), b"junk\n", json_line(error="late")),
    # time
    "drip_blanks": _for_ever(b"\n"),
    "drip_spaces": _for_ever(b" ", b'{"format": "raw", '),
    "drip_empty": _for_ever(json_line(audio_chunk_b64="", done=False, sample_rate=24_000)),
}
"""By name. There is one more, `never`, which the server does itself: not even headers."""
