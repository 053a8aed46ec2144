"""The demo: recorded telemetry and the fallback voice, in a home that is deleted at its end."""
