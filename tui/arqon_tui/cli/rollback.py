"""`arqon-tts rollback` and `restore`: the one switch, from a script or a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import as_json, clock_time, fail, show
from arqon_tui.cli.settings import errors_as_exits

if TYPE_CHECKING:
    from arqon_settings.snapshot import Change

__all__ = ["restore", "rollback"]


@click.command()
@click.option("--reason", default="", help="Why, for those who look later.")
@as_json
def rollback(reason: str, json_output: bool) -> None:
    """Switch speech to the fallback provider, now, in every process.

    Exit codes: 3 the settings file could not be written, 4 it was written, but an environment
    variable holds the provider of processes that are started from here.
    """
    from arqon_tui.cli.controlling import controlled

    with errors_as_exits(), controlled() as control:
        change = control.rollback(reason)
    _report(change, "fallback", json_output)


@click.command()
@click.option("--reason", default="", help="Why, for those who look later.")
@as_json
def restore(reason: str, json_output: bool) -> None:
    """Switch speech back to Kokoro. Exit codes as for rollback."""
    from arqon_tui.cli.controlling import controlled

    with errors_as_exits(), controlled() as control:
        change = control.restore(reason)
    _report(change, "kokoro", json_output)


def _report(change: Change, wanted: str, json_output: bool) -> None:
    from arqon_service.provider_words import since_words

    made = change.after.provider_change
    held = change.after.settings.arqon_tts_provider != wanted
    data = {
        "provider": wanted,
        "changed": bool(change.changed),
        "in_force_here": not held,
        "path": str(change.after.path),
        "since": made.at.isoformat() if made else None,
        "by": made.by if made else None,
        "reason": made.reason if made else "",
    }
    since = f" · {since_words(made, clock_time)}" if made else ""
    word = "Provider is now" if change.changed else "Provider was already"
    show(data, f"{word} {wanted}{since}", json_output=json_output)
    if change.kept_bad_file:
        click.echo(
            f"arqon-tts: the file that could not be used is kept as {change.kept_bad_file}",
            err=True,
        )
    if held:
        fail(
            f"{change.after.path} says {wanted}, but ARQON_TTS_PROVIDER="
            f"{change.after.settings.arqon_tts_provider} holds the provider of processes started "
            "from here; unset ARQON_TTS_PROVIDER and start them again",
            exits.HELD,
        )
