"""What the bus needs of the voice and of telemetry, and no more."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from arqon_voice.speech.request import Outcome
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.events import Value

__all__ = ["Asked", "BusVoice", "Tell"]


class Asked(Protocol):
    """A request to speak that was taken on."""

    @property
    def outcome(self) -> Future[Outcome]:
        """There when the request has ended."""
        ...


class BusVoice(Protocol):
    """Whatever speaks. Its method returns at once, from any thread."""

    def say(
        self,
        text: str,
        *,
        audio: PcmChunk | None = None,
        message_id: str | None = None,
        session_id: str | None = None,
    ) -> Asked:
        """Speak `text`, or play `audio`, after what waits; a `message_id` is spoken once."""
        ...


class Tell(Protocol):
    """Emits an event (`Emitter.tell`); returns at once and never raises."""

    def __call__(self, name: str, /, message_id: str = "", **data: Value) -> None:
        """Emit the event `name`."""
        ...
