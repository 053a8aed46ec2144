"""What the holder of the voice says of itself, as the panel shows it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from arqon_service.voice import Status
from arqon_tui.panel.services import Voice

__all__ = ["ShownVoice"]


class ShownVoice:
    """Measures, from one look to the next, how long an utterance has been waited for.

    `clock` gives monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waited_for: tuple[str | None, float] = (None, 0.0)

    def of(self, status: Status) -> Voice:
        """The status as it is now."""
        sounding = status.queue.sounding
        return Voice(
            in_hand=status.queue.in_hand,
            service=f"process {status.pid}" if status.program == "serve" else "",
            holder=_holder(status),
            standing=status.state.standing,
            phase=status.state.phase,
            speaks=sounding.provider if sounding else None,
            waited_s=self._waited_s(status),
            bus=status.bus,
        )

    def _waited_s(self, status: Status) -> int:
        sounding = status.queue.sounding
        if status.state.phase != "waiting" or sounding is None:
            self._waited_for = (None, 0.0)
            return 0
        if self._waited_for[0] != sounding.message_id:
            self._waited_for = (sounding.message_id, self._clock())
        return int(self._clock() - self._waited_for[1])


def _holder(status: Status) -> str:
    if status.pid == os.getpid():
        return "this panel"
    program = "arqon-tts, a panel" if status.program == "panel" else f"arqon-tts {status.program}"
    return f"{program} (process {status.pid})"
