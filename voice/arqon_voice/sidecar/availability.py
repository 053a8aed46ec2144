"""What telemetry is told of the sidecar's health: on a change, and only then."""

from __future__ import annotations

from collections.abc import Iterator

from arqon_voice.sidecar.health import Health
from arqon_voice.telemetry import events
from arqon_voice.telemetry.events import Value

__all__ = ["health_events"]


def health_events(before: Health | None, after: Health) -> Iterator[tuple[str, dict[str, Value]]]:
    """The events, name and data, that go with a look at the sidecar that differs from the last."""
    yield (
        events.SIDECAR_HEALTH,
        {
            "ready": after.state == "ready",
            "phase": after.phase or after.state,
            "runtime": after.runtime,
            "rtt_ms": None if after.rtt_ms is None else round(after.rtt_ms, 1),
        },
    )
    was_ready = before is not None and before.state == "ready"
    if after.state == "ready" and not was_ready:
        yield events.PROVIDER_AVAILABLE, {"provider": "kokoro", "reason": after.label}
    if after.state != "ready" and (was_ready or before is None):
        reason = after.reason or after.state
        yield events.PROVIDER_UNAVAILABLE, {"provider": "kokoro", "reason": reason}
