"""What keys have done in the world. Nothing of it is needed before the first paint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from arqon_tui.panel.acts.leaving import Leaving
from arqon_tui.panel.acts.program_switch import ProgramSwitch
from arqon_tui.panel.acts.provider_switch import ProviderSwitch
from arqon_tui.panel.acts.speech import Speech
from arqon_tui.panel.acts.undoing import Undoing

if TYPE_CHECKING:
    from arqon_tui.panel.views_app import ViewsApp

__all__ = ["Acts"]


class Acts:
    """The acts of one panel; each tells its result in the band, or below what was asked for.

    Attributes:
        provider: to the fallback and back to Kokoro.
        undoing: a change of a setting taken back.
        programs: start and stop of the service and the VM.
        speech: what the Say box asks for.
        leaving: the end of the panel.
    """

    def __init__(self, app: ViewsApp, now: Callable[[], datetime]) -> None:
        self.provider = ProviderSwitch(app, now)
        self.undoing = Undoing(app, now)
        self.programs = ProgramSwitch(app, now)
        self.speech = Speech(app, now)
        self.leaving = Leaving(app)
