"""Speaking, stopping and saving from the panel, with words for how it ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from arqon_tui.panel import words
from arqon_tui.panel.services import Refused, Services
from arqon_tui.panel.writes import Writes
from arqon_voice.telemetry.events import FAIL_CLOSED, LATENCY_MS, PLAYBACK_FAILED
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_tui.panel.widgets.utterance_box import UtteranceBox

__all__ = ["Speech", "unused", "working_folder"]

_logger = logging.getLogger(__name__)

_NOT_YET = "The voice is still being set up: try again in a moment."


class Speech:
    """Does what the utterance box asks, once there is a voice."""

    def __init__(
        self, box: Callable[[], UtteranceBox], now: Callable[[], datetime], writes: Writes
    ) -> None:
        self.services: Services | None = None
        self.fault = ""
        self._get_box = box
        self._now = now
        self._writes = writes

    @property
    def _box(self) -> UtteranceBox:
        return self._get_box()

    async def speak(self) -> None:
        """Speak the text after what is in hand, and say how it ended."""
        if self.services is None:
            self._box.tell(self.fault or _NOT_YET, failed=True)
            return
        try:
            outcome = await asyncio.wrap_future(self.services.say(self._box.text))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the panel stays
            self._box.tell(_why(error), failed=True)
        else:
            failed = outcome.ending in (FAIL_CLOSED, PLAYBACK_FAILED)
            self._box.tell(words.outcome_line(outcome), failed=failed)

    async def save(self) -> None:
        """Save the text as a WAV file in the working folder, and say where it is."""
        if self.services is None:
            self._box.tell(self.fault or _NOT_YET, failed=True)
            return
        try:
            path = unused(working_folder() / f"arqon-tts-{self._now():%Y%m%d-%H%M%S}.wav")
            with self._writes.writing(f"the sound file {path.name}"):
                outcome = await asyncio.wrap_future(self.services.save(self._box.text, path))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the panel stays
            self._box.tell(_why(error), failed=True)
        else:
            saved = outcome.ending == LATENCY_MS
            what = f"saved {path}" if saved else f"not saved to {path}"
            self._box.tell(plain(f"{what} · {outcome.words}"), failed=not saved)

    def stop(self) -> None:
        """Fall silent."""
        if self.services is not None:
            self.services.stop()


def working_folder() -> Path:
    """Where files are saved.

    Raises:
        Refused: it was deleted.
    """
    try:
        return Path.cwd()
    except FileNotFoundError:
        gone = "The working folder was deleted: start the panel in one that exists to save files."
        raise Refused(gone) from None


def _why(error: Exception) -> str:
    """What went wrong: our own refusals as they are, anything else with its kind."""
    if isinstance(error, (Refused, RuntimeError)) and str(error):
        return plain(str(error))
    _logger.error("An utterance ended by a fault of the panel", exc_info=error)
    return plain(f"{type(error).__name__}: {error}")


def unused(path: Path) -> Path:
    """The path, or one like it with a number, that no file has."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
