"""The utterance box: what to say, and how the last of it ended."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from arqon_tui.panel.text_editor import TextEditor
from arqon_tui.panel.widgets.key_bar import KeyBar

__all__ = ["UtteranceBox"]


class UtteranceBox(Widget):
    """Holds the text and its buttons; the panel does what they ask."""

    DEFAULT_CSS = """
    UtteranceBox {
        height: auto; border-top: solid $border-blurred; border-title-color: $foreground;
        border-title-style: bold; padding: 0 1;
        TextEditor { height: 3; padding: 0; }
        Static { width: 1fr; height: auto; max-height: 3; }
        Static.-problem { color: $warning; text-style: bold; }
        &:focus-within { border-top: solid $primary; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="utterance")
        self.border_title = "Say"
        self.editor = TextEditor(
            compact=True,
            placeholder="Type or paste what to say.",
            highlight_cursor_line=False,
            id="text",
            name="Say",
        )
        self._line = Static("The voice is being set up.", markup=False)
        self._last = ""
        self._busy = ""
        self._failed = False
        self._misses_text = False

    def compose(self) -> ComposeResult:
        """The text, the buttons, the status line."""
        yield self.editor
        yield KeyBar("speak", "save", id="actions", as_buttons=True)
        yield self._line

    @property
    def text(self) -> str:
        """What is typed."""
        return self.editor.text

    @property
    def status(self) -> str:
        """What the line under the buttons says."""
        return str(self._line.content)

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say how the last utterance ended; anything that failed says so by a mark, too."""
        self._last, self._failed = f"! {words}" if failed else words, failed
        self._misses_text = failed and not self.text.strip()
        self._draw()

    @on(TextEditor.Changed)
    def _has_text(self) -> None:
        if self._misses_text and self.text.strip():
            self.tell("")

    def show_busy(self, words: str) -> None:
        """Say what the voice does now; it gives way to how the last utterance ended."""
        if words != self._busy:
            self._busy = words
            self._draw()

    def _draw(self) -> None:
        self._line.set_class(self._failed and not self._busy, "-problem")
        words = self._busy or self._last
        if words != self.status:  # each update lays out the screen
            self._line.update(words)
            self._line.display = bool(words)
