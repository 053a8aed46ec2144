"""Kokoro over HTTP."""
