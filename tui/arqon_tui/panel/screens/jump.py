"""A letter beside everything that can have the focus; its key goes there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.errors import NoWidget
from textual.geometry import Region, Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Button, Static

__all__ = ["JumpScreen", "lettered"]

_MARK: Final = 3
"""Cells of a mark: the letter, and a cell at each side."""


class JumpScreen(ModalScreen[None]):
    """Lies over a screen and marks its widgets, until one is chosen.

    Nothing below loses the focus meanwhile, so that leaving by Escape saves and changes nothing.

    Args:
        below: the screen that holds the widgets.
    """

    DEFAULT_CSS = """
    JumpScreen {
        background: transparent;
        .mark { position: absolute; width: 3; height: 1; }
        #jump-keys { dock: bottom; height: 1; padding: 0 1; background: $panel; }
    }
    """
    gives_way: ClassVar = True
    """F9 closes it, and its result is seen."""

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below
        self._targets = lettered(below.focus_chain)
        self._marks = {letter: _Mark(letter) for letter in self._targets}
        self._line = Static(markup=False, id="jump-keys")
        self._marked_for = Size()

    def compose(self) -> ComposeResult:
        """The marks, and a line that says what to press."""
        yield from self._marks.values()
        yield self._line

    def on_resize(self, event: events.Resize) -> None:
        """A window of another size: what lies below moves, and the marks would be wrong."""
        if event.size != self._marked_for:
            self.leave()

    def on_mount(self) -> None:
        """Put each mark beside its widget; what is out of sight is named at the bottom."""
        self._marked_for = self.app.size
        hidden = []
        for letter, mark in self._marks.items():
            seen = _seen(self._below, self._targets[letter])
            mark.display = bool(seen)
            mark.styles.offset = _beside(seen)
            if not seen:
                hidden.append(f"{letter} {name_of(self._targets[letter])}")
        out_of_sight = f" · not in sight: {', '.join(hidden)}" if hidden else ""
        self._line.update(f"Press a letter to go there · Esc leaves{out_of_sight}")

    def on_key(self, event: events.Key) -> None:
        """Choose by its letter; Escape leaves, other keys do nothing."""
        event.stop()
        target = self._targets.get((event.character or "").upper())
        if target is not None or event.key == "escape":
            self.leave()
        if target is not None and target.is_attached:
            self._below.set_focus(target)  # at once: the keys behind this one are for the target

    def leave(self) -> None:
        """Take the marks away, unless they are gone or something lies over them."""
        if self.is_current:
            self.dismiss(None)

    def on_click(self) -> None:
        """A click leaves."""
        self.leave()


class _Mark(Static):
    def __init__(self, letter: str) -> None:
        super().__init__(Content.styled(f" {letter} ", "bold reverse $warning"), classes="mark")


def lettered(widgets: Sequence[Widget]) -> Mapping[str, Widget]:
    """A letter for each: of its name if one is free, words' first ones before others."""
    found: dict[str, Widget] = {}
    for widget in widgets:
        name = name_of(widget).upper()
        wanted = [*(word[0] for word in name.split()), *name, *ascii_uppercase]
        letter = next((one for one in wanted if one in ascii_uppercase and one not in found), "")
        if letter:
            found[letter] = widget
    return found


def name_of(widget: Widget) -> str:
    """What a person would call it."""
    label = str(widget.label) if isinstance(widget, Button) else ""
    return widget.name or label or type(widget).__name__


def _seen(screen: Screen[object], widget: Widget) -> Region:
    """What of it is in sight; empty if nothing is."""
    try:
        return screen.find_widget(widget).visible_region
    except NoWidget:
        return Region()


def _beside(region: Region) -> tuple[int, int]:
    """At the left of it, or, where there is no room, in its right corner at the top."""
    left = region.x - _MARK if region.x >= _MARK else region.right - _MARK
    return max(0, left), region.y
