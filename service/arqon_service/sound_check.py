"""Whether there is a device to sound on, asked in the background and again after a failure."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from arqon_voice.playback.device.player import DevicePlayer
from arqon_voice.playback.port import Player
from arqon_voice.speech.request import Outcome
from arqon_voice.telemetry.events import PLAYBACK_FAILED

__all__ = ["SoundCheck"]


class SoundCheck:
    """Opens the device once, and again after an utterance that could change the answer."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._asking = threading.Lock()
        self.fault = ""
        self._ask()

    def note(self, outcome: Future[Outcome]) -> None:
        """An utterance has ended: ask again if it failed, or if there was no sound before."""
        if outcome.cancelled() or outcome.exception() is not None:
            return
        if self.fault or outcome.result().ending == PLAYBACK_FAILED:
            self._ask()

    def _ask(self) -> None:
        threading.Thread(target=self._describe, name="sound-check", daemon=True).start()

    def _describe(self) -> None:
        if not isinstance(self._player, DevicePlayer):
            return
        with self._asking:
            found = self._player.describe()
        self.fault = (
            "" if found.available else f"No sound. {found.reason} F7 still saves WAV files."
        )
