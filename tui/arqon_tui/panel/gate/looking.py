"""Looks at the gate, on a separate thread: one at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from textual.message import Message

from arqon_tui.panel.background import Background

if TYPE_CHECKING:
    from arqon_tui.panel.gate.port import Gate, GateShown

__all__ = ["Looking"]


class Looking:
    """Looks when it is asked to, unless it looks already.

    Attributes:
        gate: set when the world is open.
        post: posts a message to the view, from any thread.
    """

    class Looked(Message):
        """A look has ended."""

        def __init__(self, done: Future[GateShown]) -> None:
            super().__init__()
            self.done = done

    def __init__(self) -> None:
        self.gate: Gate | None = None
        self.post: Callable[[Message], None] = lambda _: None
        self._background = Background("gate")
        self._looks = False

    def look(self, *, anew: bool = False) -> None:
        """Look; `anew` also where nothing seems to have changed."""
        if self.gate is None or self._looks:
            return
        self._looks = True
        gate = self.gate
        done = self._background.submit(lambda: gate.look(anew=anew))
        done.add_done_callback(lambda found: self.post(self.Looked(found)))

    def ended(self) -> None:
        """The end of a look has arrived: another may begin."""
        self._looks = False
