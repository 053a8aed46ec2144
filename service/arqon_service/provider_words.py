"""Who is to speak, since when, by whom and why: the same words in the panel and the commands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_settings.snapshot import ProviderChange, Snapshot

__all__ = ["provider_words", "since_words"]

_KEY: Final = "arqon_tts_provider"
_VARIABLE = "ARQON_TTS_PROVIDER"


def provider_words(
    snapshot: Snapshot, when: Callable[[datetime], str], here: str = "process"
) -> str:
    """All about the provider in force but its name; empty where there is nothing to say.

    Args:
        snapshot: the settings.
        when: writes a moment.
        here: what this program calls itself, where its environment holds the provider.
    """
    change = snapshot.provider_change
    since = since_words(change, when)
    match snapshot.origins[_KEY]:
        case "environment":
            file = f"; the file says {change.to} · {since}" if change else ""
            return f"held by {_VARIABLE} for this {here} only{file}"
        case "last good":
            used = "last good value: the file cannot be used"
            return f"{used} · {since}" if since else used
        case "default" if change is None:
            if any(fault.file and fault.key in (None, _KEY) for fault in snapshot.faults):
                return "the default: the file cannot be used"
            return "the default: nobody has chosen a provider yet"
    return since


def since_words(change: ProviderChange | None, when: Callable[[datetime], str]) -> str:
    """When the provider was chosen, by whom and why; empty where nobody has noted it."""
    if change is None:
        return ""
    reason = f': "{plain(change.reason)}"' if change.reason else ""
    by = change.by if change.by.startswith("edited") else f"by {change.by}"
    return f"since {when(change.at)} {plain(by)}{reason}"
