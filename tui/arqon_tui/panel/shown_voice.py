"""What the holder of the voice says of itself, as the panel shows it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from arqon_service.voice import Status
from arqon_tui.panel.status import Voice

__all__ = ["ShownVoice"]


class ShownVoice:
    """Measures, from one look to the next, how long nothing new of an utterance was heard.

    `clock` gives monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last_heard: tuple[object, float] = (None, 0.0)

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
        if sounding is None:
            self._last_heard = (None, 0.0)
            return 0
        heard = sounding.message_id, sounding.heard_ms
        if self._last_heard[0] != heard:
            self._last_heard = heard, self._clock()
        return int(self._clock() - self._last_heard[1])


def _holder(status: Status) -> str:
    if status.pid == os.getpid():
        return "this panel"
    program = "arqon-tts, a panel" if status.program == "panel" else f"arqon-tts {status.program}"
    return f"{program} (process {status.pid})"
