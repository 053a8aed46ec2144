"""A letter beside everything that can have the focus; its key goes there.

The settings have the same letters in every view, and are reached from each.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from string import ascii_uppercase
from typing import ClassVar, Final, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.errors import NoWidget
from textual.geometry import Region, Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Button, Static

from arqon_tui.panel.schema import FieldSpec
from arqon_tui.panel.widgets.line_editor import LineEditor

__all__ = ["JumpScreen", "lettered"]

_Target = TypeVar("_Target", bound=Widget | FieldSpec)
_MARK: Final = 3
"""Cells of a mark: the letter, and a cell at each side."""


class JumpScreen(ModalScreen[None]):
    """Lies over a screen and marks its widgets, until one is chosen.

    Nothing below loses the focus meanwhile, so that leaving by Escape saves and changes nothing.

    Args:
        below: the screen that holds the widgets.
        settings: those that are in another view.
        go: goes to one of them.

    Attributes:
        targets: what each letter leads to.
    """

    DEFAULT_CSS = """
    JumpScreen {
        background: transparent;
        .mark { position: absolute; width: 3; height: 1; }
        #jump-keys { dock: bottom; height: auto; padding: 0 1; background: $panel; }
    }
    """
    gives_way: ClassVar = True
    """F9 closes it, and its result is seen."""

    def __init__(
        self,
        below: Screen[object],
        settings: Sequence[FieldSpec],
        go: Callable[[FieldSpec], Awaitable[None]],
    ) -> None:
        super().__init__()
        self._below = below
        self._go = go
        places: list[Widget | FieldSpec] = [*settings, *below.focus_chain]
        self.targets = lettered(places)
        self._marks = {letter: _Mark(letter) for letter in self.targets}
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
        line, rows = self._line_above(self.app.size.height), 0
        while (needed := line.get_height({}, max(1, self.app.size.width - 2))) > rows:
            rows = needed  # of these the line itself hides what lies in them
            line = self._line_above(self.app.size.height - rows)
        self._line.update(line)

    def _line_above(self, bottom: int) -> Content:
        """Mark what is seen above that row; returns the line that names the rest."""
        hidden = []
        for letter, mark in self._marks.items():
            target = self.targets[letter]
            seen = _seen(self._below, target) if isinstance(target, Widget) else Region()
            mark.display = bool(seen) and seen.y < bottom
            mark.styles.offset = _beside(seen)
            if not mark.display:
                hidden.append(f"{letter} {name_of(target)}")
        elsewhere = f" · elsewhere: {', '.join(hidden)}" if hidden else ""
        return Content(f"Press a letter to go there · Esc leaves{elsewhere}")

    async def on_key(self, event: events.Key) -> None:
        """Choose by its letter; Escape leaves, other keys do nothing."""
        event.stop()
        target = self.targets.get((event.character or "").upper())
        if target is not None or event.key == "escape":
            self.leave()
        # At once: the keys behind this one are for the target.
        if isinstance(target, FieldSpec):
            await self._go(target)
        elif target is not None and target.is_attached:
            self._below.set_focus(target)
            target.scroll_visible(animate=False)  # it may have had the focus, out of sight
            if isinstance(target, LineEditor):
                target.come_to()

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


def lettered(targets: Sequence[_Target]) -> Mapping[str, _Target]:
    """A letter for each: of its name if one is free, words' first ones before others."""
    found: dict[str, _Target] = {}
    for target in targets:
        name = name_of(target).upper()
        wanted = [*(word[0] for word in name.split()), *name, *ascii_uppercase]
        letter = next((one for one in wanted if one in ascii_uppercase and one not in found), "")
        if letter:
            found[letter] = target
    return found


def name_of(target: Widget | FieldSpec) -> str:
    """What a person would call it."""
    if isinstance(target, FieldSpec):
        return target.label
    label = str(target.label) if isinstance(target, Button) else ""
    return target.name or label or type(target).__name__


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
