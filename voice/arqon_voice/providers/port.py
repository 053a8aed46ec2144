"""The port of a speech provider: it turns an utterance into chunks of sound, and knows no more.

A provider knows nothing of playing, of other providers, or of telemetry. What the orchestrator
must hear about beside the sound (that the streaming request went out, that the streaming
endpoint does not exist, how long the speaking took) comes in the same generator, so that its
place in the order is kept.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Protocol

from arqon_settings.model import ProviderName, Settings
from arqon_voice.speech.utterance import PcmChunk, Utterance

__all__ = ["Provider", "ProviderError", "Spoken", "StreamMissing", "StreamRequested", "Timings"]


@dataclass(frozen=True, slots=True)
class StreamRequested:
    """The streaming request goes out to `url` now; the chunks that follow come from it."""

    url: str


@dataclass(frozen=True, slots=True)
class StreamMissing:
    """The streaming endpoint does not exist; the plain one is asked instead."""

    reason: str


@dataclass(frozen=True, slots=True)
class Timings:
    """What the speaking took at the provider, as it says itself: milliseconds, None if untold."""

    queue_ms: float | None = None
    phonemize_ms: float | None = None
    synthesize_ms: float | None = None
    encode_ms: float | None = None


Spoken = PcmChunk | StreamRequested | StreamMissing | Timings


class ProviderError(Exception):
    """The provider could not speak, and says why.

    `code` is a short word to count by (`timeout`, `unreachable`, `http_503`, `bad_audio` ...);
    `detail` says for a person what happened, to what, and what to do.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Provider(Protocol):
    """Turns an utterance into sound."""

    @property
    def name(self) -> ProviderName:
        """The word that the settings and the telemetry use for it."""
        ...

    def speak(self, utterance: Utterance, settings: Settings) -> AsyncGenerator[Spoken, None]:
        """Yield the sound of `utterance`, in order, as it is made.

        Closing the generator early frees everything that the request held.

        Raises:
            ProviderError: no sound could be had, or no more of it. An answer without any sound
                is an error too: success is audio, not a status.
        """
        ...

    async def warm(self) -> None:
        """Start what the first utterance would else wait for; a fault is told when it speaks."""
        ...

    async def aclose(self) -> None:
        """Give back connections and processes."""
        ...
