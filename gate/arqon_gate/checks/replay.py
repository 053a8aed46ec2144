"""Whether a message that the bus repeats is spoken once, also after a restart."""

from __future__ import annotations

from typing import Final

from arqon_gate.check import Around, Check, Outcome, judged
from arqon_gate.doubles.bus_server import BusServer
from arqon_gate.doubles.hearing import sounding
from arqon_gate.doubles.null_sink import RATE, NullSink
from arqon_gate.on_a_bus import bus_at, on_bus, selected
from arqon_gate.speaking import (
    BY_FALLBACK,
    HeardVoice,
    OpenPlane,
    sound_server,
    voice_in,
    waited_for,
)
from arqon_service.assembly import open_plane

__all__ = ["CHECK", "look"]

PORT: Final = 9101
MESSAGE: Final = "speech-replay-msg-999"
"""The message that Maestro's own scenario sends three times."""
REPEATS: Final = 3
_ENDS: Final = ("latency_ms", "replay_ignored", "playback_failed", "fail_closed")


def look(around: Around, opened: OpenPlane = open_plane, port: int = PORT) -> Outcome:
    """Two lives of a voice, and the bus sends one message three times in each."""
    spoken: list[int] = []
    ignored: list[int] = []
    heard: list[float] = []
    with sound_server() as sink, bus_at(port) as bus:
        for life in (1, 2):
            with voice_in(around.scratch / "voice", around, sink, BY_FALLBACK, opened) as voice:
                heard.append(_repeated(voice, bus, sink, life * REPEATS))
                names = voice.events(MESSAGE)
            spoken.append(names.count("playback_started"))
            ignored.append(names.count("replay_ignored"))
            print(f"life {life}: spoken {spoken[-1]} times so far, {names}", flush=True)
    seen = [
        f"sent {REPEATS} times, and {REPEATS} times more after a restart",
        f"spoken {spoken[-1]} times in all, told as a replay {ignored[-1]} times",
    ]
    wrong = []
    if spoken != [1, 1]:
        wrong.append(f"It was spoken {spoken[0]} times, and {spoken[1]} times with the restart.")
    if ignored[-1] != 2 * REPEATS - 1:
        wrong.append(f"{ignored[-1]} replays were told; {2 * REPEATS - 1} came.")
    if heard[1]:
        wrong.append(f"After the restart {heard[1]:.2f} s were heard.")
    figures = {"sent": 2 * REPEATS, "spoken": spoken[-1], "replays_told": ignored[-1]}
    right = "The repeated message was spoken once, before and after a restart."
    return judged(wrong, right, seen, figures)


def _repeated(voice: HeardVoice, bus: BusServer, sink: NullSink, ends: int) -> float:
    """Have the bus send it, until `ends` requests have ended; how many seconds were heard."""
    with sink.record() as recording:
        with on_bus(voice.plane, voice.plane.emitter.tell, bus):
            selected(bus, "test-speech-replay")
            waited_for(
                lambda: sum(name in _ENDS for name in voice.events(MESSAGE)) >= ends,
                f"{ends} requests to end",
            )
        recording.settle()
        heard = sounding(recording.samples)
    return float((heard.stop - heard.start) / RATE)


CHECK = Check(
    name="replay",
    title="A replayed message is not spoken again",
    gate=3,
    limit_s=300,
    proof="Run it where a sound server can be started: arqon-tts gate run replay",
    look=look,
)
