"""What all commands share: the --json option, printing, and leaving with an error."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NoReturn, TypeVar

import click

from arqon_settings.command import command_here

__all__ = ["as_json", "clock_time", "fail", "person", "show"]

_F = TypeVar("_F", bound=Callable[..., Any])


def as_json(command: _F) -> _F:
    """Give a command the option `--json`, as its argument `json_output`."""
    return click.option(
        "--json", "json_output", is_flag=True, help="Print JSON for programs, not text."
    )(command)


def show(data: Mapping[str, object], text: str, *, json_output: bool) -> None:
    """Print `data` as JSON, or `text`, to standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, default=str) if json_output else text)


def fail(message: str, code: int) -> NoReturn:
    """Say on standard error what went wrong, and leave with `code`.

    The microVM knows no homes: a command of it that the message names is given this one's.
    """
    told = message.replace("arqon-tts vm ", f"{command_here('vm')} ")
    click.echo(f"arqon-tts: {told}", err=True)
    sys.exit(code)


def person(tool: str = "cli") -> str:
    """Who asks, as the settings and the telemetry note it: the user and the tool."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "somebody"
    return f"{user} ({tool})"


def clock_time(moment: datetime) -> str:
    """A moment in local time, to the second, with its zone."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S %Z")
