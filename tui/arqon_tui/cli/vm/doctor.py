"""`arqon-tts vm doctor`: can this host run the guest."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json, show

__all__ = ["vm_doctor"]


@click.command("doctor")
@click.option("--firecracker", default="firecracker", show_default=True, help="Name or path.")
@click.option("--jailer", help="Name or path, where the jailer is to be used.")
@click.option(
    "--jail-base", type=click.Path(path_type=Path), default=Path("/srv/jailer"), show_default=True
)
@click.option("--memory", type=int, help="Of the guest, in MiB; default: as for --engine auto.")
@click.option("--state-dir", type=click.Path(path_type=Path), help="Where its sockets would be.")
@click.option("--port", default=7781, show_default=True, help="On 127.0.0.1.")
@click.option("--snapshot", type=click.Path(path_type=Path), help="One that is to be restored.")
@click.option("--image", type=click.Path(path_type=Path), help="The guest's, for a jail.")
@as_json
def vm_doctor(
    firecracker: str,
    jailer: str | None,
    jail_base: Path,
    memory: int | None,
    state_dir: Path | None,
    port: int,
    snapshot: Path | None,
    image: Path | None,
    json_output: bool,
) -> None:
    """Look at this host: can it run the guest in Firecracker?

    Exit codes: 0 all is well, 1 something is broken, 8 there are warnings only.
    """
    from arqon_microvm.doctor.examine import Setup, examine
    from arqon_microvm.doctor.finding import BROKEN, WORTH_A_LOOK, severity
    from arqon_microvm.run.monitor import MEMORY_MIB

    state, memory = state_dir or user_home().vm, memory or MEMORY_MIB["auto"]
    setup = Setup(firecracker, jailer, memory, state, port, snapshot, image, jail_base)
    rows = list(examine(setup))
    lines = []
    for row in rows:
        lines.append(f"{row.verdict:<8} {row.what:<18} {row.found}")
        if row.to_do:
            lines.append(f"{'':<27} {row.to_do}")
    data = {"rows": [asdict(row) for row in rows], "severity": severity(rows)}
    show(data, "\n".join(lines), json_output=json_output)
    sys.exit({BROKEN: exits.FAILED, WORTH_A_LOOK: exits.WARNINGS}.get(severity(rows), 0))
