"""What is chosen in the log, in full: an event, or how an utterance's events are got at."""

from __future__ import annotations

from arqon_tui.panel.actions import KeyOf
from arqon_tui.panel.events.lines import Part, in_full, lines
from arqon_tui.panel.events.utterances import Entry, Utterance, row_of
from arqon_tui.panel.widgets.parts import PartsBlock

__all__ = ["ChosenEvent"]


class ChosenEvent(PartsBlock):
    """Below the log, while something is chosen there; at most a third of the view."""

    DEFAULT_CSS = """
    ChosenEvent { height: auto; display: none; padding: 0 1; background: $panel; }
    """

    def __init__(self, key_of: KeyOf) -> None:
        super().__init__("whole")
        self._key_of = key_of

    def show(self, entry: Entry | None, width: int, height: int) -> None:
        """Show it in a view of that size, in cells; nothing chosen leaves the room to the log."""
        if (entry is not None) != self.display:
            self.display = entry is not None
        if entry is None:
            return
        width = max(width - 2, 20)
        if isinstance(entry, Utterance):
            copies = self._key_of("copy_utterance")
            keys = Part(f"enter: its events, each at its offset · {copies}: copy them all", "quiet")
            shown = [*lines(entry, width, wrap=True), [keys]]
        else:
            shown = in_full(row_of(entry), width)
        self.put(shown, most=max(height // 3, 3), rest=": enter shows all")
