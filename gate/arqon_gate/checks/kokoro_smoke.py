"""Whether the sidecar in force speaks, and is heard, in a voice that is not the fallback's."""

from __future__ import annotations

from typing import Final

from arqon_gate.check import Around, Check, Outcome, judged
from arqon_gate.doubles.hearing import likeness
from arqon_gate.sidecar_in_force import in_force, ready_sidecar
from arqon_gate.speaking import BY_FALLBACK, SENTENCE, Said, sound_server, voice_in

__all__ = ["CHECK", "look"]

SHORTEST_S: Final = 1.0
"""Nobody says the sentence in less."""
SAME_VOICE: Final = 0.5
"""Between two voices that say the same (below 0.2) and one that speaks twice (above 0.9)."""


def look(around: Around) -> Outcome:
    """Have it speak a sentence with no fallback to help, and hold it against the fallback's."""
    health = ready_sidecar(around)
    with sound_server() as sink:
        with voice_in(around.scratch / "kokoro", around, sink, in_force(around)) as voice:
            kokoro = voice.say()
        with voice_in(around.scratch / "fallback", around, sink, BY_FALLBACK) as voice:
            fallback = voice.say()
    alike = likeness(kokoro.sound, fallback.sound)
    seen = [
        f"sidecar: {health.label}",
        f"events: {', '.join(kokoro.events)}",
        f"{kokoro.seconds:.1f} s heard; likeness to the fallback's voice {alike:.2f}",
    ]
    figures = {
        "heard_s": round(kokoro.seconds, 2),
        "likeness_to_fallback": round(alike, 3),
        "first_audio_ms": kokoro.ending.first_audio_ms or 0,
        "characters": len(SENTENCE),
    }
    right = "The sidecar spoke, it was heard, and it was not the fallback's voice."
    return judged([*_wrong(kokoro, alike)], right, seen, figures)


def _wrong(kokoro: Said, alike: float) -> list[str]:
    wrong = []
    if "kokoro.success" not in kokoro.events:
        wrong.append(f"Kokoro did not succeed: {kokoro.ending.words}")
    if "fallback.used" in kokoro.events:
        wrong.append("The fallback spoke, though it was off.")
    if kokoro.seconds < SHORTEST_S:
        wrong.append(f"{kokoro.seconds:.1f} s were heard: that is not the sentence.")
    if alike > SAME_VOICE:
        wrong.append(f"What the sidecar sent is the fallback's voice: likeness {alike:.2f}.")
    return wrong


CHECK = Check(
    name="kokoro-smoke",
    title="Kokoro speaks and is heard",
    gate=6,
    limit_s=1800,
    proof="Start the sidecar (arqon-tts vm up), and run: arqon-tts gate run kokoro-smoke",
    look=look,
)
