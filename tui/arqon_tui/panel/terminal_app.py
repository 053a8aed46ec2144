"""The app below the panel: what Textual's own does differently with a terminal than we need."""

from __future__ import annotations

import sys

from textual import events
from textual.app import App

from arqon_tui.panel import faults
from arqon_tui.panel.input_order import InputOrder

__all__ = ["TerminalApp"]


class TerminalApp(App[int]):
    """Handles input in its order, and ends by a fault without showing what was typed."""

    _input: InputOrder | None = None

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; input waits for its turn."""
        if isinstance(event, (events.InputEvent, events.Paste)) and not event.is_forwarded:
            if self._input is None:
                self._input = InputOrder(self, super().on_event, self._handle_exception)
            self._input.take(event)
        else:
            await super().on_event(event)

    def panic(self, *_renderables: object) -> None:
        """End by a fault; what was to be shown may hold what was typed."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        self._return_code = 1
        said = faults.in_words(self._exception or sys.exc_info()[1])
        if not self._exit_renderables:
            self._exit_renderables.append(said)
        self._close_messages_no_wait()
