"""`arqon-tts gate sign`: somebody vouches for the evidence."""

from __future__ import annotations

from pathlib import Path

import click

from arqon_tui.cli import exits
from arqon_tui.cli.gate.options import evidence_folder, folder_argument
from arqon_tui.cli.output import fail

__all__ = ["gate_sign", "signed"]


@click.command("sign")
@folder_argument
@click.option(
    "--key",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An Ed25519 private key: openssl genpkey -algorithm ed25519 -out KEY",
)
def gate_sign(folder: Path | None, key: Path) -> None:
    """Vouch for the evidence in DIR, as it is now.

    Adding to it takes the signature away.

    Exit codes: 0 signed, 2 that is no such key, 3 the signature could not be written.
    """
    click.echo(signed(evidence_folder(folder), key))


def signed(folder: Path, key: Path) -> str:
    """Sign the folder; says who vouches now, or leaves with an error."""
    from arqon_gate.signature import BadKey, sign

    try:
        signature = sign(folder, key)
    except BadKey as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        fail(f"{folder} could not be signed: {error}", exits.NOT_WRITTEN)
    return f"Signed by {signature.public_key}"
