"""Where a command finds what belongs to the user."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from arqon_service.home import Home

__all__ = ["VARIABLE", "use_home", "user_home"]

VARIABLE: Final = "ARQON_TTS_HOME"


def use_home(folder: Path) -> None:
    """Let this process, and every process that it starts, use `folder` for everything."""
    os.environ[VARIABLE] = str(folder.expanduser().absolute())


def user_home() -> Home:
    """The home that this command works in."""
    from arqon_service.home import Home

    return Home.of_user(os.environ)
