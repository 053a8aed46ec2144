"""What the panel says about the result of an act."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from arqon_settings.command import command_here
from arqon_tui.panel.words import PROVIDER, values_of, when
from arqon_voice.telemetry.events import LATENCY_MS
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_service.settings_history import SettingsEntry
    from arqon_settings.snapshot import Change, Snapshot
    from arqon_tui.panel.actions import KeyOf
    from arqon_voice.speech.request import Outcome

__all__ = ["not_switched", "outcome_line", "stays_held", "switched", "undone"]


def switched(change: Change, to: str, now: datetime) -> str:
    """What a rollback or a restore did, for the header."""
    values = {key: (old, new) for key, old, new in change.changed}
    at = f"{now:%H:%M:%S}"
    done = "Rolled back to fallback" if to == "fallback" else "Switched to kokoro"
    if PROVIDER in values:
        text = f"{at} {done}, was {values[PROVIDER][0]}."
    else:
        text = f"{at} Already on {to}: nothing had to change."
    if change.after.settings.arqon_tts_provider != to:
        held = change.after.settings.arqon_tts_provider
        text += f" The file says {to}, but {PROVIDER.upper()} holds this panel on {held}."
    if change.kept_bad_file:
        text += f" The file that could not be used is kept as {change.kept_bad_file}."
    return plain(text)


def not_switched(why: str, to: str, snapshot: Snapshot | None, now: datetime, key_of: KeyOf) -> str:
    """That a rollback or a restore failed, what still holds, and what to do."""
    what = "ROLLBACK FAILED" if to == "fallback" else "SWITCH TO KOKORO FAILED"
    said = f"{now:%H:%M:%S} {what}: {why}."
    action = "rollback" if to == "fallback" else "restore"
    if snapshot is None:
        return plain(f"{said} Run in another terminal: {command_here(action)}")
    holds = snapshot.settings.arqon_tts_provider
    return plain(f"{said} Speech still goes to {holds}. Then press {key_of(action)} again.")


def stays_held(held: Snapshot | None) -> str:
    """What a switch cannot do while the environment holds the provider (None: it does not)."""
    if held is None:
        return ""
    return (
        f"{PROVIDER.upper()} holds this panel on {held.settings.arqon_tts_provider}: only the "
        "settings file changes, for the other programs. Unset it and start again to follow."
    )


def undone(entry: SettingsEntry, now: datetime) -> str:
    """That a change was undone, for the band."""
    label, old, new = values_of(entry)
    made = f"changed {when(entry.at, now)} {entry.by_whom}"
    return plain(f"{now:%H:%M:%S} Undone: {label} is {old} again, was {new} ({made}).")


def outcome_line(outcome: Outcome) -> str:
    """How the last utterance ended, and how fast it was heard."""
    parts = [outcome.words]
    if outcome.ending == LATENCY_MS and outcome.first_audio_ms is not None:
        parts.append(f"first audio {outcome.first_audio_ms:,} ms")
    if outcome.ending == LATENCY_MS and outcome.latency_ms is not None:
        parts.append(f"took {outcome.latency_ms / 1000:.1f} s")
    if outcome.kokoro_error:
        parts.append(f"kokoro failed: {outcome.kokoro_error}")
    return plain(" · ".join(parts))
