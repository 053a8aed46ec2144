"""What Textual itself costs: an app with one field, to hold the panel against in the same run."""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Input

__all__ = ["ARGV", "WORD"]

WORD = "nothing but this"
ARGV: list[str | Path] = [Path(sys.executable), "-m", "bench._trivial_app"]


class TrivialApp(App[None]):
    """Shows a field that takes what is typed."""

    def compose(self) -> ComposeResult:
        """The field."""
        field = Input(placeholder=WORD)
        field.cursor_blink = False
        yield field


if __name__ == "__main__":
    TrivialApp().run()
