"""`arqon-tts status`: who speaks, since when and by whom, and whether Kokoro could."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from arqon_tui.cli import exits
from arqon_tui.cli.asking import holder, status_data, status_lines
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json, clock_time, fail, show
from arqon_tui.cli.settings import warn_of_faults

if TYPE_CHECKING:
    from arqon_service.voice import Status
    from arqon_settings.snapshot import Snapshot
    from arqon_voice.sidecar.health import Health

__all__ = ["status"]


@click.command()
@click.option("--watch", "watching", is_flag=True, help="Tell it again whenever it changes.")
@as_json
def status(watching: bool, json_output: bool) -> None:
    """Who speaks and who holds the voice, the sidecar's health, and whether its VM is proven.

    Exit codes: 0 whoever is to speak can, 7 Kokoro is in force and its sidecar is not ready.
    """
    if watching:
        from arqon_tui.cli.watching import watch

        watch(_watched, json_output=json_output)
    with holder("status") as voice:
        held = voice.view() if voice is not None else None
    snapshot, data, text = _looked(held)
    warn_of_faults(snapshot)
    show(data, text, json_output=json_output)
    word = data["sidecar"]["word"]
    if snapshot.settings.arqon_tts_provider == "kokoro" and word != "ready":
        fail(f"Kokoro is in force, and its sidecar is not ready: {word}", exits.NOT_READY)


def _watched() -> tuple[dict[str, Any], str]:
    """One look; a holder that does not answer is a line of it, and no end."""
    from arqon_service.channel.client import NoAnswer
    from arqon_service.remote import reach
    from arqon_service.voice import VoiceUnreachable

    held, fault = None, ""
    try:
        if (voice := reach(user_home(), "status")) is not None:
            try:
                held = voice.view()
            finally:
                voice.close()
    except (NoAnswer, VoiceUnreachable) as error:
        fault = str(error)
    snapshot, data, text = _looked(held)
    faults = [*filter(None, [fault]), *map(str, snapshot.faults)]
    return data | {"voice_fault": fault}, "\n".join([text, *(f"Fault     {f}" for f in faults)])


def _looked(held: Status | None) -> tuple[Snapshot, dict[str, Any], str]:
    from arqon_service.attested import standing_of
    from arqon_service.lately import Lately
    from arqon_settings.store import SettingsStore
    from arqon_voice.sidecar.look import check

    snapshot = SettingsStore(user_home().settings).read()
    health = asyncio.run(check(snapshot.settings.arqon_tts_kokoro_url))
    standing = standing_of(health.url, user_home())
    if health.state != "unreachable":
        health = replace(health, attested=standing.attested, refused_release=standing.refused)
    past = None if held else Lately(user_home().telemetry)
    lately = past and past.standing(snapshot.settings.arqon_tts_provider)
    data = _data(snapshot, health, standing.words) | status_data(held)
    if lately:
        data["standing"] = {"speaker": lately.speaker, "words": lately.words}
    told = [f"Lately    {lately.words}"] if lately and lately.speaker == "degraded" else []
    text = "\n".join([_text(snapshot, health, standing.words), *status_lines(held), *told])
    return snapshot, data, text


def _data(snapshot: Snapshot, health: Health, attestation: str) -> dict[str, Any]:
    made = snapshot.provider_change
    return {
        "provider": snapshot.settings.arqon_tts_provider,
        "origin": snapshot.origins["arqon_tts_provider"],
        "since": made.at.isoformat() if made else None,
        "by": made.by if made else None,
        "reason": made.reason if made else "",
        "fallback_enabled": snapshot.settings.arqon_tts_kokoro_fallback_enabled,
        "sidecar": {
            "url": health.url,
            "state": health.state,
            "word": health.word,
            "phase": health.phase,
            "reason": health.reason,
            "label": health.label,
            "runtime": health.runtime,
            "attested": health.attested,
            "attestation": attestation,
            "model": health.model,
            "model_sha256": health.model_sha256,
            "model_kind": health.model_kind,
            "model_origin": health.model_origin,
            "version": health.version,
            "rtt_ms": health.rtt_ms,
        },
        "faults": [str(fault) for fault in snapshot.faults],
    }


def _text(snapshot: Snapshot, health: Health, attestation: str) -> str:
    from arqon_service.provider_words import provider_words

    rtt = f", {health.rtt_ms:.0f} ms" if health.rtt_ms is not None else ""
    reason = f": {health.reason}" if health.reason else ""
    label = f" ({health.label})" if health.state != "unreachable" else ""
    failing = "on" if snapshot.settings.arqon_tts_kokoro_fallback_enabled else "off, fails closed"
    words = provider_words(snapshot, clock_time)
    lines = [
        f"Provider  {snapshot.settings.arqon_tts_provider} · {words}",
        f"Sidecar   {health.word} at {health.url}{rtt}{label}{reason}",
        f"Fallback  {failing}",
    ]
    if health.runtime == "firecracker" and not health.attested:
        lines.insert(2, f"Proof     {attestation}")
    if health.model_kind == "variant":
        lines.insert(2, f"Model     {health.model}, from {health.model_origin}")
    return "\n".join(lines)
