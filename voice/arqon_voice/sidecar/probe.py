"""Whether a provider really speaks: it is made to, and the sound is thrown away."""

from __future__ import annotations

import uuid
from contextlib import aclosing
from typing import Final

from arqon_settings.model import Settings
from arqon_voice.providers.port import Provider, ProviderError
from arqon_voice.running_time import running_timeout
from arqon_voice.speech.utterance import PcmChunk, Utterance

__all__ = ["SynthesisProbe"]

TEXT: Final = "Yes."
MOST_TIMEOUTS: Final = 2.0
"""What the whole of it may take, in timeouts of the settings: sound that trickles is a failure."""


class SynthesisProbe:
    """Has a provider speak a very short text, the way it speaks any utterance, to its end.

    A sidecar can be healthy and ready while its synthesis hangs: only sound is proof.
    """

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    async def __call__(self, settings: Settings) -> None:
        """Return once all of the sound has come.

        Raises:
            ProviderError: it did not: `timeout`, `no_audio`, or what the provider says.
        """
        bound_s = MOST_TIMEOUTS * settings.arqon_tts_kokoro_timeout_ms / 1000
        try:
            async with running_timeout(bound_s):
                heard = await self._listen(settings)
        except TimeoutError:
            words = f"'{TEXT}' was not spoken to its end within {bound_s:.1f} s"
            raise ProviderError("timeout", words) from None
        if not heard:
            raise ProviderError("no_audio", f"{self._provider.name} answered without any sound")

    async def _listen(self, settings: Settings) -> int:
        asked = Utterance(f"probe-{uuid.uuid4()}", "probe", TEXT)
        heard = 0
        async with aclosing(self._provider.speak(asked, settings)) as spoken:
            async for item in spoken:
                heard += len(item.pcm) if isinstance(item, PcmChunk) else 0
        return heard
