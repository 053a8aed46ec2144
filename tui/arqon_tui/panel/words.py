"""What the panel says about the state of things. Words first: colour only repeats them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from arqon_service.provider_words import provider_words
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_service.settings_history import SettingsEntry
    from arqon_settings.model import SettingKey
    from arqon_settings.snapshot import Snapshot
    from arqon_tui.panel.shown_sidecar import Sidecar
    from arqon_tui.panel.state import PanelState
    from arqon_voice.sidecar.health import Health
    from arqon_voice.speech.standing import Standing

__all__ = [
    "PROVIDER",
    "ProviderBadge",
    "activity",
    "changed",
    "notices",
    "provider_state",
    "seconds",
    "sidecar_line",
    "sidecar_short",
    "values_of",
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
    snapshot: Snapshot | None,
    now: datetime,
    standing: Standing | None = None,
    health: Health | None = None,
) -> ProviderBadge:
    """Who really speaks, since when, by whom and why; and whether Kokoro can, where it is to."""
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
    if badge == "KOKORO" and health is not None and health.state != "ready":
        return ProviderBadge("KOKORO, NOT READY", rest)
    return ProviderBadge(badge, rest)


def sidecar_line(health: Health | None, now: datetime) -> str:
    """How the sidecar is, what it runs in, and how fresh that is."""
    if health is None:
        return "not checked yet"
    parts = [f"{health.word}{_phase(health)}"]
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
    reason = f" · {health.reason}" if health.reason else ""
    return plain(f"{health.word}{_phase(health)} · {health.place} · {health.kind}{reason}")


def _phase(health: Health) -> str:
    """How far it has come, where its word does not say it."""
    return f" ({health.phase})" if health.word == "starting" and health.phase else ""


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


def changed(entry: SettingsEntry, now: datetime) -> str:
    """One change of a setting, on a line."""
    label, old, new = values_of(entry)
    why = f": {entry.reason}" if entry.reason else ""
    return plain(f"{when(entry.at, now)}  {label}  {old} → {new}  {entry.by_whom}{why}")


def values_of(entry: SettingsEntry) -> tuple[str, str, str]:
    """What is changed, and the two values."""
    from arqon_tui.panel.schema import as_text, label_of  # not for the first paint

    return label_of(entry.key), as_text(entry.old), as_text(entry.new)
