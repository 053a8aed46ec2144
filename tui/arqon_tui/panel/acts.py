"""What keys have done in the world. Nothing of it is needed before the first paint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from arqon_tui.panel.leaving import Leaving
from arqon_tui.panel.speech import Speech
from arqon_tui.panel.switch import Switch
from arqon_tui.panel.switching import Switching
from arqon_tui.panel.undoing import Undoing

if TYPE_CHECKING:
    from arqon_tui.panel.views_app import ViewsApp

__all__ = ["Acts"]


class Acts:
    """The acts of one panel; each tells its result in the band, or below what was asked for.

    Attributes:
        switch: to the fallback and back to Kokoro.
        undoing: a change of a setting taken back.
        programs: start and stop of the service and the VM.
        speech: what the Say box asks for.
        leaving: the end of the panel.
    """

    def __init__(self, app: ViewsApp, now: Callable[[], datetime]) -> None:
        self.switch = Switch(app, now)
        self.undoing = Undoing(app, now)
        self.programs = Switching(app, now)
        self.speech = Speech(app, now)
        self.leaving = Leaving(app)
