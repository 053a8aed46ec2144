"""The app below the panel: what Textual's own does differently with a terminal than we need."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from rich.color import ColorSystem
from rich.control import Control
from textual import events, work
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.binding import Binding, BindingType
from textual.color import Color

from arqon_tui.panel import faults
from arqon_tui.panel.background import Background
from arqon_tui.panel.few_colors import FewColors
from arqon_tui.panel.input_order import InputOrder, settled
from arqon_tui.panel.output import Output, Terminal
from arqon_tui.panel.screen import PanelScreen
from arqon_tui.panel.writes import Writes

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.screen import Screen

__all__ = ["TerminalApp"]


_TOP: Final = 6
"""The rows of the band, at most; an editor of so many rows is small."""


class TerminalApp(App[int]):
    """Handles input in its order, writes what a line can take, and keeps a fault to itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "redraw", "Draw the screen anew", show=False, priority=True)
    ]

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        no_color = bool(os.environ.get("NO_COLOR"))  # Textual takes it away
        super().__init__(driver_class=driver_class)
        self.writes = Writes()
        if no_color or self.console.color_system == "standard":
            self._filters.append(FewColors(self._ground))

    def _ground(self) -> Color:
        return Color.parse(self.current_theme.background or "black")

    _input: InputOrder | None = None
    _output: Output | None = None

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; input waits for its turn."""
        waited_for = not isinstance(event, events.MouseMove)
        if self._output is not None and waited_for and _from_a_person(event):
            self._output.asked()
        if isinstance(event, (events.InputEvent, events.Paste)) and not event.is_forwarded:
            if self._input is None:
                self._input = InputOrder(self, super().on_event, self._handle_exception)
            self._input.take(event)
        else:
            await super().on_event(event)

    async def input_handled(self) -> None:
        """Wait until what was typed so far has had its effect."""
        await settled(self)
        if self._input is not None:
            await self._input.handled()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let cursors stand: one that blinks is written twice a second, also over a slow line."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def copy_to_clipboard(self, text: str) -> None:
        """Copy `text` to where it can be pasted, here and outside, and say where that is."""
        self._clipboard = text
        self._copy_outside(text)

    @work(group="clipboard")
    async def _copy_outside(self, text: str) -> None:
        from arqon_tui.panel.clipboard import copied_with

        sent: list[str] = []
        copying = partial(copied_with, text, dict(os.environ), sent.append)
        with self.writes.writing("the copy"):
            where = await Background("clipboard").run(copying)
            if sent:
                super().copy_to_clipboard(text)
        self.notify(where, markup=False)

    def action_redraw(self) -> None:
        """Write every cell: something else has written over the screen."""
        self.redraw()

    def redraw(self) -> None:
        """The terminal shows nothing of ours any more: write it all."""
        if self._output is not None:
            self._output.forget()

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Style a node anew if it is on a screen: all are styled when they come there."""
        if node.is_attached:
            super().update_styles(node, animate)

    def get_default_screen(self) -> Screen[None]:
        """The screen below all others.

        It begins with the class of its width: given it later, all is styled a second time.
        """
        fit = [
            name for least, name in self.HORIZONTAL_BREAKPOINTS or () if least <= self.size.width
        ]
        return PanelScreen(classes=fit[-1] if fit else "")

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if not isinstance(renderable, (LayoutUpdate, ChopsUpdate)) or self.is_headless:
            super()._display(screen, renderable)
        elif self._running and not self._closed and not self._batch_count:
            if self._output is None:
                self._output = self._made_output()
            if self._output is not None:
                self._output.take(renderable)
            else:
                super()._display(screen, renderable)

    def _made_output(self) -> Output | None:
        """None where the driver does not know what its terminal has taken."""
        if not hasattr(self._driver, "write_frame"):
            return None
        terminal: Terminal = self._driver  # type: ignore[assignment]
        colors = self.console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001
        output = Output(colors, asyncio.get_running_loop())
        output.connect(terminal, self._vital_rows, self._frame_end)
        return output

    def _vital_rows(self) -> Collection[int]:
        region = self.focused.region if self.focused else None
        near = region.line_range if region and region.height <= _TOP else range(0)
        return {*range(_TOP), *near}

    def _frame_end(self) -> str:
        return Control.move_to(*self.cursor_position).segment.text

    def _handle_exception(self, error: Exception) -> None:
        """A fault ends the panel, but for one of a part that is closed while it is being left.

        A view that was being made ready for later finds that there is no screen any more.
        """
        if self._exit:
            faults.note_late(error)
        else:
            super()._handle_exception(error)

    def panic(self, *_renderables: object) -> None:
        """End by a fault; what was to be shown may hold what was typed."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        self._return_code = 1
        said = faults.in_words(self._exception or sys.exc_info()[1])
        if not self._exit_renderables:
            self._exit_renderables.append(said)
        self._close_messages_no_wait()


def _from_a_person(event: events.Event) -> bool:
    return isinstance(event, (events.InputEvent, events.Paste, events.Resize))
