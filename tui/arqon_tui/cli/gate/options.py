"""Options that more than one command of the gate has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["evidence_folder", "folder_argument"]

_F = TypeVar("_F", bound=Callable[..., Any])


def folder_argument(command: _F) -> _F:
    """Give a command the argument DIR, the folder of the evidence; by default the user's."""
    return click.argument(
        "folder",
        metavar="[DIR]",
        required=False,
        type=click.Path(path_type=Path, exists=True, file_okay=False),
    )(command)


def evidence_folder(named: Path | None) -> Path:
    """The folder that was named, or the user's."""
    from arqon_gate.present import evidence_of
    from arqon_tui.cli.home import user_home

    return (named or evidence_of(user_home())).absolute()
