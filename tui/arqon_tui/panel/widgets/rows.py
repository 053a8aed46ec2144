"""A list to choose from that can have no room: in a window of one row, or of two columns."""

from __future__ import annotations

from typing import Literal

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import OptionList

__all__ = ["Rows"]


class Rows(OptionList):
    """Textual's list asks where a row is drawn, and ends the program where none is.

    It also has the whole screen laid out anew when it has other rows.
    """

    virtual_size: Reactive[Size] = Reactive(Size())

    def watch_virtual_size(self, size: Size) -> None:
        """Only a list that is as high as its rows takes another place with them."""
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        else:
            self._scroll_update(size)

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region:
            super()._move_page(direction)
