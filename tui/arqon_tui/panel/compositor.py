"""Textual's compositor, without the drawing of what is not seen.

To draw one line anew, Textual draws every widget whose parent reaches that line: whole, and the
containers that lie entirely behind others. Here each widget draws the rows that are asked for, and
only where nothing before it covers them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

__all__ = ["PanelCompositor"]


class PanelCompositor(Compositor):
    """Draws what is seen of each widget."""

    def __init__(self) -> None:
        super().__init__()
        self._is_asked: Callable[[int], bool] = lambda _row: True

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """See `Compositor`: rows of `crop` between those that have changed are not asked for."""
        self._is_asked = is_rendered_line
        return super()._render_chops(crop, is_rendered_line)

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """See `Compositor`: what lies in front comes first, and what is drawn first stays."""
        empty = self._pieces(crop if crop is not None else self.size.region)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if rows := _filled(empty, seen):
                part = Region(seen.x, rows[0], seen.width, rows[-1] - rows[0] + 1)
                yield region, part, widget.render_lines(part.translate(-region.offset))

    def _pieces(self, asked: Region) -> dict[int, set[int]]:
        """For each row, the columns at which the pieces of the asked part begin."""
        left, right = asked.column_span
        cuts = enumerate(self.cuts[asked.y : asked.bottom], asked.y)
        return {
            y: {x for x, end in pairwise(row) if x < right and end > left}
            for y, row in cuts
            if self._is_asked(y)
        }


def _filled(empty: dict[int, set[int]], seen: Region) -> list[int]:
    """Take away the pieces that a widget covers; the rows in which there were any."""
    left, right = seen.column_span
    rows = []
    for y in seen.line_range:
        if covered := {x for x in empty.get(y, ()) if left <= x < right}:
            empty[y] -= covered
            rows.append(y)
    return rows
