"""Telemetry as the panel shows it: what is asked of the store, what is held, how it is drawn."""
