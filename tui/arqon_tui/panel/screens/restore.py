"""The question before Kokoro speaks again: the safe answer has the focus."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

__all__ = ["RestoreScreen"]


class RestoreScreen(ModalScreen[bool]):
    """Asks whether to go back to Kokoro; Enter and Escape both stay where it is safe."""

    DEFAULT_CSS = """
    RestoreScreen {
        align: center middle;
        #question {
            width: 66; max-width: 100%; height: auto; max-height: 100%; overflow-y: auto;
            padding: 1 2; background: $surface; border: round $primary;
        }
        Static { height: auto; margin: 0 0 1 0; }
        Horizontal { height: 1; }
        Button { margin: 0 2 0 0; &:focus { text-style: bold reverse; } }
        #keys-here { color: $text-muted; margin: 1 0 0 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stay", "Stay", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, sidecar: str, held: str) -> None:
        super().__init__()
        self._sidecar = sidecar
        self._held = held

    def compose(self) -> ComposeResult:
        """What will happen, and the two answers."""
        with Vertical(id="question") as box:
            box.border_title = "Switch to kokoro?"
            yield Static(
                "Every running Arqon TTS program of this user will speak with Kokoro again, "
                "at once, until somebody presses F9.",
                markup=False,
            )
            yield Static(f"Sidecar: {self._sidecar}", markup=False)
            if self._held:
                yield Static(self._held, markup=False)
            with Horizontal():
                yield Button("Stay on fallback", compact=True, id="stay")
                yield Button("Switch to kokoro", compact=True, id="switch")
            yield Static("Enter takes the marked one · ← → marks · Esc stays", id="keys-here")

    def on_mount(self) -> None:
        """Focus the safe answer."""
        self.query_one("#stay").focus()

    @on(Button.Pressed, "#switch")
    def _switch(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#stay")
    def action_stay(self) -> None:
        """Leave things as they are."""
        self.dismiss(False)
