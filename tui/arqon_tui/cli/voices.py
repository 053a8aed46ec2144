"""`arqon-tts voices`: what the sidecar can speak with."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from arqon_settings.command import command_here
from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json, fail, show

if TYPE_CHECKING:
    from arqon_voice.sidecar.voices import SidecarVoice, VoiceList

__all__ = ["voices"]


@click.command()
@click.argument("search", default="")
@click.option("--language", default="", help="A tag, or how it begins: en, en-gb.")
@click.option("--gender", default="", help="female or male.")
@as_json
def voices(search: str, language: str, gender: str, json_output: bool) -> None:
    """The voices of the sidecar; with SEARCH, those that fit its words.

    Where the sidecar does not answer, the list is that of its last answer, and says so.

    Exit codes: 1 no voice fits, 7 the sidecar does not answer.
    """
    from arqon_service.audition.voice_list import known_voices
    from arqon_settings.store import SettingsStore
    from arqon_voice.sidecar.voices import matching

    settings = SettingsStore(user_home().settings).read().settings
    known = known_voices(user_home(), settings.arqon_tts_kokoro_url)
    found = matching(known.voices, language=language, gender=gender, search=search)
    data = {
        "url": known.url,
        "asked_ms": known.asked_ms,
        "fault": known.fault,
        "default": known.default,
        "in_force": settings.arqon_tts_kokoro_voice,
        "voices": [asdict(voice) for voice in found],
    }
    if found or json_output:
        show(data, _table(found, known, settings.arqon_tts_kokoro_voice), json_output=json_output)
    if known.fault:
        fail(
            f"no list of voices from {known.url}: {known.fault}{_age(known)}",
            exits.NOT_READY,
        )
    if not known.voices:
        fail(f"the sidecar at {known.url} names no voice: see its log", exits.FAILED)
    if not found:
        fail(
            f"none of {len(known.voices)} voices fits; {command_here('voices')} lists them",
            exits.FAILED,
        )


def _table(found: tuple[SidecarVoice, ...], known: VoiceList, in_force: str) -> str:
    rows = [(each.id, each.language, each.gender, each.name) for each in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "  · in force" * (row[0] == in_force)
        + "  · the sidecar's default" * (row[0] == known.default)
        for row in rows
    )


def _age(known: VoiceList) -> str:
    if not known.voices:
        return "; no earlier answer of it is kept"
    hours = (time.time() - known.asked_ms / 1000) / 3600
    minutes = round(hours * 60)
    ago = "just now" if minutes < 2 else f"{minutes} minutes ago"
    return f"; these are the voices that it had {ago if hours < 2 else f'{hours:.0f} hours ago'}"
