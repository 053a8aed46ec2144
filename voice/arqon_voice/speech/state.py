"""What the voice plane is doing, as values: for panels, for other processes, for the bus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from arqon_settings.model import ProviderName
from arqon_voice.speech.standing import Standing

__all__ = ["Phase", "PlaneState", "QueueView", "Sounding", "Waiting"]

Phase = Literal["idle", "waiting", "speaking"]
"""`waiting`: an utterance is at work, and nothing of it has been heard yet."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """The utterance that has its turn, and how much of it has been heard, in milliseconds.

    `provider` is who speaks it, None until one was chosen.
    """

    message_id: str
    provider: ProviderName | None
    heard_ms: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An utterance that waits for its turn."""

    message_id: str
    warning: bool


@dataclass(frozen=True, slots=True)
class QueueView:
    """What sounds, and what waits, in the order in which it will be spoken.

    `saving` counts the utterances that are being written to files, or wait for it.
    """

    sounding: Sounding | None
    waiting: tuple[Waiting, ...]
    saving: int = 0

    @property
    def in_hand(self) -> int:
        """How many utterances sound or wait."""
        return len(self.waiting) + (self.sounding is not None)


@dataclass(frozen=True, slots=True)
class PlaneState:
    """What is heard at this moment, and who really speaks.

    `heard_ms` is the playhead. `level_db` is the loudness there in decibels below full scale
    (0 is the loudest), None where nothing sounds or the player cannot tell.
    """

    phase: Phase
    standing: Standing
    message_id: str | None = None
    provider: ProviderName | None = None
    heard_ms: int = 0
    level_db: float | None = None
