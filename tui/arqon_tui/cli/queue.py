"""`arqon-tts queue`: what sounds, and what waits."""

from __future__ import annotations

import click

from arqon_tui.cli.asking import holder, status_data, status_lines
from arqon_tui.cli.output import as_json, show

__all__ = ["queue"]


@click.command()
@as_json
def queue(json_output: bool) -> None:
    """What sounds and what waits, by message id; no text. Exit codes: 1 the holder is mute."""
    with holder("queue") as voice:
        status = voice.view() if voice is not None else None
    lines = status_lines(status)
    for waiting in status.queue.waiting if status else ():
        lines.append(f"  {waiting.message_id}{'  warning' if waiting.warning else ''}")
    show(status_data(status), "\n".join(lines), json_output=json_output)
