"""Speaking, stopping and saving what is in the Say box, with words for how it ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from arqon_tui.panel.acts.result_words import outcome_line
from arqon_tui.panel.refusals import ReadOnly, Refused
from arqon_tui.panel.saved_files import unused, working_folder
from arqon_voice.telemetry.events import FAIL_CLOSED, LATENCY_MS, PLAYBACK_FAILED
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_tui.panel.services import Services
    from arqon_tui.panel.views_app import ViewsApp
    from arqon_tui.panel.widgets.utterance_box import UtteranceBox

__all__ = ["Speech"]

_logger = logging.getLogger(__name__)

_NOT_YET = "The voice is still being set up: try again in a moment."


class Speech:
    """Does what the utterance box asks, once there is a voice."""

    def __init__(self, app: ViewsApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now

    @property
    def _box(self) -> UtteranceBox:
        return self._app.tune.box

    def _services(self) -> Services | None:
        """The world; where there is none, why is said below the text."""
        services = self._app.world_if_open
        if services is None:
            self._box.tell(self._app.no_world or _NOT_YET, failed=True)
        return services

    async def speak(self) -> None:
        """Speak the text after what is in hand, and say how it ended."""
        if (services := self._services()) is None:
            return
        try:
            outcome = await asyncio.wrap_future(services.say(self._box.text))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the panel stays
            self._box.tell(_why(error), failed=True)
        else:
            failed = outcome.ending in (FAIL_CLOSED, PLAYBACK_FAILED)
            self._box.tell(outcome_line(outcome), failed=failed)

    async def save(self) -> None:
        """Save the text as a WAV file in the working folder, and say where it is."""
        if (services := self._services()) is None:
            return
        try:
            path = unused(working_folder() / f"arqon-tts-{self._now():%Y%m%d-%H%M%S}.wav")
            with self._app.writes.writing(f"the sound file {path.name}"):
                outcome = await asyncio.wrap_future(services.save(self._box.text, path))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the panel stays
            self._box.tell(_why(error), failed=True)
        else:
            saved = outcome.ending == LATENCY_MS
            what = f"saved {path}" if saved else f"not saved to {path}"
            self._box.tell(plain(f"{what} · {outcome.words}"), failed=not saved)

    def stop(self) -> None:
        """Fall silent, where there is a world."""
        if (services := self._app.world_if_open) is None:
            return
        try:
            services.stop()
        except ReadOnly as no:
            self._app.say(str(no), failed=True)


def _why(error: Exception) -> str:
    """What went wrong: our own refusals as they are, anything else with its kind."""
    if isinstance(error, (Refused, RuntimeError)) and str(error):
        return plain(str(error))
    _logger.error("An utterance ended by a fault of the panel", exc_info=error)
    return plain(f"{type(error).__name__}: {error}")
