"""What the terminal shows against what it should show: only the cells between them are written.

Textual writes a widget anew when anything in it has changed. Over a slow line each of those bytes
is waiting time, so the screen is kept here as cells, and compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from typing import Final

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.segment import Segment
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

__all__ = ["ScreenDiff"]

_GAP: Final = 8
"""So many cells that have not changed are written again, rather than skipped: a move costs more."""

_Cell = tuple[str, str]
"""The character, empty right of a wide one, and the SGR codes of its style."""


class ScreenDiff:
    """Takes Textual's updates, and gives what brings the terminal from the last one to the newest.

    Args:
        colors: the colours that the terminal knows.
    """

    def __init__(self, colors: ColorSystem) -> None:
        self._colors = colors
        self._wanted: list[Strip] = []
        self._shown: dict[int, list[_Cell]] = {}
        self.changed: set[int] = set()
        """The rows that may differ from what the terminal shows."""

    def forget(self) -> None:
        """Nothing is known any more of what the terminal shows."""
        self._shown.clear()
        self.changed = set(range(len(self._wanted)))

    def take(self, update: LayoutUpdate | ChopsUpdate) -> None:
        """Take what should be seen from now on."""
        if isinstance(update, LayoutUpdate):
            self._take_screen([Strip.join(row) for row in update.strips])
        else:
            for y, left, right in update.spans:
                self._take_span(update, y, left, right)

    def _take_screen(self, rows: list[Strip]) -> None:
        sizes = {(len(strips), strips[0].cell_length) for strips in (rows, self._wanted) if strips}
        self._wanted = rows
        self.changed = set(range(len(rows)))
        if len(sizes) > 1:
            self.forget()

    def _take_span(self, update: ChopsUpdate, y: int, left: int, right: int) -> None:
        """Take the pieces of one row that lie between the columns `left` and `right`."""
        if y >= len(self._wanted):
            return
        row = self._wanted[y]
        for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if piece is None or x > right or end <= left:
                continue
            new = piece.crop(0, min(end, right) - x)
            row = Strip.join([row.crop(0, x), new, row.crop(x + new.cell_length)])
        self._wanted[y] = row
        self.changed.add(y)

    def written(self, rows: Collection[int]) -> str:
        """What to write so that `rows` are shown as they should be; empty if they are."""
        out: list[str] = []
        style = ""
        for y in sorted(self.changed.intersection(rows)):
            cells = [*chain.from_iterable(map(self._cells, self._wanted[y]))]
            for start, end in _differences(self._shown.get(y, []), cells):
                out.append(f"\x1b[{y + 1};{start + 1}H")
                for text, codes in cells[start:end]:
                    if codes != style:
                        out.append(f"\x1b[0;{codes}m" if codes else "\x1b[0m")
                        style = codes
                    out.append(text)
            self._shown[y] = cells
        self.changed.difference_update(rows)
        return "".join([*out, "\x1b[0m"] if style else out)

    def _cells(self, segment: Segment) -> Iterable[_Cell]:
        text, style, control = segment
        if control:
            return []
        codes = "" if style is None else style._ansi or Strip.render_ansi(style, self._colors)  # noqa: SLF001
        if text.isascii():
            return [(character, codes) for character in text]
        widths = [get_character_cell_size(character) for character in text]
        if 0 in widths or sum(widths) != segment.cell_length:  # one sign of many characters
            return [(text, codes), *[("", codes)] * (segment.cell_length - 1)]
        return [
            (part, codes)
            for character, width in zip(text, widths, strict=True)
            for part in (character, *[""] * (width - 1))
        ]


def _differences(old: list[_Cell], new: list[_Cell]) -> Iterable[tuple[int, int]]:
    """The columns from and to which `new` is to be written; a wide character is never cut."""
    if old == new:
        return
    if len(old) != len(new):
        yield 0, len(new)
        return
    start, end = -1, -1
    for x, (before, after) in enumerate(zip(old, new, strict=True)):
        if before == after:
            continue
        if start >= 0 and x - end > _GAP:
            yield _widened(old, new, start, end)
            start = -1
        start, end = (x if start < 0 else start), x + 1
    yield _widened(old, new, start, end)


def _widened(old: list[_Cell], new: list[_Cell], start: int, end: int) -> tuple[int, int]:
    while start and not (old[start][0] and new[start][0]):
        start -= 1
    while end < len(new) and not (old[end][0] and new[end][0]):
        end += 1
    return start, end
