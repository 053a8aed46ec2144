"""`arqon-tts vm proxy`: only the way in, for a guest that somebody else runs."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import fail
from arqon_tui.cli.vm.options import Address

__all__ = ["proxy"]


@click.command()
@click.option(
    "--vsock",
    type=click.Path(path_type=Path),
    required=True,
    help="The monitor's vsock socket: Firecracker's uds_path.",
)
@click.option("--guest-port", default=7781, show_default=True, help="Of the sidecar, in the guest.")
@click.option(
    "--listen", type=Address(), default="127.0.0.1:7781", show_default=True, help="Loopback only."
)
def proxy(vsock: Path, guest_port: int, listen: tuple[str, int]) -> None:
    """Pass 127.0.0.1:7781 on to a guest that you started yourself, until ctrl-c.

    While the guest cannot be reached, requests are answered 503 `not_ready` at once. It proves
    nothing about what answers.
    """
    from arqon_microvm.errors import VmError

    try:
        asyncio.run(_proxy(vsock, guest_port, listen))
    except VmError as error:
        fail(str(error), exits.FAILED)


async def _proxy(vsock: Path, guest_port: int, listen: tuple[str, int]) -> None:
    from arqon_microvm.proxy.gate import Gate

    gate, ended = Gate(guest_port), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    host, port = await gate.start(listen)
    gate.up(vsock)
    click.echo(f"{host}:{port} goes to port {guest_port} of the guest behind {vsock}; ctrl-c ends")
    await ended.wait()
    await gate.close()
