"""How the sidecar's test double speaks where the form of its answers is right.

Not all that has the right form is right: silence, the voice of another, a stream that is sent when
it is over.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from itertools import count

from arqon_gate.doubles.sidecar_answers import Answer, Asked, in_pieces, sound_lines, stream, whole
from arqon_gate.doubles.sidecar_tone import b64, json_line, tone_pcm, wav_file

__all__ = [
    "all_at_the_end",
    "endless",
    "half_then_stuck",
    "measured",
    "old",
    "posing",
    "silence",
    "stuck",
    "timed",
    "tone",
    "unnamed_rate",
    "wav",
    "wav_stereo",
]


def tone(asked: Asked) -> Answer:
    """As the contract has it, and each answer names its sample rate."""
    if asked.plain:
        return whole(tone_pcm(asked.seconds, asked.rate), sample_rate=asked.rate)
    return Answer(stream(asked, asked.rate, sample_rate=asked.rate))


def unnamed_rate(asked: Asked) -> Answer:
    """Honours the sample rate without naming it."""
    if asked.plain:
        return whole(tone_pcm(asked.seconds, asked.rate))
    return Answer(stream(asked, asked.rate))


def old(asked: Asked) -> Answer:
    """Knows nothing of sample rates: 16000 Hz, whatever was asked for."""
    return unnamed_rate(Asked({**asked.body, "sample_rate": 16_000}, asked.plain, asked.gap_s))


def wav(asked: Asked) -> Answer:
    return whole(wav_file(tone_pcm(asked.seconds, asked.rate), asked.rate), format="wav")


def wav_stereo(asked: Asked) -> Answer:
    pcm = tone_pcm(asked.seconds, asked.rate)
    both = b"".join(2 * pcm[at : at + 2] for at in range(0, len(pcm), 2))
    return whole(wav_file(both, asked.rate, 2), format="wav")


def endless(asked: Asked) -> Answer:
    """A tone without end, for those who leave early."""

    async def pieces() -> AsyncIterator[bytes]:
        numbers = count()
        while True:
            async for line in sound_lines(asked, asked.rate, numbers, sample_rate=asked.rate):
                yield line

    return Answer(pieces())


def timed(asked: Asked) -> Answer:
    """Says what its work took, and which sentence each line speaks."""
    took = {"queue_ms": 1, "phonemize_ms": 2.5, "synthesize_ms": "long", "encode_ms": -1}
    if asked.plain:
        return whole(tone_pcm(1.0, asked.rate), sample_rate=asked.rate, timings=took)

    async def pieces() -> AsyncIterator[bytes]:
        place = {"segment": 0, "text_start": 0, "text_end": 5}
        async for line in sound_lines(asked, asked.rate, sample_rate=asked.rate):
            yield json_line(**json.loads(line), **place)
            place = {"segment": 0}
        yield json_line(done=True, timings=took)

    return Answer(pieces())


def measured(asked: Asked) -> Answer:
    """Says what its work took, all of it."""
    took = {"queue_ms": 1.0, "phonemize_ms": 2.5, "synthesize_ms": 40.0, "encode_ms": 0.25}

    async def pieces() -> AsyncIterator[bytes]:
        async for line in sound_lines(asked, asked.rate, sample_rate=asked.rate):
            yield line
        yield json_line(done=True, timings=took)

    return Answer(pieces())


def silence(asked: Asked) -> Answer:
    """A stream as good as any, of samples that are all zero."""
    nothing = bytes(2 * round(asked.seconds * asked.rate))
    if asked.plain:
        return whole(nothing, sample_rate=asked.rate)
    line = json_line(seq=0, format="raw", audio_chunk_b64=b64(nothing), sample_rate=asked.rate)
    return Answer(in_pieces(line, json_line(done=True)))


def all_at_the_end(asked: Asked) -> Answer:
    """Sends the lines of a stream when the last one is made."""

    async def pieces() -> AsyncIterator[bytes]:
        lines = [line async for line in stream(asked, asked.rate, sample_rate=asked.rate)]
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
        async for line in sound_lines(asked, asked.rate, sample_rate=asked.rate):
            yield line
        await asyncio.Event().wait()

    return Answer(pieces())


def half_then_stuck(asked: Asked) -> Answer:
    """Speaks its text in two parts and says which, but never comes to the end."""

    async def pieces() -> AsyncIterator[bytes]:
        length, numbers = len(asked.body["text"]), count()
        for number, (start, end) in enumerate([(0, length // 2), (length // 2, length)]):
            place = {"segment": number, "text_start": start, "text_end": end}
            async for line in sound_lines(asked, asked.rate, numbers, sample_rate=asked.rate):
                yield json_line(**json.loads(line), **place)
                place = {"segment": number}
        await asyncio.Event().wait()

    return Answer(pieces())
