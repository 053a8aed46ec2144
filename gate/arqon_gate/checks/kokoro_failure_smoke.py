"""Whether each failure of Kokoro ends as the settings say, with its telemetry and its sound."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Final

from arqon_gate.check import Around, Check, Outcome, judged
from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_gate.speaking import OpenPlane, Said, sound_server, voice_in
from arqon_service.assembly import open_plane
from arqon_settings.model import SettingKey

__all__ = ["CHECK", "look"]

FAILURES: Final = {
    "unreachable": "",
    "timeout": "never",
    "status 500": "failed",
    "broken stream": "hang_up",
    "stream that says it failed": "error_line",
    "a page for sound": "html",
    "success without sound": "no_audio",
    "silence for sound": "silence",
}
"""Each way to fail, and what the double that fails so is told to do."""
_TIMEOUT_MS: Final = 2_000
_WORDS: Final = {True: "fallback on", False: "fallback off"}


def look(
    around: Around,
    opened: OpenPlane = open_plane,
    failures: Mapping[str, str] = FAILURES,
) -> Outcome:
    """Speak through each failure, once with the fallback and once without."""
    wrong: list[str] = []
    seen: list[str] = []
    with sound_server() as sink, SidecarServer() as server:
        for failure, behaviour in failures.items():
            for fallback in (True, False):
                name = f"{failure}, {_WORDS[fallback]}"
                print(f"{name}: ", end="", flush=True)
                with _url(server, behaviour) as url:
                    said = _spoken(around, sink, url, fallback, name, opened)
                seen.append(f"{name}: {', '.join(said.events)}; {said.seconds:.1f} s heard")
                wrong += [f"{name}: {what}" for what in _wrong(said, fallback)]
    right = (
        "Each failure was told; with the fallback it spoke, without it nothing was heard, and "
        "that was told."
    )
    return judged(wrong, right, seen, {"failures": len(failures), "utterances": len(seen)})


def _spoken(
    around: Around, sink: NullSink, url: str, fallback: bool, name: str, opened: OpenPlane
) -> Said:
    """One utterance of a plane that has heard nothing of this sidecar before."""
    settings: dict[SettingKey, object] = {
        "arqon_tts_provider": "kokoro",
        "arqon_tts_kokoro_url": url,
        "arqon_tts_kokoro_timeout_ms": _TIMEOUT_MS,
        "arqon_tts_kokoro_fallback_enabled": fallback,
    }
    folder = around.scratch / name.replace(" ", "-").replace(",", "")
    with voice_in(folder, around, sink, settings, opened) as voice:
        return voice.say()


def _wrong(said: Said, fallback: bool) -> Iterator[str]:
    if "kokoro.failure" not in said.events:
        yield "the failure was not told"
    if "kokoro.success" in said.events:
        yield "it was told as a success"
    expected, other = (
        ("fallback.used", "fail_closed") if fallback else ("fail_closed", "fallback.used")
    )
    if expected not in said.events:
        yield f"the event {expected} is missing"
    if other in said.events:
        yield f"the event {other} came, though the fallback was {'on' if fallback else 'off'}"
    if fallback and not said.seconds:
        yield "the fallback was not heard"
    if not fallback and said.seconds and "playback_started" not in said.events:
        yield f"{said.seconds:.1f} s were heard, though it failed closed"


@contextmanager
def _url(server: SidecarServer, behaviour: str) -> Iterator[str]:
    """Where that failure is to be had; without a behaviour, a port that refuses."""
    if behaviour:
        server.behave(behaviour)
        yield server.url
        return
    with closing(socket.socket()) as taken:  # bound and not listening: nobody else gets it
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


CHECK = Check(
    name="kokoro-failure-smoke",
    title="Kokoro's failures end as the settings say",
    gate=6,
    limit_s=900,
    proof="Run it where a sound server can be started: arqon-tts gate run kokoro-failure-smoke",
    look=look,
)
