"""One event, whole: everything that it holds, over the screen, to scroll through and to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from arqon_tui.panel.events.lines import in_full
from arqon_tui.panel.widgets.parts import PartsBlock

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["EventScreen"]


class EventScreen(ModalScreen[bool]):
    """Answers whether the event is to be copied."""

    DEFAULT_CSS = """
    EventScreen {
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

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row
        self._block = PartsBlock()

    def compose(self) -> ComposeResult:
        """The lines, in a box that scrolls."""
        with VerticalScroll() as box:
            box.border_title = "Event"
            box.border_subtitle = "y copy · escape close"
            yield self._block

    def on_resize(self) -> None:
        """Break the lines where the box ends."""
        width = min(self.size.width * 9 // 10, 120) - 5
        self._block.put(in_full(self._row, max(width, 20)), most=10_000)

    def action_close(self, copy: bool) -> None:
        """Leave."""
        self.dismiss(copy)
