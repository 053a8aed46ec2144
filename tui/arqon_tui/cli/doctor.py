"""`arqon-tts doctor`: what this machine has, and what to do about what it has not."""

from __future__ import annotations

from dataclasses import asdict

import click

from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json, fail, show

__all__ = ["doctor"]


@click.command()
@as_json
def doctor(json_output: bool) -> None:
    """Look at sound, files and the sidecar, and say what to do.

    Exit codes: 0 nothing is broken, 1 something is.
    """
    from arqon_service.checkup import checkup

    findings = list(checkup(user_home()))
    lines = [f"{found.state:<8} {found.what:<16} {found.words}" for found in findings]
    data = {"findings": [asdict(found) for found in findings]}
    show(data, "\n".join(lines), json_output=json_output)
    broken = [found.what for found in findings if found.state == "broken"]
    if broken:
        fail(f"broken: {', '.join(broken)}", exits.FAILED)
