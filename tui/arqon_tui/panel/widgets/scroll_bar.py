"""A scroll bar that is drawn anew only when it looks different."""

from __future__ import annotations

from typing import Self

from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.widget import Widget

__all__ = ["SteadyScrollBar", "WithSteadyScrollBar"]


class SteadyScrollBar(ScrollBar):
    """Textual draws a scroll bar whenever its widget is asked for its size or its colours.

    That is several times for each look at a view, and each time takes as long as thirty lines of
    the log do.
    """

    _seen: tuple[object, ...] = ()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """See `Widget`."""
        if not self.is_attached:  # its widget was removed while it scrolled
            return self
        seen = (self.outer_size, *vars(self.render()).values())
        if seen == self._seen and not layout and not recompose:
            return self
        self._seen = seen
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class WithSteadyScrollBar(Widget):
    """Has such a scroll bar at its side."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """See `Widget`."""
        if self._vertical_scrollbar is None:
            bar = SteadyScrollBar(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001 -- as `Widget` does it
        return self._vertical_scrollbar
