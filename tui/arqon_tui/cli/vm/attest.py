"""`arqon-tts vm attest`: is what answers at the VM's address that VM?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import as_json, fail
from arqon_tui.cli.vm.options import PINS, STATE_DIR, folder_of, pins_of

if TYPE_CHECKING:
    from arqon_microvm.attest.rows import Row

__all__ = ["vm_attest"]

_VERDICTS = {True: "ok", False: "no", None: "not tried"}


@click.command("attest")
@PINS
@STATE_DIR
@as_json
def vm_attest(state_dir: Path | None, json_output: bool, **named: Any) -> None:  # noqa: ANN401
    """Prove that what answers at the VM's address is this Firecracker VM, link by link.

    The VM is stopped for less than half a second, and speaks a sentence. What it must be is taken
    from the options, ARQON_VM_* in the environment, or vm.env: never from the VM's own files. The
    first required row that fails is the last one tried. Exit codes: 0 attested, 1 not.
    """
    from arqon_microvm.attest.attest import attest
    from arqon_microvm.attest.rows import MEANING
    from arqon_microvm.errors import VmError

    try:
        told = _silent if json_output else _tell
        verdict = attest(folder_of(state_dir), pins_of(named), told=told)
    except VmError as error:
        fail(str(error), exits.FAILED)
    click.echo(verdict.model_dump_json() if json_output else f"{verdict.summary}\n{MEANING}")
    sys.exit(0 if verdict.attested else exits.FAILED)


def _tell(row: Row) -> None:
    optional = "" if row.required else " (not required)"
    click.echo(f"{row.letter}  {_VERDICTS[row.passed]:<9}  {row.what:<33}  {row.found}{optional}")


def _silent(_: Row) -> None:
    """Programs get all at once."""
