"""`arqon-tts vm logs`: the guest's console, or what its supervisor and monitor say."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import fail
from arqon_tui.cli.vm.options import STATE_DIR, folder_of

__all__ = ["vm_logs"]

_LOOK_S: Final = 0.2


@click.command("logs")
@STATE_DIR
@click.option("-n", "--lines", type=click.IntRange(0), default=50, show_default=True)
@click.option("-f", "--follow", is_flag=True, help="Go on until ctrl-c.")
@click.option("--supervisor", is_flag=True, help="Of the supervisor that `vm up` started.")
@click.option("--monitor", is_flag=True, help="Of Firecracker or QEMU.")
def vm_logs(
    state_dir: Path | None, lines: int, follow: bool, supervisor: bool, monitor: bool
) -> None:
    """Show the latest of the guest's console; it is kept after the VM's end."""
    folder = folder_of(state_dir)
    path = folder.log if supervisor else folder.monitor_log if monitor else folder.console
    if not path.exists():
        fail(f"{path} is not there: no VM has run in {folder.path}", exits.FAILED)
    last: deque[str] = deque(maxlen=lines)
    for part in (path.with_name(path.name + ".1"), path):
        with suppress(FileNotFoundError):
            last.extend(part.read_text(encoding="utf-8", errors="replace").splitlines())
    for line in last:
        click.echo(line)
    if follow:
        try:
            _follow(path)
        except KeyboardInterrupt:
            sys.exit(exits.STOPPED)


def _follow(path: Path) -> None:
    """From its end on; a file that was put in its place is read from the start."""
    file = path.open(encoding="utf-8", errors="replace")
    file.seek(0, 2)
    while True:
        click.echo(file.read(), nl=False)
        with suppress(FileNotFoundError):  # it is being replaced
            if not os.path.samestat(os.fstat(file.fileno()), path.stat()):
                newer = path.open(encoding="utf-8", errors="replace")
                click.echo(file.read(), nl=False)
                file.close()
                file = newer
        time.sleep(_LOOK_S)
