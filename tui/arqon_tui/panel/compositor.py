"""Textual's compositor, without the drawing of what is not seen.

To draw one line anew, Textual draws every widget whose parent reaches that line: whole, and the
containers that lie entirely behind others. Here each widget draws the rows that are asked for, and
only where nothing before it covers them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

__all__ = ["PanelCompositor", "PanelScreen"]


class PanelCompositor(Compositor):
    """Draws what is seen of each widget."""

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """See `Compositor`: what lies in front comes first, and what is drawn first stays."""
        asked = crop if crop is not None else self.size.region
        rows = Region(0, asked.y, self.size.width, asked.height)
        empty = self._pieces(asked)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip).intersection(rows)
            if seen and _fill(empty, seen):
                yield region, seen, widget.render_lines(seen.translate(-region.offset))

    def _pieces(self, asked: Region) -> dict[int, set[int]]:
        """For each row, the columns at which the pieces of the asked part begin."""
        left, right = asked.column_span
        cuts = enumerate(self.cuts[asked.y : asked.bottom], asked.y)
        return {y: {x for x, end in pairwise(row) if x < right and end > left} for y, row in cuts}


def _fill(empty: dict[int, set[int]], seen: Region) -> bool:
    """Take away the pieces that a widget covers; whether there was one."""
    left, right = seen.column_span
    found = False
    for y in seen.line_range:
        if covered := {x for x in empty[y] if left <= x < right}:
            empty[y] -= covered
            found = True
    return found


class PanelScreen(Screen[None]):
    """The screen below all others. The view that comes says what has the focus."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__(id="_default")
        self._compositor = PanelCompositor()
