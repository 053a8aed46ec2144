"""An action waits for a person's word: the safe answer has the focus."""

from __future__ import annotations

from math import ceil
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from arqon_tui.panel.status import Question
from arqon_voice.text import plain, plain_words

__all__ = ["ReviewScreen"]


class ReviewScreen(ModalScreen[bool | None]):
    """Asks whether an action may be done; Enter and Escape both block it.

    The result is None if somebody else has decided, or nobody in time.
    """

    DEFAULT_CSS = """
    ReviewScreen {
        align: center middle;
        #question {
            width: 70; max-width: 100%; height: auto; max-height: 100%; overflow-y: auto;
            padding: 1 2; background: $surface; border: round $warning;
        }
        #what { height: auto; max-height: 50vh; margin: 0 0 1 0; scrollbar-size-vertical: 1; }
        #summary { height: auto; margin: 0 0 1 0; text-style: bold; }
        #context, #left { height: auto; }
        #left { margin: 0 0 1 0; color: $warning; }
        Horizontal { height: 1; }
        Button { margin: 0 2 0 0; &:focus { text-style: bold reverse; } }
        #keys-here { color: $text-muted; height: auto; margin: 1 0 0 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "block", "Block", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("up,pageup", "scroll_up", show=False),
        Binding("down,pagedown", "scroll_down", show=False),
    ]

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self._left = Static(_left(question.left_s), id="left", markup=False)

    def compose(self) -> ComposeResult:
        """What is asked, how long it stands, and the two answers."""
        with Vertical(id="question") as box:
            box.border_title = "Allow this action?"
            with VerticalScroll(id="what", can_focus=False):
                yield Static(_lines(self.question.summary), id="summary", markup=False)
                yield Static(_details(self.question), id="context", markup=False)
            yield self._left
            with Horizontal():
                yield Button("Block", compact=True, id="block")
                yield Button("Allow", compact=True, id="allow")
            yield Static("Enter takes the marked one · ← → marks · Esc blocks", id="keys-here")

    def on_mount(self) -> None:
        """Focus the safe answer."""
        self.query_one("#block").focus()

    def show_left(self, seconds: float) -> None:
        """Count down."""
        self._left.update(_left(seconds))

    def action_scroll_up(self) -> None:
        """Show what stands above."""
        self.query_one("#what").scroll_up(animate=False)

    def action_scroll_down(self) -> None:
        """Show what stands below."""
        self.query_one("#what").scroll_down(animate=False)

    @on(Button.Pressed, "#allow")
    def _allow(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#block")
    def action_block(self) -> None:
        """Say no."""
        self.dismiss(False)


def _left(seconds: float) -> str:
    return f"Blocked by itself in {ceil(seconds)} s."


def _details(question: Question) -> str:
    return f"Action: {plain_words(question.action_id)}\n{_lines(question.context)}"


def _lines(text: str) -> str:
    """A text of several lines, with nothing in it that a terminal would act on."""
    return "\n".join(plain(line) for line in text.split("\n"))
