"""`arqon-tts settings`: list, get, set, unset, path; history and maestro by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.lazy import lazy
from arqon_tui.cli.output import as_json, fail, show

if TYPE_CHECKING:
    from arqon_settings.model import SettingKey
    from arqon_settings.snapshot import Change, Snapshot

__all__ = ["errors_as_exits", "settings", "warn_of_faults"]


@contextmanager
def errors_as_exits() -> Iterator[None]:
    """Turn the errors of the settings into messages and exit codes."""
    from arqon_settings.errors import HeldByEnvironment, InvalidSetting, NotWritten

    try:
        yield
    except InvalidSetting as error:
        fail(str(error), click.UsageError.exit_code)
    except HeldByEnvironment as error:
        fail(str(error), exits.HELD)
    except NotWritten as error:
        fail(str(error), exits.NOT_WRITTEN)


def warn_of_faults(snapshot: Snapshot) -> None:
    """Say on standard error what the file or the environment holds that cannot be used."""
    for fault in snapshot.faults:
        click.echo(f"arqon-tts: warning: {fault}", err=True)


COMMANDS = {
    "history": "cli.settings_history:history",
    "maestro": "cli.maestro:maestro",
    "undo": "cli.settings_undo:undo",
}


@click.group(cls=lazy("arqon_tui", COMMANDS))
def settings() -> None:
    """Show and change the six settings.

    Exit codes: 2 no such setting or not a valid value, 3 not written, 4 held by the environment.
    """


@settings.command("list")
@as_json
def list_settings(json_output: bool) -> None:
    """All settings: value in force, where it comes from, default."""
    from arqon_settings.store import SettingsStore

    snapshot = SettingsStore(user_home().settings).read()
    warn_of_faults(snapshot)
    rows = [_row(snapshot, key) for key in snapshot.origins]
    width = max(len(str(row["key"])) for row in rows)
    lines = [
        f"{row['key']!s:<{width}}  {_text(row['value']):<24}  "
        f"({row['origin']}; default {_text(row['default'])})"
        for row in rows
    ]
    data = {"path": str(snapshot.path), "settings": {str(row["key"]): row for row in rows}}
    data["faults"] = [str(fault) for fault in snapshot.faults]
    show(data, "\n".join(lines), json_output=json_output)


@settings.command("get")
@click.argument("key")
@as_json
def get_setting(key: str, json_output: bool) -> None:
    """Print one setting's value in force."""
    from arqon_settings.store import SettingsStore
    from arqon_settings.values import known_key

    with errors_as_exits():
        known = known_key(key)
        snapshot = SettingsStore(user_home().settings).read()
        warn_of_faults(snapshot)
        row = _row(snapshot, known)
        show(row, _text(row["value"]), json_output=json_output)


@settings.command("set")
@click.argument("key")
@click.argument("value")
@as_json
def set_setting(key: str, value: str, json_output: bool) -> None:
    """Set one setting, for every process at once.

    A voice that the sidecar does not have is refused; where it does not answer, that is said.
    """
    from arqon_service.voice_check import UnknownVoice, voice_doubt
    from arqon_settings.values import known_key, parse_text
    from arqon_tui.cli.controlling import controlled

    with errors_as_exits():
        known = known_key(key)
        parsed = parse_text(known, value)
        try:
            doubt = voice_doubt(user_home(), known, parsed)
        except UnknownVoice as error:
            fail(str(error), click.UsageError.exit_code)
        with controlled() as control:
            _report(control.change(known, parsed), known, json_output)
        if doubt:
            click.echo(f"arqon-tts: warning: {doubt}", err=True)


@settings.command("unset")
@click.argument("key")
@as_json
def unset_setting(key: str, json_output: bool) -> None:
    """Take one setting out of the file, so that its default holds."""
    from arqon_settings.values import known_key
    from arqon_tui.cli.controlling import controlled

    with errors_as_exits(), controlled() as control:
        known = known_key(key)
        _report(control.unset([known]), known, json_output)


@settings.command("path")
@as_json
def settings_file(json_output: bool) -> None:
    """Print where the settings file is; it need not exist."""
    path = user_home().settings
    show({"path": str(path), "exists": path.exists()}, str(path), json_output=json_output)


def _row(snapshot: Snapshot, key: SettingKey) -> dict[str, object]:
    from arqon_settings.values import DEFAULTS

    return {
        "key": key,
        "value": getattr(snapshot.settings, key),
        "origin": snapshot.origins[key],
        "default": DEFAULTS[key],
    }


def _report(change: Change, key: SettingKey, json_output: bool) -> None:
    if change.kept_bad_file:
        click.echo(
            f"arqon-tts: the file that could not be used is kept as {change.kept_bad_file}",
            err=True,
        )
    row = _row(change.after, key)
    row["changed"] = bool(change.changed)
    show(row, f"{key} = {_text(row['value'])} ({row['origin']})", json_output=json_output)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
