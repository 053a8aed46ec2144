"""What the tests of providers share: an utterance, its settings, and all that was spoken."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, field

from arqon_settings.model import Settings
from arqon_voice.providers.port import Provider, ProviderError, Spoken
from arqon_voice.speech.utterance import PcmChunk, Utterance
from tests.patience import PATIENCE_S


@dataclass
class Heard:
    """What came out of a provider, and how it ended."""

    items: list[Spoken] = field(default_factory=list)
    error: ProviderError | None = None

    @property
    def chunks(self) -> list[PcmChunk]:
        return [item for item in self.items if isinstance(item, PcmChunk)]

    @property
    def pcm(self) -> bytes:
        return b"".join(chunk.pcm for chunk in self.chunks)

    @property
    def rates(self) -> set[int]:
        return {chunk.sample_rate for chunk in self.chunks}

    @property
    def code(self) -> str:
        return self.error.code if self.error else "done"


def utterance(
    text: str = "hello world", audio: PcmChunk | None = None, voice: str | None = None
) -> Utterance:
    return Utterance("m-1", "s-1", text, audio, voice)


def kokoro_settings(url: str, *, streaming: bool = True, timeout_ms: int = 20_000) -> Settings:
    return Settings(
        arqon_tts_kokoro_url=url,
        arqon_tts_kokoro_streaming_enabled=streaming,
        arqon_tts_kokoro_timeout_ms=timeout_ms,
    )


async def listen(provider: Provider, settings: Settings, asked: Utterance | None = None) -> Heard:
    """Take all that the provider gives, to its end or its error."""
    heard = Heard()
    async with asyncio.timeout(PATIENCE_S):
        try:
            async with aclosing(provider.speak(asked or utterance(), settings)) as spoken:
                async for item in spoken:
                    heard.items.append(item)
        except ProviderError as error:
            heard.error = error
    return heard
