"""How the last audition sounds, as a waveform with its playhead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

__all__ = ["Waveform", "columns_of"]

_BLOCKS: Final = " ▁▂▃▄▅▆▇█"
_QUIETEST_DB: Final = -48.0
"""What is quieter is drawn as silence."""


class Waveform(Widget):
    """Grows with what is heard, until the whole sound is known; a bar marks the playhead.

    One row high. Only the columns that the playhead passes are drawn again.
    """

    DEFAULT_CSS = "Waveform { height: 1; background: $surface; }"

    def __init__(self) -> None:
        super().__init__(id="waveform")
        self._levels: tuple[float, ...] = ()
        self._whole_ms = 0
        self._heard: list[float] = []
        self._head: int | None = None

    def begin(self) -> None:
        """A new sound begins, of which nothing is known."""
        self._levels, self._whole_ms, self._heard, self._head = (), 0, [], None
        self.refresh()

    def know(self, levels: Sequence[float], milliseconds: int) -> None:
        """The whole sound, in amplitudes of 0 to 1."""
        self._levels, self._whole_ms = tuple(levels), milliseconds
        self.refresh()

    def move(self, heard_ms: int, level_db: float | None) -> None:
        """The playhead is there, and so loud is it."""
        if not self._whole_ms:
            self._heard.append(0.0 if level_db is None else 10 ** (level_db / 20))
            self.refresh()
            return
        head = min(heard_ms * self.size.width // self._whole_ms, self.size.width - 1)
        if head != self._head:
            passed = sorted((head, self._head if self._head is not None else head))
            self._head = head
            self.refresh(Region(passed[0], 0, passed[1] - passed[0] + 1, 1))

    def rest(self) -> None:
        """Nothing sounds."""
        if self._head is not None:
            self._head = None
            self.refresh()

    def render(self) -> Content:
        """A block for each column, the heard part bright, and the playhead as a bar."""
        width = self.size.width
        if not self._whole_ms:
            if not self._heard:
                return Content.styled("1 and 2 speak; then the sound is drawn here"[:width], "dim")
            return Content.styled(columns_of(self._heard[-width:], None), "$primary")
        blocks = columns_of(self._levels, width)
        if self._head is None:
            return Content.styled(blocks, "$primary")
        head = self._head
        return Content.assemble(
            (blocks[:head], "$primary"), ("┃", "bold $warning"), (blocks[head + 1 :], "dim")
        )


def columns_of(levels: Sequence[float], width: int | None) -> str:
    """The levels as blocks, in `width` columns, each as high as the loudest in it."""
    count = width or len(levels)
    if not levels or not count:
        return ""
    edges = [at * len(levels) // count for at in range(count + 1)]
    parts = (levels[a : max(b, a + 1)] for a, b in pairwise(edges))
    return "".join(_block(max(part)) for part in parts)


def _block(level: float) -> str:
    from math import log10

    if level <= 0:
        return _BLOCKS[0]
    share = 1 - 20 * log10(min(level, 1.0)) / _QUIETEST_DB
    return _BLOCKS[round(max(0.0, share) * (len(_BLOCKS) - 1))]
