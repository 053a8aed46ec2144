"""A list to choose from that can have no room: in a window of one row, or of two columns."""

from __future__ import annotations

from typing import Literal

from textual.events import Resize
from textual.geometry import Size
from textual.widgets import OptionList

from arqon_tui.panel.widgets.given_place import GivenPlace

__all__ = ["Rows"]


class Rows(OptionList, GivenPlace):
    """Textual's list asks where a row is drawn, and ends the program where none is."""

    _size_drawn: Size | None = None

    def on_resize(self, event: Resize) -> None:
        """See `OptionList`: it forgets all lines, also when it is only shown again."""
        if event.size == self._size_drawn:
            event.prevent_default()
        self._size_drawn = event.size

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region:
            super()._move_page(direction)
