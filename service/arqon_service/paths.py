"""Where the voice plane keeps what outlives a process."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_state_path

__all__ = ["replay_path", "state_dir", "telemetry_path"]


def state_dir() -> Path:
    """The user's state folder for Arqon TTS; it may not exist yet."""
    return user_state_path("arqon-tts", appauthor=False)


def telemetry_path() -> Path:
    """The telemetry store that all processes of the user append to."""
    return state_dir() / "telemetry.db"


def replay_path() -> Path:
    """The replay guard's record of what has been spoken."""
    return state_dir() / "replay.db"
