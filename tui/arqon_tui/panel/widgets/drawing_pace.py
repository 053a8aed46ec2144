"""How often what moves on without anybody asking is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

__all__ = ["DrawingPace"]

_CELLS_PER_S: Final = 12_000
_SHORTEST_S: Final = 1 / 12


class DrawingPace:
    """Draws as often as some ten thousand cells a second allow: a slow line is not flooded.

    Args:
        draw: Draws.
        after: Calls something after so many seconds.
    """

    def __init__(
        self, draw: Callable[[], None], after: Callable[[float, Callable[[], None]], object]
    ) -> None:
        self._draw = draw
        self._after = after
        self._waits = self._is_stale = False
        self._cells = 0

    def ask(self, cells: int) -> None:
        """Draw that many cells at once, or when the last drawing has had its time."""
        self._cells = cells
        if self._waits:
            self._is_stale = True
            return
        self._draw()
        self._waits = True
        self._after(max(_SHORTEST_S, cells / _CELLS_PER_S), self._rested)

    def _rested(self) -> None:
        self._waits = False
        if self._is_stale:
            self._is_stale = False
            self.ask(self._cells)
