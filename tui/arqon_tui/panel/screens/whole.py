"""Something whole: all that it holds, over the screen, to scroll through and to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from arqon_tui.panel.events.lines import Part
from arqon_tui.panel.widgets.parts import PartsBlock

__all__ = ["WholeScreen"]


class WholeScreen(ModalScreen[bool]):
    """Answers whether it is to be copied.

    Args:
        title: what it is.
        lines: its lines, for a width in cells.
    """

    DEFAULT_CSS = """
    WholeScreen {
        align: center middle;
        VerticalScroll {
            width: 90%; max-width: 120; height: auto; max-height: 90%; padding: 0 1;
            background: $surface; border: solid $primary;
        }
    }
    """
    gives_way: ClassVar = True
    """F9 closes it, and its result is seen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "close(False)", "Close"),
        Binding("y", "close(True)", "Copy"),
    ]

    def __init__(self, title: str, lines: Callable[[int], Sequence[Sequence[Part]]]) -> None:
        super().__init__()
        self._title, self._lines = title, lines
        self._block = PartsBlock()

    def compose(self) -> ComposeResult:
        """The lines, in a box that scrolls."""
        with VerticalScroll() as box:
            box.border_title = self._title
            box.border_subtitle = "y copy · escape close"
            yield self._block

    def on_resize(self) -> None:
        """Break the lines where the box ends."""
        width = min(self.size.width * 9 // 10, 120) - 5
        self._block.put(self._lines(max(width, 20)), most=10_000)

    def action_close(self, copy: bool) -> None:
        """Leave."""
        self.dismiss(copy)
