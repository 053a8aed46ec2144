"""What the keys do, and what the words on the panel mean."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

__all__ = ["HelpScreen"]

_HELP = """\
F9      Roll back to the fallback voice: at once, from anywhere,
        for every running program of this user
F8      Go back to kokoro; asks first
F5      Speak the text        F6, Esc  Stop, and drop what waits
F7      Save the text as a WAV file in the folder you are in
Ctrl+P  All commands, themes included
Ctrl+Q  Quit; what is typed into a setting is saved first

Settings save themselves when you leave the field; Esc puts back
the value in force. Where a value comes from:
  file         settings.toml
  default      nothing else is set
  environment  a variable holds it; unset it and start again
  last good    the file holds something that cannot be used

Sidecar: the Kokoro service. Not checked yet, unreachable,
starting (with its phase) or ready; then what it runs in. It is
production only where that is said; all else is for development.

Telemetry, while it has the focus
  Space  pause or follow      Up, Down  choose a line, see it whole
  /      filter as you type   y, Enter  copy the line

Copies go to tmux's buffer in tmux, else to the desktop's clipboard,
else to the terminal (OSC 52); the panel says which. With --no-mouse
the terminal's own selection works.

In a text: Alt+A selects all, Alt+L the line. Ctrl+L draws the
screen anew where another program has written over it.
"""


class HelpScreen(ModalScreen[None]):
    """A page of help; any of the usual keys closes it."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        VerticalScroll {
            width: 72; max-width: 100%; height: auto; max-height: 100%;
            padding: 0 1; scrollbar-size-vertical: 1; background: $surface; border: round $primary;
        }
        Static { width: auto; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,f1", "close", "Close", show=False)
    ]

    def compose(self) -> ComposeResult:
        """The page, scrolling where it does not fit."""
        with VerticalScroll() as page:
            page.border_title = "Help"
            page.border_subtitle = "Esc closes"
            yield Static(_HELP, markup=False)

    def action_close(self) -> None:
        """Go back to the panel."""
        self.dismiss(None)
