"""Spares utterances the wait for a Kokoro that has just failed again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

__all__ = ["Breaker"]

FAILURES: Final = 3
WITHIN_S: Final = 300.0

_OF_THE_REQUEST: Final = frozenset(
    {"rolled_back", "http_400", "http_413", "http_415", "http_422", "text_too_long"}
)
"""Failures that say nothing of the next request: its text or voice was at fault, or a person."""


class Breaker:
    """Opens after three failures of the Kokoro path in a row, none five minutes after the last.

    While it is open nothing is asked of Kokoro, until a probe that really synthesized (or a
    request that was under way) succeeds, or until another address is set: what failed was the
    old one. It lives on one event loop. `clock` gives monotonic seconds. `on_change` is called
    with whether it is open now, and why.
    """

    def __init__(
        self,
        on_change: Callable[[bool, str], None] = lambda _is_open, _reason: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._on_change = on_change
        self._clock = clock
        self._url = ""
        self._failures: list[str] = []
        self._failed_at = 0.0
        self.is_open = False

    @property
    def reason(self) -> str:
        """Why it is open, for a person."""
        return f"{len(self._failures)} failures in a row, the last one: {self._failures[-1]}"

    def spares(self, url: str) -> bool:
        """Whether a request to `url` is to be spared the attempt."""
        if self.is_open and url != self._url:
            self._close("another address was set, which is asked anew")
        return self.is_open

    def failed(self, url: str, code: str) -> None:
        """The path to `url` failed with this code of `ProviderError`."""
        if self.is_open or code in _OF_THE_REQUEST:
            return
        now = self._clock()
        if url != self._url or now - self._failed_at > WITHIN_S:
            self._failures.clear()
        self._url, self._failed_at = url, now
        self._failures.append(code)
        if len(self._failures) >= FAILURES:
            self.is_open = True
            self._on_change(True, self.reason)

    def succeeded(self, url: str) -> None:
        """Kokoro spoke at `url`."""
        if url != self._url:
            return
        if self.is_open:
            self._close("it speaks again")
        self._failures.clear()

    def _close(self, reason: str) -> None:
        self.is_open = False
        self._failures.clear()
        self._on_change(False, reason)
