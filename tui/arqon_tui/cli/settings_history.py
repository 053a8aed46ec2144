"""`arqon-tts settings history`: which setting was changed when, by whom, from what to what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json, clock_time, fail, show

if TYPE_CHECKING:
    from arqon_service.settings_history import SettingsEntry

__all__ = ["history"]


@click.command()
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(min=1), help="At most so many."
)
@as_json
def history(limit: int, json_output: bool) -> None:
    """The changes of settings, newest first. Exit codes: 1 the history cannot be read."""
    from arqon_service.settings_history import read_history

    path = user_home().history
    try:
        entries = read_history(path, limit)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror or error}", exits.FAILED)
    text = "\n".join(map(_line, entries)) or "No setting has been changed yet."
    show(
        {"path": str(path), "changes": [_data(entry) for entry in entries]},
        text,
        json_output=json_output,
    )


def _line(entry: SettingsEntry) -> str:
    change = f"{entry.key}: {json.dumps(entry.old)} -> {json.dumps(entry.new)}"
    why = f": {entry.reason}" if entry.reason else ""
    return f"{clock_time(entry.at)}  {change}  {entry.by_whom}{why}"


def _data(entry: SettingsEntry) -> dict[str, object]:
    return {
        "at": entry.at.isoformat(),
        "key": entry.key,
        "from": entry.old,
        "to": entry.new,
        "by": entry.by,
        "way": entry.way,
        "reason": entry.reason,
    }
