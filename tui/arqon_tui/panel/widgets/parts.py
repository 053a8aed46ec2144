"""Lines made of parts, in a block of text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from arqon_tui.panel.events.lines import Part

__all__ = ["PartsBlock"]

_STYLES = {
    "quiet": "dim",
    "name": "$primary",
    "plain": "",
    "head": "bold",
    "warning": "$warning",
    "failure": "bold $error",
}


class PartsBlock(Static):
    """Shows lines, at most so many; says how many are left out."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(markup=False, id=name)
        self._shown: Sequence[Sequence[Part]] = ()

    def put(self, lines: Sequence[Sequence[Part]], *, most: int = 99, rest: str = "") -> None:
        """Show the lines; `rest` says how to see those that have no room."""
        if len(lines) > most:
            left = len(lines) - most + 1
            mark = Part(f"… {left} more line{'s' if left != 1 else ''}{rest}", "warning")
            lines = [*lines[: most - 1], [mark]]
        if lines != self._shown:
            self._shown = lines
            self.update(Content("\n").join(map(_content, lines)), layout=False)
            if not self._fits():  # each layout is one of the whole screen
                self.refresh(layout=True)

    def _fits(self) -> bool:
        """Whether what is shown takes the rows that there are."""
        width, rows = self.content_size
        return width > 0 and self.visual.get_height(self.styles.get_rules(), width) == rows


def _content(line: Sequence[Part]) -> Content:
    return Content.assemble(*((part.text, _STYLES[part.style]) for part in line))
