"""What is scrolled inside a widget can grow without another place for the widget."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget

__all__ = ["GivenPlace"]


class GivenPlace(Widget):
    """Textual lays out the whole screen when the size of a widget's content changes.

    For a list that is every search, for an editor every letter. Only a widget that is as large as
    its content takes another place with it.
    """

    virtual_size: Reactive[Size] = Reactive(Size())

    def watch_virtual_size(self, size: Size) -> None:
        """Lay out the screen, or else what scrolls inside."""
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        else:
            self._scroll_update(size)
