"""Where a command finds what belongs to the user."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from arqon_service.home import Home

__all__ = ["VARIABLE", "command_here", "use_home", "user_home"]

VARIABLE: Final = "ARQON_TTS_HOME"


def use_home(folder: Path) -> None:
    """Let this process, and every process that it starts, use `folder` for everything."""
    os.environ[VARIABLE] = str(folder.expanduser().absolute())


def command_here(*words: str) -> str:
    """The command to run in another terminal, for the home that this process works in."""
    home = os.environ.get(VARIABLE)
    return shlex.join(["arqon-tts", *(["--home", home] if home else []), *words])


def user_home() -> Home:
    """The home that this command works in."""
    from arqon_service.home import Home

    return Home.of_user(os.environ)
