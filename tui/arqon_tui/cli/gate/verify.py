"""`arqon-tts gate verify`: recomputes evidence, and names what is wrong with it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.gate.options import evidence_folder, folder_argument
from arqon_tui.cli.output import as_json, fail, show

if TYPE_CHECKING:
    from arqon_gate.signature import Signature

__all__ = ["gate_verify"]


@click.command("verify")
@folder_argument
@click.option(
    "--signer",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A public key; the evidence must be signed with the private one.",
)
@as_json
def gate_verify(folder: Path | None, signer: Path | None, json_output: bool) -> None:
    """Name what in DIR was altered, is missing or stale.

    All digests of the evidence are recomputed.

    Exit codes: 0 all is as it was written, and of now and here; 1 something was altered, is missing
    or is not signed as asked; 8 it is whole, but stale or of another machine.
    """
    from arqon_gate.present import present
    from arqon_gate.repository import checkout
    from arqon_gate.verify import verified

    where = evidence_folder(folder)
    try:
        found = verified(where, present(where, checkout()))
    except OSError as error:
        fail(f"{where} cannot be read: {error}", exits.FAILED)
    evidence = found.evidence
    unsigned = _unsigned(found.signature, signer)
    wrong = [*map(str, evidence.faults), *unsigned]
    vouched = f"signed by {found.signature.public_key}" if found.signature else "not signed"
    lines = [*wrong, *map(str, found.warnings)]
    lines.append(f"{len(evidence.artifacts)} artifacts in {where}, {vouched}")
    data = {
        "folder": str(where),
        "artifacts": len(evidence.artifacts),
        "faults": [asdict(fault) for fault in evidence.faults],
        "unsigned": unsigned,
        "warnings": [asdict(fault) for fault in found.warnings],
        "signed_by": found.signature.public_key if found.signature else None,
    }
    show(data, "\n".join(lines), json_output=json_output)
    sys.exit(exits.FAILED if wrong else exits.WARNINGS if found.warnings else 0)


def _unsigned(signature: Signature | None, signer: Path | None) -> list[str]:
    from arqon_gate.signature import BadKey, read_public_key

    if signer is None:
        return []
    try:
        wanted = read_public_key(signer)
    except (BadKey, OSError) as error:
        raise click.UsageError(str(error)) from None
    if signature is None:
        return [f"not signed by {wanted}: there is no signature that fits"]
    if signature.public_key != wanted:
        return [f"not signed by {wanted}, but by {signature.public_key}"]
    return []
