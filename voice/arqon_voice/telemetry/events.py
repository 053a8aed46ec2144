"""Telemetry events: their shape and their names, as the telemetry contract lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

__all__ = ["ENDINGS", "Emit", "Event", "Source", "Value"]

Source = Literal["panel", "service", "cli", "gate"]
Value = str | int | float | bool | None

PROVIDER_SELECTED: Final = "stt.tts.provider_selected"
KOKORO_STARTED: Final = "stt.tts.kokoro.started"
KOKORO_SUCCESS: Final = "stt.tts.kokoro.success"
KOKORO_FAILURE: Final = "stt.tts.kokoro.failure"
STREAM_STARTED: Final = "stt.tts.kokoro.stream_started"
STREAM_CHUNK: Final = "stt.tts.kokoro.stream_chunk"
STREAM_COMPLETED: Final = "stt.tts.kokoro.stream_completed"
STREAM_FALLBACK: Final = "stt.tts.kokoro.stream_fallback"
FALLBACK_USED: Final = "stt.tts.fallback.used"
LATENCY_MS: Final = "stt.tts.latency_ms"
FAIL_CLOSED: Final = "stt.tts.fail_closed"
PLAYBACK_STARTED: Final = "stt.tts.playback_started"
PLAYBACK_COMPLETED: Final = "stt.tts.playback_completed"
PLAYBACK_FAILED: Final = "stt.tts.playback_failed"
PLAYBACK_STOPPED: Final = "stt.tts.playback_stopped"
REPLAY_IGNORED: Final = "stt.tts.replay_ignored"
SETTINGS_CHANGED: Final = "stt.tts.settings_changed"
ROLLBACK: Final = "stt.tts.rollback"
PROVIDER_AVAILABLE: Final = "stt.tts.provider_available"
PROVIDER_UNAVAILABLE: Final = "stt.tts.provider_unavailable"
SIDECAR_HEALTH: Final = "stt.tts.sidecar_health"
TELEMETRY_DROPPED: Final = "stt.tts.telemetry_dropped"
TELEMETRY_RESET: Final = "stt.tts.telemetry_reset"
BUS_CONNECTED: Final = "stt.tts.bus_connected"
BUS_DISCONNECTED: Final = "stt.tts.bus_disconnected"
BUS_AUDIO_IGNORED: Final = "stt.tts.bus_audio_ignored"
REVIEW_ANSWERED: Final = "stt.tts.review_answered"
ACTION_BLOCKED: Final = "stt.tts.action_blocked"

ENDINGS: Final = frozenset(
    {LATENCY_MS, FAIL_CLOSED, PLAYBACK_FAILED, PLAYBACK_STOPPED, REPLAY_IGNORED}
)
"""Every request ends in exactly one of these."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, in the shape of the telemetry contract.

    `ts_ms` is epoch milliseconds, UTC. `data` is flat. `message_id` is empty for events that
    belong to no request. `source` is a `Source`, or what an imported file says.
    No text that a user speaks is ever put in here.
    """

    name: str
    ts_ms: int
    session_id: str
    message_id: str
    source: str
    data: Mapping[str, Value] = field(default_factory=dict)


Emit = Callable[[Event], None]
"""Takes an event and returns at once; never raises."""
