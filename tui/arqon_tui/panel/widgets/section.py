"""A titled block of lines that is drawn as one widget."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

__all__ = ["Section"]


class Section(Widget):
    """Lines of a label and its words; each is drawn anew only when it is another.

    Words that do not fit go on below themselves, not below the label.
    """

    DEFAULT_CSS = """
    Section {
        height: auto; padding: 0 1; border-top: solid $border-blurred;
        border-title-color: $foreground; border-title-style: bold;
    }
    """

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.border_title = title
        self._rows: tuple[tuple[str, str], ...] = ()

    def show(self, rows: Sequence[tuple[str, str]]) -> None:
        """Draw these lines."""
        if tuple(rows) == self._rows:
            return
        width, height = self.size
        before, self._rows = self._lines(width), tuple(rows)
        lines = self._lines(width)
        if not len(lines) == len(before) == height:
            self.refresh(layout=True)
        elif others := [y for y, line in enumerate(lines) if not line.is_same(before[y])]:
            self.refresh(*(Region(0, y, width, 1) for y in others))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the lines take at that width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The labels at the left, in a column for themselves."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        column = max((len(label) + 2 for label, _words in self._rows if label), default=0)
        room = max(10, width - column)
        return [
            Content.styled((label if number == 0 else "").ljust(column), _style(label))
            + Content(part)
            for label, words in self._rows
            for number, part in enumerate(textwrap.wrap(words, room) or [""])
        ]


def _style(label: str) -> str:
    return "bold $warning" if label.startswith("BROKEN") else "dim"
