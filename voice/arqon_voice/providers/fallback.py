"""The fallback provider: it needs no sidecar, and so it can always speak."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from arqon_settings.model import ProviderName, Settings
from arqon_voice.providers.espeak.espeak import Espeak, language_of
from arqon_voice.providers.port import ProviderError, Spoken
from arqon_voice.providers.sound import slices
from arqon_voice.speech.utterance import Utterance

__all__ = ["FallbackProvider"]


class FallbackProvider:
    """Plays the request's own sound if it has any, else says the text with espeak-ng.

    The language is that of the Kokoro voice which was asked for.
    """

    name: ProviderName = "fallback"

    def __init__(self, espeak: Espeak | None = None) -> None:
        self._espeak = espeak or Espeak()

    async def warm(self) -> None:
        """Have the local voice ready, so that a first utterance need not wait for it."""
        await self._espeak.warm()

    async def speak(self, utterance: Utterance, settings: Settings) -> AsyncGenerator[Spoken, None]:
        """See `Provider.speak`.

        Raises:
            ProviderError: `bad_audio`, if the request's own sound cannot be played; what
                `Espeak.speak` raises.
        """
        if utterance.audio is not None and utterance.audio.pcm:
            if utterance.audio.sample_rate <= 0 or len(utterance.audio.pcm) % 2:
                raise ProviderError(
                    "bad_audio", "the request's own sound does not consist of whole samples"
                )
            for piece in slices(utterance.audio):
                yield piece
            return
        language = language_of(utterance.voice or settings.arqon_tts_kokoro_voice)
        async with aclosing(self._espeak.speak(utterance.text, language)) as sound:
            async for chunk in sound:
                yield chunk

    async def aclose(self) -> None:
        """End the local voice's process."""
        await self._espeak.aclose()
