"""Telemetry: emitted without waiting, kept in SQLite, followed by any process."""
