"""The sidecar as the panel shows it: the last look, how long it is silent, and its round trips."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from arqon_voice.sidecar.health import Health

__all__ = ["ShownSidecar", "Sidecar"]

LOOKS: Final = 60
"""So many looks make the percentiles of the round trip: five minutes at one each 5 s."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is known of the sidecar.

    `health` is None before the first look. `silent_s` is for how many whole seconds it has not
    answered, 0 where it did at the last look. `rtts_ms` are the round trips of the last looks,
    the oldest first.
    """

    health: Health | None = None
    silent_s: int = 0
    rtts_ms: tuple[float, ...] = ()


class ShownSidecar:
    """Follows the looks."""

    def __init__(self) -> None:
        self._seen_ms = 0
        self._answered_ms: int | None = None
        self._rtts: deque[float] = deque(maxlen=LOOKS)

    def at(self, health: Health | None, now_ms: int) -> Sidecar:
        """How it stands at `now_ms` (epoch milliseconds), given the latest look."""
        if health is None:
            return Sidecar()
        if health.checked_ms != self._seen_ms:
            self._seen_ms = health.checked_ms
            self._note(health)
        silent = health.state == "unreachable" and self._answered_ms is not None
        silent_s = (now_ms - (self._answered_ms or 0)) // 1000 if silent else 0
        return Sidecar(health, max(0, silent_s), tuple(self._rtts))

    def _note(self, health: Health) -> None:
        if health.rtt_ms is not None:
            self._rtts.append(health.rtt_ms)
        if health.state != "unreachable" or self._answered_ms is None:
            self._answered_ms = health.checked_ms
