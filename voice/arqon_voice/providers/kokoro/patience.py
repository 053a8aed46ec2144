"""The one timeout of the settings: how long to wait for sound, whatever else arrives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from arqon_voice.providers.port import ProviderError
from arqon_voice.running_time import Countdown, running_timeout

__all__ = ["Patience"]


class Patience:
    """A budget of waiting that only sound refills.

    Connecting, sending, an answer's headers and bytes without sound all draw on the same
    `timeout_s`; so a server that drips for ever without saying anything runs out of it. Time
    outside of `waiting`, when the listener is busy playing, costs nothing, and neither does time
    in which this process was stopped.
    """

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._left_s = timeout_s
        self._countdown: Countdown
        self._heard = False

    @asynccontextmanager
    async def waiting(self) -> AsyncIterator[None]:
        """Draw on the budget while the body runs.

        Raises:
            ProviderError: `timeout`, when the budget is used up.
        """
        try:
            async with running_timeout(self._left_s) as self._countdown:
                yield
        except TimeoutError:
            raise ProviderError("timeout", self._words()) from None
        finally:
            self._left_s = self._countdown.left_s

    def refill(self) -> None:
        """Sound came, in the body of `waiting`: the full timeout counts again from here."""
        self._heard = True
        self._countdown.reset(self._timeout_s)

    def _words(self) -> str:
        what = "no more sound" if self._heard else "no sound"
        return f"{what} within {self._timeout_s * 1000:.0f} ms"
