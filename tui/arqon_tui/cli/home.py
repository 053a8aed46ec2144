"""Where a command finds what belongs to the user."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from arqon_settings.command import HOME_VARIABLE

if TYPE_CHECKING:
    from arqon_service.home import Home

__all__ = ["VARIABLE", "forget_environment", "use_home", "user_home"]

VARIABLE: Final = HOME_VARIABLE


def use_home(folder: Path) -> None:
    """Let this process, and every process that it starts, use `folder` for everything."""
    os.environ[VARIABLE] = str(folder.expanduser().absolute())


def forget_environment() -> None:
    """Let the environment of this process say nothing of our homes, settings and programs."""
    for name in [name for name in os.environ if name.startswith("ARQON_")]:
        del os.environ[name]


def user_home() -> Home:
    """The home that this command works in."""
    from arqon_service.home import Home

    return Home.of_user(os.environ)
