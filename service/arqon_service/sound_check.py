"""Whether there is a device to sound on: asked once in the background, then told by utterances."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from arqon_voice.playback.device.player import DevicePlayer
from arqon_voice.playback.port import Player
from arqon_voice.speech.request import Outcome

__all__ = ["SoundCheck"]


class SoundCheck:
    """Opens the device once, and then goes by what each utterance found."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self.fault = ""
        threading.Thread(target=self._describe, name="sound-check", daemon=True).start()

    def note(self, _outcome: Future[Outcome]) -> None:
        """An utterance has ended: if it came to sounding, the player knows what it found."""
        self._look()

    def _describe(self) -> None:
        if isinstance(self._player, DevicePlayer):
            self._player.describe()
            self._look()

    def _look(self) -> None:
        if not isinstance(self._player, DevicePlayer) or (found := self._player.state) is None:
            return
        self.fault = (
            "" if found.available else f"No sound. {found.reason} Saving as WAV still works."
        )
