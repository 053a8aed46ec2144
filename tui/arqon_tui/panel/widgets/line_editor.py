"""An editor of one line that a value is put into."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from arqon_tui.panel.widgets.given_place import GivenPlace

__all__ = ["LineEditor"]


class LineEditor(Input, GivenPlace):
    """Selects a value that was put into it when it gets the focus: what is typed replaces it.

    What somebody has typed already is not selected, so that going on with it takes nothing away.
    """

    def on_paste(self, event: Paste) -> None:
        """Take several lines as one; `Input` would leave out all but the first, and not say so."""
        if len(lines := event.text.splitlines()) > 1:
            event.text = " ".join(filter(None, map(str.strip, lines)))

    def put(self, value: str) -> None:
        """Hold `value`; where the one before was selected whole, so is this."""
        is_selected = bool(self.value) and self.selected_text == self.value
        self.value = value
        self.select_on_focus = True
        if is_selected:
            self.action_select_all()

    def come_to(self) -> None:
        """Somebody comes here who may be here already: as where the focus comes."""
        if self.select_on_focus:
            self.action_select_all()
