"""Telemetry: emitted without waiting, kept in SQLite, followed by any process."""

from __future__ import annotations

from arqon_voice.telemetry.emitter import Telemetry, TelemetryStatus
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.store import Retention
from arqon_voice.telemetry.tail import Tail
from arqon_voice.telemetry.writer import Limits

__all__ = ["Limits", "Retention", "Row", "Tail", "Telemetry", "TelemetryStatus"]
