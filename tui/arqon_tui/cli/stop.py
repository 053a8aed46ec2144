"""`arqon-tts stop`: silence, whichever process speaks."""

from __future__ import annotations

import click

from arqon_tui.cli.asking import holder
from arqon_tui.cli.output import as_json, show

__all__ = ["stop"]


@click.command()
@click.option("--reason", default="stopped by arqon-tts stop", help="Goes into the telemetry.")
@as_json
def stop(reason: str, json_output: bool) -> None:
    """Fall silent: end what sounds and what waits. Exit codes: 1 the holder does not answer."""
    with holder("stop") as voice:
        if voice is None:
            show({"holder": None}, "Nobody holds the voice: it is silent.", json_output=json_output)
            return
        voice.stop(reason)
        status = voice.view()  # an answer to what was sent after it: the stop has arrived
    data = {"holder": {"program": status.program, "pid": status.pid}}
    show(data, f"Stopped: arqon-tts {status.program} is silent.", json_output=json_output)
