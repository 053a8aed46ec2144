"""`arqon-tts gate status`: the criteria of Gate 6, and how each stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.gate.options import evidence_folder, folder_argument
from arqon_tui.cli.output import as_json, fail, show

if TYPE_CHECKING:
    from arqon_gate.verdict import Row

__all__ = ["gate_status"]


@click.command("status")
@folder_argument
@as_json
def gate_status(folder: Path | None, json_output: bool) -> None:
    """Say what of the plan is proven, and why the rest is not.

    Each exit criterion and hard-fail condition is held against the evidence in DIR.

    Exit codes: 0 all are proven, 1 one has failed, 9 none has failed but one is not proven.
    """
    from arqon_gate.check import exit_code
    from arqon_gate.present import present
    from arqon_gate.repository import checkout
    from arqon_gate.verdict import rows
    from arqon_gate.verify import verified

    where = evidence_folder(folder)
    now = present(where, checkout())
    try:
        table = list(rows(verified(where, now).evidence, now))
    except OSError as error:
        fail(f"{where} cannot be read: {error}", exits.FAILED)
    lines = [line for row in table for line in _lines(row)]
    data = {"evidence": str(where), "rows": [asdict(row) for row in table]}
    show(data, "\n".join(lines), json_output=json_output)
    sys.exit(exit_code(row.verdict for row in table))


def _lines(row: Row) -> Iterator[str]:
    criterion, state = row.criterion, row.verdict.replace("_", " ")
    yield f"{state:<10}  {criterion.number}  {criterion.words} ({criterion.kind})"
    if row.by:
        yield f"{'':<10}      by {', '.join(row.by)}"
    for why in row.why:
        yield f"{'':<10}      {why}"
    for command in dict.fromkeys(row.commands):
        yield f"{'':<10}      to prove it: {command}"
