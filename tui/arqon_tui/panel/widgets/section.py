"""A titled block of lines that is drawn as one widget."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

__all__ = ["Section"]


class Section(Widget):
    """Lines of a label and its words; drawn anew only when they are others."""

    DEFAULT_CSS = """
    Section {
        height: auto; padding: 0 1; border-top: solid $border-blurred;
        border-title-color: $foreground; border-title-style: bold;
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.border_title = title
        self._rows: tuple[tuple[str, str], ...] = ()

    def show(self, rows: Sequence[tuple[str, str]]) -> None:
        """Draw these lines."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.refresh(layout=True)

    def render(self) -> Content:
        """The labels at the left, in a column of their own."""
        width = max((len(label) for label, _words in self._rows), default=0) + 2
        return Content("\n").join(
            Content.styled(label.ljust(width), "dim") + Content(words)
            for label, words in self._rows
        )
