"""`arqon-tts doctor`: what this machine has, and what to do about what it has not."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import click

from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json, fail, show

__all__ = ["Finding", "doctor"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. A `warning` limits, a `broken` one keeps from working."""

    what: str
    state: Literal["ok", "warning", "broken"]
    words: str


@click.command()
@as_json
def doctor(json_output: bool) -> None:
    """Look at sound, files and the sidecar, and say what to do.

    Exit codes: 0 nothing is broken, 1 something is.
    """
    findings = [*_files(), *_settings(), _espeak(), _sound(), _sidecar()]
    lines = [f"{found.state:<8} {found.what:<16} {found.words}" for found in findings]
    data = {"findings": [asdict(found) for found in findings]}
    show(data, "\n".join(lines), json_output=json_output)
    broken = [found.what for found in findings if found.state == "broken"]
    if broken:
        fail(f"broken: {', '.join(broken)}", exits.FAILED)


def _files() -> Iterator[Finding]:
    home = user_home()
    for what, path in (
        ("settings file", home.settings),
        ("telemetry file", home.telemetry),
        ("replay file", home.replay),
    ):
        yield _writable(what, path)


def _writable(what: str, path: Path) -> Finding:
    existing = next(place for place in (path, *path.parents) if place.exists())
    if os.access(existing, os.W_OK):
        there = "" if path.exists() else " (not there yet)"
        return Finding(what, "ok", f"{path}{there}")
    return Finding(
        what, "broken", f"{path}: {existing} is not writable; give this user write access"
    )


def _settings() -> Iterator[Finding]:
    from arqon_settings.store import SettingsStore
    from arqon_tui.cli.status import provider_words

    snapshot = SettingsStore(user_home().settings).read()
    yield Finding("provider", "ok", provider_words(snapshot))
    for fault in snapshot.faults:
        yield Finding("settings", "broken", str(fault))


def _espeak() -> Finding:
    from arqon_voice.providers.espeak.espeak import Espeak
    from arqon_voice.providers.port import ProviderError

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
    from arqon_voice.playback.device.player import DevicePlayer

    player = DevicePlayer()
    try:
        state = player.describe()
    finally:
        player.close()
    if not state.available:
        return Finding("sound device", "broken", state.reason)
    where = f"{state.device} ({state.host_api}), {state.sample_rate} Hz"
    return Finding("sound device", "ok", where)


def _sidecar() -> Finding:
    from arqon_service.attested import judged
    from arqon_settings.store import SettingsStore
    from arqon_voice.sidecar.health import check

    settings = SettingsStore(user_home().settings).read().settings
    health = judged(asyncio.run(check(settings.arqon_tts_kokoro_url)), user_home())
    where = f"{health.state} at {health.url}"
    if health.state == "ready":
        return Finding("sidecar", "ok", f"{where} ({health.label})")
    needed = settings.arqon_tts_provider == "kokoro"
    return Finding("sidecar", "broken" if needed else "warning", f"{where}: {health.reason}")
