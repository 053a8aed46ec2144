"""Kokoro over HTTP: the service that runs in the guest, and nowhere else in production."""

__version__ = "0.1.0"
