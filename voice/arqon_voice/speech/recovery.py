"""Finds out in the background whether a Kokoro that was given up speaks again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from arqon_settings.model import Settings
from arqon_voice.providers.port import ProviderError
from arqon_voice.speech.breaker import Breaker
from arqon_voice.speech.in_force import SettingsInForce

__all__ = ["Probe", "Recovery"]

Probe = Callable[[Settings], Awaitable[None]]
"""Has something spoken with these settings, and throws the sound away.

Raises:
    ProviderError: it could not be had.
"""

_logger = logging.getLogger(__name__)

FIRST_S: Final = 2.0
LONGEST_S: Final = 30.0


class Recovery:
    """Probes while the breaker is open: after two seconds, then ever more seldom, to 30 s.

    A probe that succeeds closes the breaker. `run` lives on the breaker's event loop.
    """

    def __init__(
        self,
        breaker: Breaker,
        probe: Probe,
        settings: SettingsInForce,
        *,
        first_s: float = FIRST_S,
        longest_s: float = LONGEST_S,
    ) -> None:
        self._breaker = breaker
        self._probe = probe
        self._settings = settings
        self._first_s, self._longest_s = first_s, longest_s
        self._hurry = asyncio.Event()

    def look_now(self) -> None:
        """Do not wait for the next turn: the breaker has opened, or a setting has changed."""
        self._hurry.set()

    async def run(self) -> None:
        """Probe whenever it is needed, until cancelled."""
        while True:
            await self._hurry.wait()
            self._hurry.clear()
            pause_s = self._first_s
            while self._breaker.is_open:
                hurried = await self._rested(pause_s)
                await self._try()
                pause_s = self._first_s if hurried else min(2 * pause_s, self._longest_s)

    async def _rested(self, pause_s: float) -> bool:
        """Wait for the next turn; whether somebody was in a hurry."""
        try:
            # Not `wait_for`: of a cancellation and a hurry at once it passes on the hurry only.
            async with asyncio.timeout(pause_s):
                await self._hurry.wait()
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
        except Exception:
            _logger.exception("The probe of Kokoro failed by a fault of ours")
            return
        self._breaker.succeeded(settings.arqon_tts_kokoro_url)
