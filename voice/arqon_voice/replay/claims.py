"""The replay guard for an event loop: its file is used in a thread, and never waited for long."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final, TypeVar

from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.threads import Worker

__all__ = ["Claims"]

PATIENCE_S: Final = 0.5
"""Longer than the guard waits for another process; only a disk that hangs takes more."""

_T = TypeVar("_T")


class Claims:
    """What `ReplayGuard` does, in order, in one thread; see there.

    An answer that takes longer than `patience_s` is not waited for: a claim then goes by what
    this process knows. What is to be written down is written when the file answers.
    """

    def __init__(self, guard: ReplayGuard, patience_s: float = PATIENCE_S) -> None:
        self._guard = guard
        self._patience_s = patience_s
        self._worker = Worker("replay-guard")

    async def claim(self, message_id: str) -> bool:
        """Take a message to speak it; False if it was spoken, or is being spoken, by anybody."""
        free = await self._within_patience(lambda: self._guard.claim(message_id))
        return self._guard.claim_here(message_id) if free is None else free

    async def began(self, message_id: str) -> None:
        """Write down that its first sample leaves for the device now."""
        await self._within_patience(lambda: self._guard.began(message_id))

    async def settle(self, message_id: str, *, spoken: bool) -> None:
        """Write down that it was spoken, or let it be asked for again."""
        settle = self._guard.spoken if spoken else self._guard.release
        await self._within_patience(lambda: settle(message_id))

    def close(self, timeout_s: float) -> None:
        """Close the guard when all is written down; waits for that, `timeout_s` at most."""
        closed = self._worker.submit(self._guard.close)
        self._worker.close()
        with contextlib.suppress(TimeoutError):
            closed.exception(max(0.0, timeout_s))

    async def _within_patience(self, work: Callable[[], _T]) -> _T | None:
        answer = asyncio.wrap_future(self._worker.submit(work))
        done, _ = await asyncio.wait({answer}, timeout=self._patience_s)
        return answer.result() if done else None
