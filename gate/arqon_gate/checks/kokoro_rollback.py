"""Whether one switch rolls back: Kokoro fails, and the next request plays by the fallback."""

from __future__ import annotations

import time
from typing import Final

from arqon_gate.check import Around, Check, Outcome, judged
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_gate.speaking import OpenPlane, sound_server, voice_in
from arqon_service.assembly import open_plane
from arqon_service.home import Home
from arqon_settings.model import SettingKey
from arqon_settings.store import SettingsStore

__all__ = ["CHECK", "look"]

MOST_S: Final = 60.0
"""The plan: rollback in under one minute."""


def look(around: Around, opened: OpenPlane = open_plane) -> Outcome:
    """Kokoro fails closed; the switch is written as another program would; the fallback speaks."""
    folder = around.scratch / "voice"
    with sound_server() as sink, SidecarServer("failed") as server:
        settings: dict[SettingKey, object] = {
            "arqon_tts_provider": "kokoro",
            "arqon_tts_kokoro_url": server.url,
            "arqon_tts_kokoro_fallback_enabled": False,
        }
        with voice_in(folder, around, sink, settings, opened) as voice:
            before = voice.say()
            begun = time.monotonic()
            store = SettingsStore(Home.under(folder).settings)
            store.change({"arqon_tts_provider": "fallback"}, by="gate", reason="rollback proof")
            written_ms = (time.monotonic() - begun) * 1000
            after = voice.say()
            took_s = time.monotonic() - begun
    seen = [
        f"before: {', '.join(before.events)}; {before.seconds:.1f} s heard",
        "switch: arqon_tts_provider=fallback, the same program runs on",
        f"after: {', '.join(after.events)}; {after.seconds:.1f} s heard",
        f"from the switch to the end of the fallback's sentence {took_s:.1f} s",
    ]
    wrong = []
    if "fail_closed" not in before.events or before.seconds:
        wrong.append("Before the switch Kokoro did not fail closed: nothing was to be rolled back.")
    if "latency_ms" not in after.events or not after.seconds:
        wrong.append(f"After the switch nothing was heard: {after.ending.words}")
    if after.ending.provider != "fallback" or "kokoro.started" in after.events:
        wrong.append(f"After the switch {after.ending.provider} spoke, not the fallback.")
    if took_s > MOST_S:
        wrong.append(f"It took {took_s:.0f} s; the plan allows {MOST_S:.0f}.")
    figures = {"rollback_s": round(took_s, 2), "written_ms": round(written_ms, 1)}
    right = f"One switch, and the next request played by the fallback: {took_s:.1f} s in all."
    return judged(wrong, right, seen, figures)


CHECK = Check(
    name="kokoro-rollback",
    title="One switch rolls back, without a restart",
    gate=6,
    limit_s=300,
    proof="Run it where a sound server can be started: arqon-tts gate run kokoro-rollback",
    look=look,
)
