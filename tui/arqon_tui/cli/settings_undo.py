"""`arqon-tts settings undo`: give a setting back the value that it had before."""

from __future__ import annotations

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import as_json, clock_time, fail, show
from arqon_tui.cli.settings import errors_as_exits

__all__ = ["undo"]


@click.command()
@click.argument("key", required=False)
@as_json
def undo(key: str | None, json_output: bool) -> None:
    """Undo the last change of a setting by anybody: of KEY, or of all.

    Again, it undoes the change before that. It never goes back to kokoro: `arqon-tts restore`
    does. Exit codes: 1 nothing was undone; 2, 3 and 4 as for the other commands.
    """
    from arqon_service.undo import NotUndone
    from arqon_settings.values import known_key
    from arqon_tui.cli.controlling import controlled

    try:
        with errors_as_exits(), controlled() as control:
            known = known_key(key) if key else None
            entry, change = control.undo_last(known)
    except NotUndone as error:
        fail(str(error), exits.FAILED)
    except OSError as error:
        fail(f"the history cannot be read: {error.strerror or error}", exits.FAILED)
    value = getattr(change.after.settings, entry.key)
    data = {
        "key": entry.key,
        "value": value,
        "was": entry.new,
        "changed_by": entry.by,
        "changed_at": entry.at.isoformat(),
    }
    made = f"changed at {clock_time(entry.at)} {entry.by_whom}"
    show(data, f"{entry.key} = {value} again, was {entry.new} ({made})", json_output=json_output)
