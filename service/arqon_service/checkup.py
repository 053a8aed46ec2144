"""What this machine has, and what to do about what it has not: one row for each thing."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from arqon_service.attested import judged, standing_of
from arqon_service.home import Home
from arqon_service.lock import holder_of
from arqon_service.provider_words import provider_words
from arqon_settings.command import command_here
from arqon_settings.maestro.comparison import compared
from arqon_settings.maestro.mirror import MaestroMirror
from arqon_settings.store import SettingsStore
from arqon_voice.playback.device.player import DevicePlayer
from arqon_voice.providers.espeak.espeak import Espeak
from arqon_voice.providers.port import ProviderError
from arqon_voice.sidecar.health import FAILED, NO_ANSWER
from arqon_voice.sidecar.look import check

__all__ = ["Finding", "checkup"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. A `warning` limits, a `broken` one keeps from working."""

    what: str
    state: Literal["ok", "warning", "broken"]
    words: str


def checkup(home: Home) -> Iterator[Finding]:
    """Look at the files, the settings, the voices, the device and the sidecar of one user.

    Takes seconds: espeak-ng speaks, and the device is opened. Raises nothing for what is broken.
    """
    yield from _files(home)
    yield from _settings(home)
    yield _voice(home)
    yield _espeak()
    yield _sound()
    yield _sidecar(home)
    yield _vm(home)


def _files(home: Home) -> Iterator[Finding]:
    for what, path in (
        ("settings file", home.settings),
        ("telemetry file", home.telemetry),
        ("replay file", home.replay),
        ("voice lock", home.lock),
        ("log folder", home.logs),
        ("settings history", home.history),
    ):
        yield _writable(what, path)


def _writable(what: str, path: Path) -> Finding:
    kind = "folder" if what == "log folder" else "file"
    # Not `Path.exists`, which raises in a folder that this user may not look into.
    is_kind, is_there = (os.path.isdir if kind == "folder" else os.path.isfile), os.path.exists
    if is_there(path) and not is_kind(path):
        return Finding(what, "broken", f"{path} is not a {kind}; move it away")
    existing = next(place for place in (path, *path.parents) if is_there(place))
    if os.access(existing, os.W_OK | (os.X_OK if existing.is_dir() else 0)):
        there = "" if existing == path else " (not there yet)"
        return Finding(what, "ok", f"{path}{there}")
    words = f"{path}: {existing} is not writable; give this user write access"
    return Finding(what, "broken", words)


def _settings(home: Home) -> Iterator[Finding]:
    snapshot = SettingsStore(home.settings).read()
    provider = snapshot.settings.arqon_tts_provider
    words = provider_words(snapshot, lambda at: f"{at.astimezone():%Y-%m-%d %H:%M}")
    yield Finding("provider", "ok", f"{provider} · {words}")
    for fault in snapshot.faults:
        yield Finding("settings", "broken", str(fault))
    yield _maestro(home)


def _maestro(home: Home) -> Finding:
    mirror = MaestroMirror(home.settings)
    if not mirror.is_on():
        why = "it is disabled" if mirror.is_there() else f"{mirror.path} does not exist"
        return Finding("Maestro", "ok", f"its settings are not kept in step: {why}")
    found = compared(mirror)
    if found.in_step is not True:
        words = f"in step: {found.words}; see: {command_here('settings', 'maestro', 'diff')}"
        return Finding("Maestro", "warning", words)
    if found.has_rollback is False:
        words = "it has no fallback: our switch steers our voice plane only"
        return Finding("Maestro", "warning", words)
    return Finding("Maestro", "ok", f"{mirror.path} is in step")


def _voice(home: Home) -> Finding:
    holder = holder_of(home)
    if holder is None:
        return Finding("voice", "ok", "nobody holds it")
    if not holder.socket:
        words = f"{holder.words} holds it and takes no others in; see: {command_here('logs')}"
        return Finding("voice", "warning", words)
    return Finding("voice", "ok", f"{holder.words} holds it, at {holder.socket}")


def _espeak() -> Finding:
    async def listen() -> int:
        espeak = Espeak()
        try:
            return sum([len(chunk.pcm) async for chunk in espeak.speak("one", "en-us")])
        finally:
            await espeak.aclose()

    try:
        return Finding("fallback voice", "ok", f"espeak-ng made {asyncio.run(listen())} bytes")
    except ProviderError as error:
        return Finding("fallback voice", "broken", error.detail)


def _sound() -> Finding:
    player = DevicePlayer()
    try:
        state = player.describe()
    finally:
        player.close()
    if not state.available:
        return Finding("sound device", "broken", state.reason)
    where = f"{state.device} ({state.host_api}), {state.sample_rate} Hz"
    return Finding("sound device", "ok", where)


def _sidecar(home: Home) -> Finding:
    settings = SettingsStore(home.settings).read().settings
    health = judged(asyncio.run(check(settings.arqon_tts_kokoro_url)), home)
    where = f"{health.word} at {health.url}"
    if health.state == "ready":
        return Finding("sidecar", "ok", f"{where} ({health.label})")
    needed = settings.arqon_tts_provider == "kokoro"
    silent = health.word == NO_ANSWER
    words = f"{health.reason} at {health.url}" if silent else f"{where}: {health.reason}"
    return Finding(
        "sidecar", "broken" if needed else "warning", f"{words}; {_SIDECAR_ADVICE[health.word]}"
    )


_SIDECAR_ADVICE: Final = {
    "unreachable": "start it, or correct arqon_tts_kokoro_url",
    "starting": "wait until it is ready",
    NO_ANSWER: "see its log; it may have to be started anew",
    FAILED: "it stays so until it is started anew; see its log",
}


def _vm(home: Home) -> Finding:
    from arqon_microvm.run.folder import StateFolder

    state = StateFolder(home.vm).read()
    if state is None:
        return Finding(
            "VM", "warning", f"none runs in {home.vm}; start it: {command_here('vm', 'up')}"
        )
    phase = f"{state.phase}: {state.reason}" if state.reason else state.phase
    proof = standing_of(f"http://{state.listen}", home)
    fine = state.phase == "ready" and proof.attested
    words = f"{phase}, {state.monitor} at {state.listen}, {proof.words}"
    return Finding("VM", "ok" if fine else "warning", words)
