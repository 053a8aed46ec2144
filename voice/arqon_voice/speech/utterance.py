"""What is asked for: an utterance, and the audio that may come with it."""

from __future__ import annotations

from dataclasses import dataclass

from arqon_settings.model import ProviderName

__all__ = ["PcmChunk", "Utterance"]


@dataclass(frozen=True, slots=True)
class PcmChunk:
    """Mono sound: signed 16-bit little-endian samples, and how many of them make a second."""

    pcm: bytes
    sample_rate: int

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.pcm) / (2 * self.sample_rate)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A request to speak.

    `message_id` names it for the replay guard: the same id is not spoken twice. `audio` is the
    request's own audio, which the fallback provider plays instead of a voice of its own.
    `voice` and `provider` override the settings for this one utterance.
    """

    message_id: str
    session_id: str
    text: str
    audio: PcmChunk | None = None
    voice: str | None = None
    provider: ProviderName | None = None
