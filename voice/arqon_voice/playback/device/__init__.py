"""Playback on the sound device, which a process of its own drives."""
