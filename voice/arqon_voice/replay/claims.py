"""The replay guard for an event loop: its file is used in a thread, and never waited for long."""

from __future__ import annotations

from typing import Final

from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.threads import PatientWorker, is_done

__all__ = ["Claims"]

BEFORE_SOUND_S: Final = 0.05
"""Many times what a claim takes. A listener waits for it; a file that is locked may be later."""
NOTED_S: Final = 2.0
"""A message that is not written down before its first sound could be spoken again after a kill, so
this is waited for, on a slow disk too. A file that another process holds is not: nothing could be
written, and a listener would wait for nothing. What the file knows can be read then, and is waited
for: a message that was spoken before would be spoken again."""
AFTER_SOUND_S: Final = 0.5
"""Longer than the guard waits for another process: who asks again finds it written down."""


class Claims:
    """What `ReplayGuard` does, in order, in one thread; see there.

    A claim whose answer is late goes by what this process knows, and by what can be read of the
    file meanwhile. What is to be written down is written when the file answers.
    """

    def __init__(self, guard: ReplayGuard) -> None:
        self._guard = guard
        self._writer = PatientWorker("replay-guard")
        self._reader = PatientWorker("replay-reader")

    async def claim(self, message_id: str) -> bool:
        """Take a message to speak it; False if it was spoken, or is being spoken, by anybody."""
        guard = self._guard
        if not guard.claim_here(message_id):
            return False
        free = await self._writer.ask(lambda: guard.claim_in_file(message_id), BEFORE_SOUND_S)
        if free is None:
            free = await self._reader.ask(lambda: guard.seems_free(message_id), NOTED_S)
        if free is False:
            guard.release_here(message_id)
        return free is not False

    async def began(self, message_id: str) -> None:
        """Write down that its first sample leaves for the device now."""
        patience_s = 0.0 if self._guard.waits else NOTED_S
        await self._writer.ask(lambda: self._guard.began(message_id), patience_s)

    async def settle(self, message_id: str, *, spoken: bool) -> None:
        """Write down that it was spoken, or let it be asked for again."""
        settle = self._guard.spoken
        if not spoken:
            self._guard.release_here(message_id)
            settle = self._guard.release
        await self._writer.ask(lambda: settle(message_id), AFTER_SOUND_S)

    def close(self, timeout_s: float) -> None:
        """Close the guard when all is written down; waits for that, `timeout_s` at most."""
        self._reader.close()
        is_done(self._writer.close(self._guard.close), timeout_s)
