"""What is asked for: an utterance, and the audio that may come with it."""

from __future__ import annotations

from dataclasses import dataclass

from arqon_settings.model import ProviderName

__all__ = ["PcmChunk", "Recording", "Utterance"]


@dataclass(frozen=True, slots=True)
class PcmChunk:
    """Mono sound: signed 16-bit little-endian samples, and how many of them make a second.

    Where the provider says which part of the text it speaks, `segment` numbers the part (every
    chunk of it has the number), and `text_start` and `text_end` (on its first chunk) are the
    part's place in the utterance's text, in characters.
    """

    pcm: bytes
    sample_rate: int
    segment: int | None = None
    text_start: int | None = None
    text_end: int | None = None

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.pcm) / (2 * self.sample_rate)


@dataclass(frozen=True, slots=True)
class Recording:
    """The sound of the utterance `message_id`, and who spoke it, or its last part."""

    message_id: str
    provider: ProviderName
    chunks: tuple[PcmChunk, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """A request to speak.

    `message_id` names it for the replay guard: the same id is not spoken twice. `audio` is the
    request's own audio, which the fallback provider plays instead of speaking.
    `voice` and `provider` override the settings for this one utterance. `speed` is for Kokoro: 0.5
    to 2.0, None for its own. With `recording`, that is played again, and nobody is asked to speak.
    `whole` says that nobody listens before all of it is there, as where it becomes a file.
    """

    message_id: str
    session_id: str
    text: str
    audio: PcmChunk | None = None
    voice: str | None = None
    provider: ProviderName | None = None
    speed: float | None = None
    recording: Recording | None = None
    whole: bool = False
