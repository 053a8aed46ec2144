"""Whether the sidecar in force streams: the first sound leaves it before the last is made."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Final

from arqon_gate.check import Around, Check, Outcome, judged
from arqon_gate.sidecar_in_force import in_force, ready_sidecar
from arqon_gate.speaking import Said, sound_server, voice_in
from arqon_voice.sidecar.http import open_client

__all__ = ["CHECK", "look"]

TEXT: Final = (
    "The first train leaves at seven. The second one is slower, and stops at every village. "
    "Bring a warm coat. It rains in the hills most evenings. "
    "We will be back before it is dark. Then we can eat."
)
EARLY: Final = 0.6
"""Of the time until the last line: six sentences are made, and the first is the shortest."""
_MOST_S: Final = 900.0


@dataclass(frozen=True, slots=True)
class _Stream:
    """When lines with sound came, in seconds since the request, and whether it was completed."""

    arrivals: tuple[float, ...]
    done: bool

    @property
    def share(self) -> float:
        """Of the time until the last line, that until the first."""
        return self.arrivals[0] / self.arrivals[-1] if self.arrivals else 1.0


def look(around: Around) -> Outcome:
    """Read a stream as fast as it comes, and have the same text spoken by the voice plane."""
    health = ready_sidecar(around)
    around.spoken(TEXT)
    stream = asyncio.run(_read(around.sidecar_url, in_force(around)["arqon_tts_kokoro_voice"]))
    print(f"{len(stream.arrivals)} lines with sound, done: {stream.done}", flush=True)
    streamed = {**in_force(around), "arqon_tts_kokoro_streaming_enabled": True}
    with (
        sound_server() as sink,
        voice_in(around.scratch / "kokoro", around, sink, streamed) as voice,
    ):
        said = voice.say(TEXT)
    first, last = (stream.arrivals[0], stream.arrivals[-1]) if stream.arrivals else (0.0, 0.0)
    seen = [
        f"sidecar: {health.label}",
        f"{len(stream.arrivals)} lines with sound, from {first:.2f} s to {last:.2f} s",
        f"events: {', '.join(dict.fromkeys(said.events))}; {said.seconds:.1f} s heard",
    ]
    figures = {
        "lines": len(stream.arrivals),
        "first_line_s": round(first, 3),
        "last_line_s": round(last, 3),
        "heard_s": round(said.seconds, 2),
    }
    right = "The stream started, came in parts as they were made, was completed, and was heard."
    return judged([*_wrong(stream, said)], right, seen, figures)


def _wrong(stream: _Stream, said: Said) -> list[str]:
    wrong = []
    if len(stream.arrivals) < 2:
        wrong.append(f"{len(stream.arrivals)} lines with sound came: that is not a stream.")
    elif stream.share > EARLY:
        wrong.append(
            f"The first sound came after {stream.share:.0%} of the time until the last: "
            "all was made before any was sent."
        )
    if not stream.done:
        wrong.append("The stream was not completed.")
    wrong += [
        f"The event {name} is missing: {said.ending.words}"
        for name in ("kokoro.stream_started", "kokoro.stream_chunk", "kokoro.stream_completed")
        if name not in said.events
    ]
    if not said.seconds:
        wrong.append("Nothing was heard.")
    return wrong


async def _read(url: str, voice: str) -> _Stream:
    begun, arrivals, done = time.monotonic(), [], False
    asked = {"text": TEXT, "voice": voice, "format": "raw", "sample_rate": 24_000}
    async with (
        await open_client(url) as client,
        asyncio.timeout(_MOST_S),
        client.stream("POST", f"{url}/synthesize_stream", json=asked) as answer,
    ):
        async for line in answer.aiter_lines():
            said = json.loads(line) if answer.status_code == 200 and line.strip() else {}
            if said.get("audio_chunk_b64") or said.get("audio_data_b64"):
                arrivals.append(time.monotonic() - begun)
            done = done or (said.get("done") is True and "error" not in said)
    return _Stream(tuple(arrivals), done)


CHECK = Check(
    name="kokoro-stream-smoke",
    title="Kokoro streams: sound before all is made",
    gate=6,
    limit_s=3600,
    proof="Start the sidecar (arqon-tts vm up), and run: arqon-tts gate run kokoro-stream-smoke",
    look=look,
)
