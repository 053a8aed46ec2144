"""Playback into a WAV file."""
