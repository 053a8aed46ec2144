"""What the keys do, and what the words on the panel mean."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

__all__ = ["HelpScreen"]

_WIDTH = 66
_KEYS = 16

_HELP = """\
Settings save themselves when you leave the field; Esc puts back
the value in force. Where a value comes from:
  file         settings.toml
  default      nothing else is set
  environment  a variable holds it; unset it and start again
  last good    the file holds something that cannot be used

Sidecar: the Kokoro service. Not checked yet, unreachable, no answer,
starting (with its phase) or ready; then what it runs in. It is
production only where that is said; all else is for development.

KOKORO, DEGRADED: Kokoro is chosen, and some of what it was lately
to speak it did not; the fallback spoke, or nobody did.

Gate: proven by artifacts of this commit, tree and machine that are
younger than a day; else failed, or not proven, with what would prove
it. Ruled out is what must not have happened.

Copies go to tmux's buffer in tmux, else to the desktop's clipboard,
else to the terminal (OSC 52); the panel says which. With --no-mouse
the terminal's own selection works.

In a text: Alt+A selects all, Alt+L the line. Ctrl+L draws the
screen anew where another program has written over it.

Other keys: [panel.keys] in settings.toml, as in rollback = "ctrl+b".
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
    gives_way: ClassVar = True
    """F9 closes it, and its result is seen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,f1", "close", "Close", show=False)
    ]

    def __init__(self, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """The page, scrolling where it does not fit."""
        with VerticalScroll() as page:
            page.border_title = "Help"
            page.border_subtitle = "Esc closes"
            for title, rows in self._sections:
                yield Static(_section(title, rows))
            yield Static(_HELP, markup=False)

    def action_close(self) -> None:
        """Go back to the panel."""
        self.dismiss(None)


def _section(title: str, rows: Sequence[tuple[str, str]]) -> Content:
    lines = [Content.styled(title, "bold")]
    for key, what in rows:
        first, *more = textwrap.wrap(what, _WIDTH - _KEYS) or [""]
        lines.append(Content.styled(key.ljust(_KEYS - 1), "bold $primary") + Content(f" {first}"))
        lines += [Content(" " * _KEYS + part) for part in more]
    return Content("\n").join([*lines, Content("")])
