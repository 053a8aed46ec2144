"""What the bus is told of our health."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from arqon_voice.bus.frames import Frame

__all__ = ["BusHealth", "HealthSource", "health_payload"]


@dataclass(frozen=True, slots=True)
class BusHealth:
    """How the voice is.

    `latency_ms` is the time to first audio of the last utterance, or 0 before there was one;
    `error_count` how many utterances failed since the start. `provider` is who speaks now, in
    the words that `status` has for it; `sidecar` the state of the sidecar.
    """

    status: Literal["healthy", "degraded", "unhealthy"]
    provider: str
    sidecar: str
    latency_ms: int = 0
    error_count: int = 0


HealthSource = Callable[[], BusHealth]
"""Returns at once, from memory: it is called on the loop that reads the bus."""


def health_payload(health: BusHealth) -> Frame:
    """The inner payload of `stt.health.status`."""
    return {
        "status": health.status,
        "latency_ms": health.latency_ms,
        "error_count": health.error_count,
        "provider": health.provider,
        "sidecar": health.sidecar,
    }
