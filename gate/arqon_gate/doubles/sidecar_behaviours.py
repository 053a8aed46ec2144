"""All that the sidecar's test double can do when it is asked to speak: well-behaved and broken.

Each behaviour is a function from what was asked to an answer, found by its name. They run in
the double's own process.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from arqon_gate.doubles import sidecar_speech as speech
from arqon_gate.doubles.sidecar_answers import (
    Answer,
    Asked,
    Behaviour,
    HangUpError,
    once,
    sound_lines,
    stream,
    whole,
)
from arqon_gate.doubles.sidecar_tone import b64, json_line, wav_file

__all__ = ["BEHAVIOURS"]


def mp3(asked: Asked) -> Answer:
    if asked.plain:
        return whole(b"ID3", format="mp3")
    return Answer(once(json_line(format="mp3", audio_chunk_b64=b64(b"ID3"), done=True)))


def both_names(asked: Asked) -> Answer:
    """Every other line calls its sound as the plain answer does."""

    async def pieces() -> AsyncIterator[bytes]:
        number = 0
        async for line in stream(asked, asked.rate, sample_rate=asked.rate):
            yield line.replace(b"_chunk_", b"_data_") if number % 2 else line
            number += 1

    return Answer(pieces())


def numbered(*numbers: int) -> Behaviour:
    """Lines with these numbers, and then the end that a good stream has."""

    async def pieces(asked: Asked) -> AsyncIterator[bytes]:
        async for line in sound_lines(asked, asked.rate, iter(numbers), sample_rate=asked.rate):
            yield line
        yield json_line(format="raw", done=True)

    return lambda asked: Answer(pieces(asked))


def _stream_then(*last: bytes, lines: int = 3, end: Exception | None = None) -> Behaviour:
    """Some good lines, then the given bytes, then the end of the answer or of the connection."""

    async def pieces(asked: Asked) -> AsyncIterator[bytes]:
        sent = 0
        async for line in sound_lines(asked, asked.rate, sample_rate=asked.rate):
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


def _error(status: int, code: str, **headers: str) -> Behaviour:
    body = json_line(code=code, detail=f"the double was told to answer {status}")
    return lambda asked: Answer(once(body), status, headers)


def _plain(**message: object) -> Behaviour:
    return lambda asked: Answer(once(json_line(**message)))


def _body(data: bytes, status: int = 200, **headers: str) -> Behaviour:
    return lambda asked: Answer(once(data), status, headers)


_PAGE: Final = b"<!doctype html>\n<html><body>Please log in\x1b[31m</body></html>\n"

BEHAVIOURS: Final[dict[str, Behaviour]] = {
    "tone": speech.tone,
    "unnamed_rate": speech.unnamed_rate,
    "old": speech.old,
    "endless": speech.endless,
    "stuck": speech.stuck,
    "silence": speech.silence,
    "all_at_the_end": speech.all_at_the_end,
    "posing": speech.posing,
    "half_then_stuck": speech.half_then_stuck,
    "wav": speech.wav,
    "wav_stereo": speech.wav_stereo,
    "wav_cut_off": _plain(format="wav", audio_data_b64=b64(wav_file(bytes(100), 24_000)[:-9])),
    "wav_empty": _plain(format="wav", audio_data_b64=b64(wav_file(b"", 24_000))),
    "wav_broken": _plain(format="wav", audio_data_b64=b64(b"RIFF....WAVEfmt ")),
    "mp3": mp3,
    "timed": speech.timed,
    "measured": speech.measured,
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
    "too_long": _error(413, "text_too_long"),
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
    "too_long_later": _stream_then(json_line(error="text_too_long: over an hour", done=True)),
    "error_first": _stream_then(json_line(error="CUDA is out of memory", done=True), lines=0),
    "after_done": _stream_then(json_line(done=True), b"junk\n", json_line(error="late")),
    # time
    "drip_blanks": _for_ever(b"\n"),
    "drip_spaces": _for_ever(b" ", b'{"format": "raw", '),
    "drip_empty": _for_ever(json_line(audio_chunk_b64="", done=False, sample_rate=24_000)),
}
"""By name. There is one more, `never`, which the server does itself: not even headers."""
