"""A question before something is done: the safe answer has the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

__all__ = ["ConfirmScreen"]


class ConfirmScreen(ModalScreen[bool]):
    """Asks whether to do it; Enter and Escape both stay where it is safe, and so does no answer.

    Args:
        title: the question.
        lines: what will happen.
        stay: the answer that leaves things as they are; `do` is the other.
    """

    DEFAULT_CSS = """
    ConfirmScreen {
        align: center middle;
        #question {
            width: 66; max-width: 100%; height: auto; max-height: 100%; overflow-y: auto;
            padding: 1 2; background: $surface; border: round $primary;
        }
        Static { height: auto; margin: 0 0 1 0; }
        Horizontal { height: 1; }
        Button { margin: 0 2 0 0; &:focus { text-style: bold reverse; } }
        #keys-here { color: $text-muted; margin: 1 0 0 0; }
    }
    """
    gives_way: ClassVar = True
    """F9 closes it, and its result is seen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stay", "Stay", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, title: str, lines: Sequence[str], *, stay: str, do: str) -> None:
        super().__init__()
        self._title = title
        self._text = lines
        self._answers = stay, do

    def compose(self) -> ComposeResult:
        """What will happen, and the two answers."""
        stay, do = self._answers
        with Vertical(id="question") as box:
            box.border_title = self._title
            for line in self._text:
                yield Static(line, markup=False)
            with Horizontal():
                yield Button(stay, compact=True, id="stay")
                yield Button(do, compact=True, id="switch")
            yield Static("Enter takes the marked one · ← → marks · Esc stays", id="keys-here")

    def on_mount(self) -> None:
        """Focus the safe answer."""
        self.query_one("#stay").focus()

    @on(Button.Pressed, "#switch")
    def _switch(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#stay")
    def action_stay(self) -> None:
        """Leave things as they are."""
        self.dismiss(False)
