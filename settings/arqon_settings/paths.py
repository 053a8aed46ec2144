"""Where the settings live."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path

__all__ = ["settings_path"]


def settings_path() -> Path:
    """The canonical file: ``settings.toml`` in the platform's user config folder.

    Reads the environment (``XDG_CONFIG_HOME``, ``HOME``); creates nothing.
    """
    return user_config_path("arqon-tts", appauthor=False) / "settings.toml"
