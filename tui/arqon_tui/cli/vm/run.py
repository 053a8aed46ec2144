"""`arqon-tts vm run`: the VM with its supervisor, in the foreground."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import fail
from arqon_tui.cli.vm.options import RUN, plan_of

if TYPE_CHECKING:
    from arqon_microvm.run.plan import Plan

__all__ = ["vm_run"]


@click.command("run")
@RUN
def vm_run(**named: Any) -> None:  # noqa: ANN401 -- click's own
    """Run the guest in the foreground: boot, proxy, watch, start anew. For systemd, and to look on.

    SIGTERM or ctrl-c stops it; SIGHUP deploys: the VM is replaced by one of the image that lies in
    its folder then.
    """
    from arqon_microvm.errors import VmError

    try:
        asyncio.run(_run(plan_of(named)))
    except VmError as error:
        fail(str(error), exits.FAILED)


async def _run(plan: Plan) -> None:
    from arqon_microvm.run.notify import Notifier
    from arqon_microvm.run.supervisor import Supervisor

    def say(text: str) -> None:
        with suppress(OSError):  # a log that is gone must not take the VM with it
            click.echo(f"vm: {text}", err=True)

    supervisor = Supervisor(plan, say, Notifier())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, supervisor.stop)
    # In a terminal it means that this was closed.
    hung_up = supervisor.stop if sys.stderr.isatty() else supervisor.deploy
    loop.add_signal_handler(signal.SIGHUP, hung_up)
    await supervisor.run()
