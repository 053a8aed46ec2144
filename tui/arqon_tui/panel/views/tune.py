"""Tune: the settings, and how they sound."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.widget import Widget

from arqon_tui.panel import words
from arqon_tui.panel.actions import bindings_of
from arqon_tui.panel.background import Background
from arqon_tui.panel.services import Services
from arqon_tui.panel.state import PanelState
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.settings_form import SettingsForm
from arqon_tui.panel.widgets.utterance_box import UtteranceBox

__all__ = ["TuneView"]


class TuneView(View):
    """The settings form and the Say box."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("tune")]

    def __init__(self, background: Background) -> None:
        super().__init__("tune")
        self.form = SettingsForm(background)
        self.box = UtteranceBox()

    def compose(self) -> ComposeResult:
        """Side by side where there is room, else one below the other."""
        with VerticalScroll(classes="body", can_focus=False), Container(id="controls"):
            yield self.form
            yield self.box

    def first_focus(self) -> Widget:
        """Typing is what one comes for."""
        return self.box.editor

    def applies(self, name: str) -> bool:
        """There must be something to say."""
        return name not in ("speak", "save") or bool(self.box.text.strip())

    def open(self, services: Services) -> None:
        """Let the form write."""
        super().open(services)
        self.form.services = services
        self.box.tell("")

    def show(self, state: PanelState) -> None:
        """The values in force, and what the voice does."""
        if state.snapshot is not None:
            self.form.show(state.snapshot)
        self.box.show_busy(words.activity(state))
