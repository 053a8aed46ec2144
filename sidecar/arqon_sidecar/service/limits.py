"""The bounds of the service."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the service takes before it refuses, and keeps.

    `text`, `audio_s`, `queue` and `sound_cache` are options of `serve`.

    Attributes:
        text: Characters of a text.
        audio_s: Seconds of sound of an answer: 20,000 characters take some 22 minutes, but digits
            and slow speech many times that.
        body: Bytes of a request's body. Maestro sends recorded sound along, which is ignored.
        bodies: Bytes of all bodies together that are being read.
        answer: Bytes of sound of an answer that cannot go out before it is whole (WAV, FLAC).
        answers: Bytes of all such answers together.
        header: Bytes of a request's head.
        queue: Requests that may wait for the engine.
        sound_cache: Bytes of sound spoken lately that are kept.
        connections: Open connections; more are closed at once.
        head_s: Seconds for a request's head to arrive, counted from the connection or the answer
            before.
        body_s: Seconds for a request's body to arrive.
        stall_s: Seconds for which a client may take nothing of an answer that is ready.
        unread_s: Seconds of sound that a client may leave unread: then no more is made for it.
        shutdown_s: Seconds from the signal to the end.
    """

    text: int = 20_000
    audio_s: float = 3_600.0
    body: int = 8 * 2**20
    bodies: int = 32 * 2**20
    answer: int = 64 * 2**20
    answers: int = 64 * 2**20
    header: int = 16 * 2**10
    queue: int = 16
    sound_cache: int = 32_000_000
    connections: int = 2_000
    head_s: float = 10.0
    body_s: float = 30.0
    stall_s: float = 60.0
    unread_s: float = 20.0
    shutdown_s: float = 4.0
