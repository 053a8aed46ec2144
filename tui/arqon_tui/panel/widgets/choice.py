"""A choice between few words, all of them visible on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["Choice"]


class Choice(Widget, can_focus=True):
    """One of `options`; a mark, not a colour, tells which."""

    DEFAULT_CSS = """
    Choice {
        height: 1; background: $surface; pointer: pointer;
        &:focus { background-tint: $foreground 12%; text-style: bold; }
        &:disabled { color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Previous", show=False),
        Binding("right", "move(1)", "Next", show=False),
        Binding("space,enter", "turn", "Change", show=False),
    ]

    value: reactive[str] = reactive("")

    @dataclass
    class Chosen(Message):
        """Somebody chose `text`; the choice itself still shows the old value."""

        choice: Choice
        text: str

        @property
        def control(self) -> Choice:
            """The choice that was used."""
            return self.choice

    def __init__(self, options: Sequence[str], *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.options = tuple(options)

    def render(self) -> Content:
        """Each option with its mark."""
        return Content("  ").join(
            Content.styled(f"● {option}", "bold $primary")
            if option == self.value
            else f"○ {option}"
            for option in self.options
        )

    def action_move(self, step: int) -> None:
        """Choose the option before or after."""
        at = min(max(self._position() + step, 0), len(self.options) - 1)
        self._choose(self.options[at])

    def action_turn(self) -> None:
        """Choose the next option, after the last the first."""
        self._choose(self.options[(self._position() + 1) % len(self.options)])

    def on_click(self, event: events.Click) -> None:
        """Choose the option under the pointer."""
        left = 0
        for option in self.options:
            if left <= event.x < left + len(option) + 2:
                self._choose(option)
            left += len(option) + 4

    def _position(self) -> int:
        return self.options.index(self.value) if self.value in self.options else -1

    def _choose(self, option: str) -> None:
        if option != self.value and not self.disabled:
            self.post_message(self.Chosen(self, option))
