"""`arqon-tts logs`: what the programs themselves have to say."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import click

from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json

__all__ = ["logs"]


@click.command()
@click.option("-n", "--last", default=50, show_default=True, help="Lines, the newest last.")
@as_json
def logs(last: int, json_output: bool) -> None:
    """What went wrong in panel, service and commands. No line holds what was spoken."""
    from arqon_service.log import log_files

    lines = deque(_lines(log_files(user_home())), maxlen=max(last, 0))
    for line in lines:
        click.echo(line if json_output else _text(line))


def _lines(files: list[Path]) -> Iterator[str]:
    for file in files:
        try:
            with file.open(encoding="utf-8", errors="replace") as text:
                for line in text:
                    if line.strip():
                        yield line.rstrip("\n")
        except FileNotFoundError:
            continue  # put aside at this moment


def _text(line: str) -> str:
    from arqon_voice.text import plain_words

    try:
        entry = json.loads(line)
        head = f"{entry['at']} {entry['level']:<8} {entry['program']}({entry['pid']})"
        error = f": {entry['error']} at {entry['where'][-1]}" if entry.get("where") else ""
        return plain_words(f"{head} {entry['message']}{error}", 1000)
    except (ValueError, KeyError, TypeError):
        return plain_words(line, 1000)
