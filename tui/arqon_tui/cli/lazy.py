"""Groups of commands that know their commands by name, and import one when it is asked for.

So the command line answers quickly, whatever a command itself needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

import click

from arqon_tui.cli.guard import guarded

__all__ = ["lazy"]


def lazy(package: str, commands: Mapping[str, str]) -> type[click.Group]:
    """A group whose commands are `module:attribute` below a package, by their names."""

    class Lazy(click.Group):
        def list_commands(self, ctx: click.Context) -> list[str]:
            return [*super().list_commands(ctx), *commands]

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            if cmd_name not in commands:
                return super().get_command(ctx, cmd_name)
            module, attribute = commands[cmd_name].split(":")
            command = getattr(import_module(f"{package}.{module}"), attribute)
            assert isinstance(command, click.Command)
            return command

        def main(self, *words: Any, **options: Any) -> NoReturn:  # noqa: ANN401 -- click's own
            guarded(partial(super().main, *words, **{**options, "standalone_mode": False}))

    return Lazy
