"""Telemetry of the sidecar's health."""

from __future__ import annotations

import pytest

from arqon_voice.sidecar.availability import health_events
from arqon_voice.sidecar.health import Health

DOWN = Health("http://x", "unreachable", reason="no connection")
STARTING = Health("http://x", "starting", phase="loading", runtime="qemu", rtt_ms=1.26)
READY = Health("http://x", "ready", runtime="qemu", rtt_ms=1.26)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, DOWN, ["sidecar_health", "provider_unavailable"]),
        (None, READY, ["sidecar_health", "provider_available"]),
        (DOWN, STARTING, ["sidecar_health"]),
        (STARTING, READY, ["sidecar_health", "provider_available"]),
        (READY, DOWN, ["sidecar_health", "provider_unavailable"]),
        (READY, STARTING, ["sidecar_health", "provider_unavailable"]),
    ],
)
def test_a_change_is_told_and_availability_only_when_it_changes(
    before: Health | None, after: Health, told: list[str]
) -> None:
    names = [name.removeprefix("stt.tts.") for name, _data in health_events(before, after)]
    assert names == told


def test_the_event_says_what_the_contract_names() -> None:
    (_name, data), *_rest = health_events(None, STARTING)
    assert data == {"ready": False, "phase": "loading", "runtime": "qemu", "rtt_ms": 1.3}
