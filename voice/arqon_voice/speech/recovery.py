"""Finds out in the background whether a Kokoro that was given up speaks again."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Final

from arqon_settings.model import Settings
from arqon_voice.providers.port import Provider, ProviderError
from arqon_voice.speech.breaker import Breaker
from arqon_voice.speech.in_force import SettingsInForce
from arqon_voice.speech.utterance import PcmChunk, Utterance

__all__ = ["Probe", "Recovery", "synthesis_by"]

Probe = Callable[[Settings], Awaitable[None]]
"""Has something synthesized, with these settings, and throws the sound away.

Raises:
    ProviderError: it could not be had.
"""

FIRST_S: Final = 2.0
LONGEST_S: Final = 30.0
PROBE_TEXT: Final = "Yes."


def synthesis_by(provider: Provider) -> Probe:
    """The real probe: the provider speaks a very short text, to its end."""

    async def probe(settings: Settings) -> None:
        utterance = Utterance(str(uuid.uuid4()), "probe", PROBE_TEXT)
        heard = 0
        async with aclosing(provider.speak(utterance, settings)) as spoken:
            async for item in spoken:
                heard += len(item.pcm) if isinstance(item, PcmChunk) else 0
        if not heard:
            raise ProviderError("no_audio", f"{provider.name} answered without any sound")

    return probe


class Recovery:
    """Probes while the breaker is open: after two seconds, then ever more seldom, to 30 s.

    A probe that succeeds closes the breaker. `run` lives on the breaker's event loop.
    """

    def __init__(self, breaker: Breaker, probe: Probe, settings: SettingsInForce) -> None:
        self._breaker = breaker
        self._probe = probe
        self._settings = settings
        self._hurry = asyncio.Event()

    def look_now(self) -> None:
        """Do not wait for the next turn: the breaker has opened, or a setting has changed."""
        self._hurry.set()

    async def run(self) -> None:
        """Probe whenever it is needed, until cancelled."""
        while True:
            await self._hurry.wait()
            self._hurry.clear()
            pause = FIRST_S
            while self._breaker.is_open:
                if await self._rested(pause):
                    pause = FIRST_S
                await self._try()
                pause = min(2 * pause, LONGEST_S)

    async def _rested(self, pause: float) -> bool:
        """Wait for the next turn; whether somebody was in a hurry."""
        try:
            await asyncio.wait_for(self._hurry.wait(), pause)
        except TimeoutError:
            return False
        self._hurry.clear()
        return True

    async def _try(self) -> None:
        settings = self._settings.known
        if not self._breaker.spares(settings.arqon_tts_kokoro_url):
            return
        try:
            await self._probe(settings)
        except ProviderError:
            return
        except Exception:  # noqa: BLE001 - a bug in a provider is no answer either
            return
        self._breaker.succeeded(settings.arqon_tts_kokoro_url)
