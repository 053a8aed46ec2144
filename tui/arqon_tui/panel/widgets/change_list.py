"""The last changes of settings, to look at, and to undo one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from arqon_tui.panel import words
from arqon_tui.panel.widgets.rows import Rows

if TYPE_CHECKING:
    from arqon_service.settings_history import SettingsEntry

__all__ = ["ChangeList"]


class ChangeList(Rows):
    """One line a change, the newest first. Enter does nothing: an undo has a key for itself."""

    DEFAULT_CSS = """
    ChangeList {
        height: auto; max-height: 10; margin: 0 0 0 1; border: none; background: transparent;
        scrollbar-size-vertical: 1;
        &:focus { border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", "Change before", show=False),
        Binding("down,j", "cursor_down", "Change after", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="changes", name="Changes", compact=True)
        self._entries: tuple[SettingsEntry, ...] = ()

    @property
    def chosen(self) -> SettingsEntry | None:
        """The change under the mark."""
        at = self.highlighted
        return self._entries[at] if at is not None and at < len(self._entries) else None

    def show(self, entries: Sequence[SettingsEntry], now: datetime) -> None:
        """Draw these changes; the mark stays on the change that it was on."""
        if tuple(entries) == self._entries:
            return
        chosen, self._entries = self.chosen, tuple(entries)
        self.set_options([Content(words.changed(entry, now)) for entry in self._entries])
        if chosen in self._entries:
            self.highlighted = self._entries.index(chosen)
