"""What the panel says about the state of things. Words first: colour only repeats them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from arqon_service.provider_words import provider_words
from arqon_settings.command import command_here
from arqon_voice.telemetry.events import LATENCY_MS
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_service.settings_history import SettingsEntry
    from arqon_settings.model import SettingKey
    from arqon_settings.snapshot import Change, Snapshot
    from arqon_tui.panel.actions import KeyOf
    from arqon_tui.panel.shown_sidecar import Sidecar
    from arqon_tui.panel.state import PanelState
    from arqon_voice.sidecar.health import Health
    from arqon_voice.speech.request import Outcome
    from arqon_voice.speech.standing import Standing

__all__ = [
    "PROVIDER",
    "ProviderBadge",
    "activity",
    "changed",
    "not_switched",
    "notices",
    "outcome_line",
    "provider_state",
    "seconds",
    "sidecar_line",
    "sidecar_short",
    "stays_held",
    "switched",
    "undone",
    "voice_line",
    "when",
]

PROVIDER: SettingKey = "arqon_tts_provider"


class ProviderBadge(NamedTuple):
    """The provider in force as one word, and the rest of the sentence."""

    badge: str
    rest: str


def when(moment: datetime, now: datetime) -> str:
    """A moment as people say it: the time, and the date unless it is today."""
    local = moment.astimezone(now.tzinfo)
    return local.strftime("%H:%M" if local.date() == now.date() else "%Y-%m-%d %H:%M")


def provider_state(
    snapshot: Snapshot | None, now: datetime, standing: Standing | None = None
) -> ProviderBadge:
    """Who really speaks, since when, by whom and why."""
    if snapshot is None:
        return ProviderBadge("READING", "the settings are being read")
    badge = snapshot.settings.arqon_tts_provider.upper()
    rest = provider_words(snapshot, lambda at: when(at, now), "panel")
    chosen = snapshot.origins[PROVIDER] in ("file", "default")
    if badge == "FALLBACK" and chosen and snapshot.provider_change is not None:
        badge = f"{badge} (rolled back)"
    if badge == "KOKORO" and standing is not None and standing.speaker == "degraded":
        why = standing.words.removeprefix("kokoro, degraded: ")
        return ProviderBadge("KOKORO, DEGRADED", " · ".join(filter(None, [why, rest])))
    return ProviderBadge(badge, rest)


def sidecar_line(health: Health | None, now: datetime) -> str:
    """How the sidecar is, what it runs in, and how fresh that is."""
    if health is None:
        return "not checked yet"
    phase = f" ({health.phase})" if health.state == "starting" and health.phase else ""
    parts = [f"{health.word}{phase}"]
    if health.state != "unreachable":
        parts.append(health.label)
    if health.rtt_ms is not None:
        parts.append(f"{health.rtt_ms:.0f} ms")
    if health.reason:
        parts.append(health.reason)
    checked = datetime.fromtimestamp(health.checked_ms / 1000, now.tzinfo)
    return plain(" · ".join([*parts, f"checked {checked:%H:%M:%S}"]))


def sidecar_short(sidecar: Sidecar) -> str:
    """How the sidecar is, where it runs and what it has; nothing that changes while all is well."""
    health = sidecar.health
    if health is None:
        return "not checked yet"
    if health.state == "unreachable":
        if health.word != health.state:
            return f"no answer for {seconds(max(1, sidecar.silent_s))}"
        return plain(f"unreachable · {health.reason}")
    phase = f" ({health.phase})" if health.state == "starting" and health.phase else ""
    reason = f" · {health.reason}" if health.reason else ""
    return plain(f"{health.state}{phase} · {health.place} · {health.kind}{reason}")


def seconds(count: int) -> str:
    """A time that goes on: whole seconds, after two minutes whole minutes."""
    return f"{count} s" if count < 120 else f"{count // 60} min"


def voice_line(state: PanelState) -> str:
    """Who holds the voice, what sounds, and what waits."""
    voice = state.voice
    if not voice.holder:
        return "nobody holds it yet"
    parts = [voice.holder, activity(state) or "silent", voice.bus]
    return plain(" · ".join(filter(None, parts)))


def activity(state: PanelState) -> str:
    """What the voice does now; empty while it is silent."""
    voice = state.voice
    if not voice.in_hand:
        return ""
    waiting = f", {voice.in_hand - 1} waiting" if voice.in_hand > 1 else ""
    if voice.phase != "waiting" and voice.waited_s:
        return f"{voice.speaks or 'speech'} is stuck: nothing heard for {voice.waited_s} s{waiting}"
    if voice.phase != "waiting":
        who = f" ({voice.speaks})" if voice.speaks else ""
        return f"speaking{who}{waiting}"
    if voice.speaks == "fallback" or state.snapshot is None:
        return f"waiting for the fallback, {voice.waited_s} s{waiting}"
    most = state.snapshot.settings.arqon_tts_kokoro_timeout_ms / 1000
    return f"waiting for Kokoro, {voice.waited_s} of {most:g} s{waiting}"


def notices(state: PanelState) -> list[str]:
    """What is wrong and stays wrong until somebody acts, one line each."""
    faults = [str(fault) for fault in state.snapshot.faults] if state.snapshot else []
    own = [state.fault] if state.fault else []
    return [plain(fault) for fault in (*own, *faults, *state.keymap_faults, *state.voice.faults)]


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


def changed(entry: SettingsEntry, now: datetime) -> str:
    """One change of a setting, on a line."""
    label, old, new = _change(entry)
    why = f": {entry.reason}" if entry.reason else ""
    return plain(f"{when(entry.at, now)}  {label}  {old} → {new}  {entry.by_whom}{why}")


def undone(entry: SettingsEntry, now: datetime) -> str:
    """That a change was undone, for the band."""
    label, old, new = _change(entry)
    made = f"changed {when(entry.at, now)} {entry.by_whom}"
    return plain(f"{now:%H:%M:%S} Undone: {label} is {old} again, was {new} ({made}).")


def _change(entry: SettingsEntry) -> tuple[str, str, str]:
    """What is changed, and the two values."""
    from arqon_tui.panel.schema import as_text, label_of  # not for the first paint

    return label_of(entry.key), as_text(entry.old), as_text(entry.new)


def not_switched(why: str, to: str, snapshot: Snapshot | None, now: datetime, key_of: KeyOf) -> str:
    """That a rollback or a restore failed, what still holds, and what to do."""
    what = "ROLLBACK FAILED" if to == "fallback" else "SWITCH TO KOKORO FAILED"
    said = f"{now:%H:%M:%S} {what}: {why}."
    action = "rollback" if to == "fallback" else "restore"
    if snapshot is None:
        return plain(f"{said} Run in another terminal: {command_here(action)}")
    holds = snapshot.settings.arqon_tts_provider
    return plain(f"{said} Speech still goes to {holds}. Then press {key_of(action)} again.")


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


def stays_held(held: Snapshot | None) -> str:
    """What a switch cannot do while the environment holds the provider (None: it does not)."""
    if held is None:
        return ""
    return (
        f"{PROVIDER.upper()} holds this panel on {held.settings.arqon_tts_provider}: only the "
        "settings file changes, for the other programs. Unset it and start again to follow."
    )
