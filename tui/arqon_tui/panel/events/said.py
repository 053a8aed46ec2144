"""What Inspect says above its log: whether it follows, what it shows, and what it leaves out."""

from __future__ import annotations

from arqon_tui.panel.actions import KeyOf, action_of
from arqon_tui.panel.events.browser import Browser
from arqon_tui.panel.events.lines import Part
from arqon_voice.text import plain

__all__ = ["hint", "status"]

_KEYS = ("filter", "failure", "copy_utterance", "group", "pause", "copy", "export", "wrap")
"""What people look for first, first: what finds no room is in the help."""


def status(browser: Browser, told: str, key_of: KeyOf, width: int) -> list[Part]:
    """One line of `width` cells; `told` is what the last key did."""
    window = browser.window
    state = Part("Following", "head")
    if window.paused:
        new = f", {window.waiting:,} new: {key_of('follow')} follows" if window.waiting else ""
        state = Part(f"PAUSED{new}", "warning")
    count = f"{len(window.rows):,}{'+' if window.before is not None else ''}"
    parts = [f"{count} event{'s' if count != '1' else ''}"]
    if browser.grouped:
        parts.append("by utterance")
    if browser.text.strip():
        parts.append("filtered")
    if browser.folds_health:
        parts.append("health folded")
    if window.searching:
        parts.append("searching …")
    elif window.full and window.before is not None and window.paused:
        parts.append("no room for older ones: narrow the filter, or add until:")
    rest = Part(f" · {' · '.join(parts)}", "quiet")
    if browser.fault:
        return [state, rest, Part(f" · {plain(browser.fault)}", "failure")]
    if told:
        return [state, rest, Part(f" · {plain(told)}", "plain")]
    room = width - len(state.text) - len(rest.text)
    return [state, rest, Part(_keys(key_of, room), "quiet")]


def _keys(key_of: KeyOf, room: int) -> str:
    """As many keys as there is room for, none of them in part; the help has them all."""
    all_keys = f" · {key_of('help')} all keys"
    shown = ""
    for name in _KEYS:
        words = f" · {key_of(name)} {action_of(name).title.lower()}"
        if len(shown) + len(words) + len(all_keys) > room:
            break
        shown += words
    return f"{shown}{all_keys}"


def hint(browser: Browser) -> str:
    """What stands in the log while it has nothing to show."""
    if browser.window.searching:
        return "Searching the store …"
    if not browser.text.strip():
        return "No events yet."
    return "Nothing matches. Fields: name: provider: message: severity: since: until:"
