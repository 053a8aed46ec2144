"""The queue: utterances that sound one after the other, in the order in which they came."""

from __future__ import annotations

import asyncio

from arqon_voice.playback.port import Player
from arqon_voice.speech.orchestrator import Orchestrator
from arqon_voice.speech.request import Outcome
from arqon_voice.speech.utterance import Utterance

__all__ = ["SpeechQueue"]


class SpeechQueue:
    """Gives utterances their turn. Lives on one event loop."""

    def __init__(self, orchestrator: Orchestrator) -> None:
        self.orchestrator = orchestrator
        self._turn = asyncio.Lock()  # serves in order of arrival
        self._stops = 0
        self._reason = ""

    async def speak(self, utterance: Utterance, player: Player) -> Outcome:
        """Wait for the turn, then speak; a stop that came meanwhile ends it unheard."""
        stops = self._stops
        async with self._turn:
            if stops != self._stops:
                return self.orchestrator.drop(utterance, player, self._reason)
            return await self.orchestrator.speak(utterance, player)

    def stop(self, reason: str) -> None:
        """Fall silent: end what sounds and what waits."""
        self._stops += 1
        self._reason = reason
        self.orchestrator.stop(reason)
