"""`arqon-tts gate close`: writes the decision to close Gate 6, or says why it cannot."""

from __future__ import annotations

from pathlib import Path

import click

from arqon_tui.cli import exits
from arqon_tui.cli.gate.options import evidence_folder, folder_argument
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import fail

__all__ = ["gate_close"]


@click.command("close")
@folder_argument
def gate_close(folder: Path | None) -> None:
    """Close Gate 6, if the evidence in DIR proves all of it.

    The decision is written to the decision log.

    All artifacts must be whole, of this commit with a clean tree, of this machine, younger than a
    day, and of one attested Firecracker guest, which must still run. Nothing overrides that.

    Exit codes: 0 closed, 1 refused, with the reasons; 3 the log could not be written.
    """
    from arqon_gate.close import closing, refusals
    from arqon_gate.decisions import append
    from arqon_gate.present import guest_of, present, subject_of
    from arqon_gate.verify import verified
    from arqon_settings.replacement import ChangedMeanwhile

    subject, where = subject_of(user_home()), evidence_folder(folder)
    now = present(where, subject.repository)
    guest = guest_of(subject)
    try:
        found = verified(where, now)
    except OSError as error:
        fail(f"{where} cannot be read: {error}", exits.FAILED)
    if reasons := refusals(found, now, guest):
        for reason in reasons:
            click.echo(f"- {reason}", err=True)
        fail("Gate 6 is not closed, for these reasons.", exits.FAILED)
    assert subject.repository is not None
    try:
        number = append(subject.repository, closing(found, now, guest))
    except (OSError, ChangedMeanwhile) as error:
        fail(f"The decision could not be written: {error}", exits.NOT_WRITTEN)
    click.echo(f"Gate 6 is closed: {number} in the decision log. Commit it.")
