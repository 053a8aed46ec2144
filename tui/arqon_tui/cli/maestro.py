"""`arqon-tts settings maestro`: whether Maestro's settings file is kept in step with ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from arqon_tui.cli.controlling import MIRROR_S, controlled
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json, clock_time, show
from arqon_tui.cli.settings import errors_as_exits

if TYPE_CHECKING:
    from arqon_settings.maestro.mirror import MaestroMirror

__all__ = ["maestro"]

_TAKES_UP = (
    "Maestro takes up URL, voice, timeout and streaming at its next utterance; "
    "the provider may need its restart."
)
_NO_ROLLBACK = (
    "This Maestro has no fallback settings: our switch steers our voice plane only, not Maestro's "
    "own speech."
)


@click.group()
def maestro() -> None:
    """Maestro's own settings file, ~/.arqon/arqon.json, kept in step with ours.

    On wherever that file exists, until it is disabled.
    """


@maestro.command()
@as_json
def status(json_output: bool) -> None:
    """Whether the two files are kept in step, whether they are, and what was decided lately."""
    from arqon_settings.maestro.base import read_base
    from arqon_settings.maestro.comparison import compared

    mirror = _mirror()
    base, found = read_base(mirror.base_path), compared(mirror)
    is_on = mirror.is_on()
    data = {
        "path": str(mirror.path),
        "on": is_on,
        "enabled": base.enabled,
        "in_step": found.in_step,
        "fault": found.fault,
        "has_rollback": found.has_rollback,
        "not_taken": found.not_taken,
        "agreed": dict(base.agreed),
        "notices": [{"at": n.at.isoformat(), "what": n.what} for n in base.notices],
    }
    lines = [
        f"Mirror    {_decided(base.enabled, is_on)}",
        f"File      {mirror.path}",
        f"In step   {found.words}",
        *(f"Ignored   {text}" for text in found.not_taken),
        *([f"Rollback  {_NO_ROLLBACK}"] if found.has_rollback is False else []),
        *(f"Notice    {clock_time(notice.at)} {notice.what}" for notice in base.notices),
        *([f"Note      {_TAKES_UP}"] if is_on else []),
    ]
    show(data, "\n".join(lines), json_output=json_output)


@maestro.command()
@as_json
def enable(json_output: bool) -> None:
    """Keep Maestro's file in step with ours, now and from now on."""
    _decide(enabled=True, json_output=json_output)


@maestro.command()
@as_json
def disable(json_output: bool) -> None:
    """Leave Maestro's file alone, and take nothing from it."""
    _decide(enabled=False, json_output=json_output)


@maestro.command()
@as_json
def diff(json_output: bool) -> None:
    """The settings that differ, and which side would give way. Changes nothing."""
    from arqon_settings.maestro.comparison import compared

    found = compared(_mirror())
    rows = [
        f"{key}: {json.dumps(row['ours'])} here, {json.dumps(row['maestro'])} there; "
        f"{row['stands']} would stand"
        for key, row in found.differences.items()
    ]
    data = {"differences": found.differences, "fault": found.fault}
    show(data, "\n".join(rows) or f"In step: {found.words}", json_output=json_output)


def _decide(*, enabled: bool, json_output: bool) -> None:
    with errors_as_exits(), controlled():
        _mirror().decide(enabled=enabled)
    mirror = _mirror()
    there = "" if mirror.is_there() else f"; {mirror.path} does not exist yet"
    word = "kept in step with ours" if enabled else "left alone"
    text = f"Maestro's settings file is {word} from now on{there}"
    show({"enabled": enabled, "path": str(mirror.path)}, text, json_output=json_output)


def _decided(enabled: bool | None, is_on: bool) -> str:
    if enabled is not None:
        return "on (enabled)" if enabled else "off (disabled)"
    return "on (Maestro's file is there)" if is_on else "off (found no settings file of Maestro's)"


def _mirror() -> MaestroMirror:
    from arqon_settings.maestro.mirror import MaestroMirror

    return MaestroMirror(user_home().settings, half_written_s=MIRROR_S - 1)
