"""Whether callers go on while speech sounds: how long a call takes, and how late their loop is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Final

from arqon_gate.check import Around, Check, Outcome, judged
from arqon_gate.speaking import BY_FALLBACK, SENTENCE, SPEECH_S, OpenPlane, sound_server, voice_in
from arqon_service.assembly import open_plane
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.speech.request import Outcome as Ending

__all__ = ["CHECK", "look"]

UTTERANCES: Final = 3
_BEAT_S: Final = 0.01
MOST: Final = 0.2
"""Of the sound's length: a caller that waited for the sound would be late by all of it. The
machine's own lateness is measured before, without any sound, and is not counted."""


@dataclass(frozen=True, slots=True)
class _Lag:
    """Seconds: the longest call, how late the caller's loop was at most, and how long it took."""

    call_s: float
    late_s: float
    took_s: float


def look(around: Around, opened: OpenPlane = open_plane) -> Outcome:
    """Three utterances asked for by a caller whose loop beats a hundred times a second."""
    around.spoken(SENTENCE)
    with (
        sound_server() as sink,
        voice_in(around.scratch / "voice", around, sink, BY_FALLBACK, opened) as voice,
    ):
        voice.say()  # the voice and the device are there from now on
        idle_s = asyncio.run(_beats(asyncio.sleep(1.0)))
        with sink.record() as recording:
            lag = asyncio.run(_asked(voice.plane))
            recording.settle()
            heard = recording.has_sound
    allowed_s = MOST * lag.took_s + idle_s
    seen = [
        f"{UTTERANCES} utterances, {lag.took_s:.1f} s of playing",
        f"longest call {1000 * lag.call_s:.1f} ms",
        f"caller late by {1000 * lag.late_s:.1f} ms; without sound by {1000 * idle_s:.1f} ms",
    ]
    print("\n".join(seen), flush=True)
    wrong = []
    if not heard:
        wrong.append("Nothing was heard, so nothing was measured.")
    if max(lag.call_s, lag.late_s) > allowed_s:
        wrong.append("Callers were held while it played.")
    figures = {
        "longest_call_ms": round(1000 * lag.call_s, 1),
        "latest_beat_ms": round(1000 * lag.late_s, 1),
        "latest_beat_idle_ms": round(1000 * idle_s, 1),
        "playing_s": round(lag.took_s, 2),
    }
    return judged(wrong, "Callers went on while it played.", seen, figures)


async def _asked(plane: VoicePlane) -> _Lag:
    calls: list[float] = []
    begun = time.monotonic()

    async def speak() -> None:
        outcomes: list[Future[Ending]] = []
        for _ in range(UTTERANCES):
            called = time.monotonic()
            outcomes.append(plane.say(SENTENCE).outcome)
            calls.append(time.monotonic() - called)
        async with asyncio.timeout(SPEECH_S):
            await asyncio.gather(*map(asyncio.wrap_future, outcomes))

    late_s = await _beats(speak())
    return _Lag(max(calls), late_s, time.monotonic() - begun)


async def _beats(work: Coroutine[Any, Any, None]) -> float:
    """Let the loop beat while `work` runs; how late the latest beat was, in seconds."""
    running = asyncio.create_task(work)
    latest = 0.0
    while not running.done():
        due = time.monotonic() + _BEAT_S
        await asyncio.sleep(_BEAT_S)
        latest = max(latest, time.monotonic() - due)
    await running
    return latest


CHECK = Check(
    name="nonblocking",
    title="Playback does not block its callers",
    gate=6,
    limit_s=300,
    proof="Run it where a sound server can be started: arqon-tts gate run nonblocking",
    look=look,
)
