"""Playback on the sound device, which a separate process drives."""
