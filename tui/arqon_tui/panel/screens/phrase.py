"""One phrase of the phrase book, to be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from arqon_tui.panel.text_editor import TextEditor
from arqon_tui.panel.widgets.line_editor import LineEditor

if TYPE_CHECKING:
    from arqon_service.audition.phrases import Phrase

__all__ = ["EditedPhrase", "PhraseScreen"]


@dataclass(frozen=True, slots=True)
class EditedPhrase:
    """What a person wants: a phrase kept under this name, or with no text, forgotten."""

    name: str
    text: str


class PhraseScreen(ModalScreen[EditedPhrase | None]):
    """Name and text. A shipped phrase that is edited becomes the user's own of that name."""

    DEFAULT_CSS = """
    PhraseScreen {
        align: center middle;
        #phrase {
            width: 70; max-width: 100%; height: auto; max-height: 100%; overflow-y: auto;
            padding: 1 2; background: $surface; border: round $primary;
        }
        Static { height: auto; }
        TextEditor { height: 6; margin: 1 0; padding: 0; }
        Horizontal { height: 1; }
        Button { margin: 0 2 0 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("ctrl+s", "keep", "Keep", show=False),
    ]

    def __init__(self, phrase: Phrase) -> None:
        super().__init__()
        self._phrase = phrase
        self._called = LineEditor(
            phrase.name, placeholder="its name", compact=True, id="name", name="Name"
        )
        self._text = TextEditor(phrase.text, compact=True, highlight_cursor_line=False, name="Text")

    def compose(self) -> ComposeResult:
        """The two fields and what can be done with them."""
        with Vertical(id="phrase") as box:
            box.border_title = "A phrase of the phrase book"
            yield Static("Name: another name keeps it as another phrase.", markup=False)
            yield self._called
            yield self._text
            with Horizontal():
                yield Button("Keep (ctrl+s)", compact=True, id="keep", variant="primary")
                yield Button("Leave (esc)", compact=True, id="leave")
                if self._phrase.own:
                    yield Button("Forget it", compact=True, id="forget")

    @property
    def typed(self) -> tuple[str, str] | None:
        """Name and text, where they would be lost now."""
        typed = self._called.value, self._text.text
        return typed if typed != (self._phrase.name, self._phrase.text) else None

    def on_mount(self) -> None:
        """The text is what one comes for, and its end."""
        self._text.move_cursor(self._text.document.end)
        (self._text if self._phrase.name else self._called).focus()

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Keep name and text."""
        self.dismiss(EditedPhrase(self._called.value, self._text.text))

    @on(Button.Pressed, "#forget")
    def _forget(self) -> None:
        self.dismiss(EditedPhrase(self._phrase.name, ""))

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
