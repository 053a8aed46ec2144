"""The sound of the last utterances, kept so that they can be heard again."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import AsyncGenerator
from typing import Final

from arqon_settings.model import ProviderName, Settings
from arqon_voice.providers.port import ProviderError, Spoken
from arqon_voice.speech.utterance import PcmChunk, Recording, Utterance

__all__ = ["RecordedProvider", "Recordings", "SoundLog"]

MOST_UTTERANCES: Final = 10
MOST_BYTES: Final = 8 * 1024 * 1024
"""Three minutes at 24,000 Hz; what is older goes first."""


class SoundLog:
    """The sound of one utterance as it is made; nothing, once it is longer than can be kept."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._chunks: list[PcmChunk] = []
        self._size = 0

    @property
    def chunks(self) -> tuple[PcmChunk, ...]:
        """All of it."""
        return tuple(self._chunks)

    def add(self, chunk: PcmChunk) -> None:
        """`chunk` comes behind what is there."""
        self._size += len(chunk.pcm)
        if self._size > self._most_bytes:
            self._chunks.clear()
        else:
            self._chunks.append(chunk)

    def cut(self, end_ms: float) -> None:
        """Keep the first `end_ms` only: what comes next is spoken in place of the rest."""
        kept: list[PcmChunk] = []
        for chunk in self._chunks:
            samples = int(end_ms * chunk.sample_rate / 1000)
            if samples > 0:
                kept.append(PcmChunk(chunk.pcm[: 2 * samples], chunk.sample_rate))
            end_ms -= chunk.seconds * 1000
        self._chunks = kept


class Recordings:
    """The latest recordings, as many as ten, and as many as fit. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[Recording] = deque(maxlen=MOST_UTTERANCES)

    def keep(self, recording: Recording) -> None:
        """Keep it; one that alone is too long is not kept."""
        if not recording.chunks:
            return
        with self._lock:
            self._kept.append(recording)
            while sum(map(_size, self._kept)) > MOST_BYTES:
                self._kept.popleft()

    def find(self, message_id: str | None = None) -> Recording | None:
        """The recording of that message, or the latest; None if there is none."""
        with self._lock:
            found = (r for r in reversed(self._kept) if message_id in (None, r.message_id))
            return next(found, None)


class RecordedProvider:
    """A provider that plays a recording, in the name of who spoke it."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording

    @property
    def name(self) -> ProviderName:
        """Who spoke it."""
        return self._recording.provider

    async def speak(
        self,
        utterance: Utterance,  # noqa: ARG002
        settings: Settings,  # noqa: ARG002
    ) -> AsyncGenerator[Spoken, None]:
        """See `Provider.speak`.

        Raises:
            ProviderError: `no_audio`, if nothing is on it.
        """
        if not self._recording.chunks:
            raise ProviderError("no_audio", "there is nothing on the recording")
        for chunk in self._recording.chunks:
            yield chunk

    async def warm(self) -> None:
        """Nothing has to be ready."""

    async def aclose(self) -> None:
        """Nothing has to be given back."""


def _size(recording: Recording) -> int:
    return sum(len(chunk.pcm) for chunk in recording.chunks)
