"""What Inspect says above its log: whether it follows, what it shows, and what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from arqon_tui.panel.actions import KeyOf, action_of
from arqon_tui.panel.events.browser import Browser
from arqon_tui.panel.events.lines import Part
from arqon_voice.text import plain

__all__ = ["hint", "status"]

_KEYS = ("filter", "failure", "group", "pause", "copy", "export", "wrap")
"""What people look for first, first: what finds no room is in the help."""
_OF_UTTERANCE = ("copy_utterance", "failure", "filter", "group", "pause", "copy", "export", "wrap")
"""The same while an utterance is chosen."""


def status(
    browser: Browser, told: str, key_of: KeyOf, width: int, *, of_utterance: bool
) -> list[Part]:
    """One line of `width` cells.

    Args:
        browser: what is shown.
        told: what the last key did.
        key_of: gives the keys.
        width: cells of the line.
        of_utterance: whether an utterance, or an event of one, is chosen.
    """
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
    room = width - len(state.text) - len(rest.text)
    if browser.fault or told:
        said = Part(f" · {plain(browser.fault or told)}", "failure" if browser.fault else "plain")
        # What was asked for is read whole before what has been there all the time.
        return [state, said, rest] if len(said.text) > room else [state, rest, said]
    keys = _keys(_OF_UTTERANCE if of_utterance else _KEYS, key_of, room)
    return [state, rest, Part(keys, "quiet")]


def _keys(names: Sequence[str], key_of: KeyOf, room: int) -> str:
    """As many keys as there is room for, none of them in part; the help has them all."""
    all_keys = f" · {key_of('help')} all keys"
    shown = ""
    for name in names:
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
