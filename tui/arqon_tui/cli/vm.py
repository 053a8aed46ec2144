"""`arqon-tts vm`: what concerns the guest that Kokoro runs in."""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import asdict
from pathlib import Path

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import as_json, fail, show

__all__ = ["vm"]


class _Address(click.ParamType[tuple[str, int]]):
    name = "HOST:PORT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        host, _, port = str(value).rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            self.fail(f"{value!r} is not HOST:PORT", param, ctx)
        return host, int(port)


@click.group()
def vm() -> None:
    """The guest that Kokoro runs in."""


@vm.command()
@click.option(
    "--vsock",
    type=click.Path(path_type=Path),
    required=True,
    help="The monitor's vsock socket: Firecracker's uds_path.",
)
@click.option("--guest-port", default=7781, show_default=True, help="Of the sidecar, in the guest.")
@click.option(
    "--listen", type=_Address(), default="127.0.0.1:7781", show_default=True, help="Loopback only."
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


@vm.command("doctor")
@click.option("--firecracker", default="firecracker", show_default=True, help="Name or path.")
@click.option("--jailer", help="Name or path, where the jailer is to be used.")
@click.option("--memory", default=1024, show_default=True, help="Of the guest, in MiB.")
@click.option("--state-dir", type=click.Path(path_type=Path), help="Where its sockets would be.")
@click.option("--port", default=7781, show_default=True, help="On 127.0.0.1.")
@as_json
def vm_doctor(
    firecracker: str,
    jailer: str | None,
    memory: int,
    state_dir: Path | None,
    port: int,
    json_output: bool,
) -> None:
    """Look at this host: can it run the guest in Firecracker?

    Exit codes: 0 all is well, 1 something is broken, 8 there are warnings only.
    """
    from arqon_microvm.doctor.examine import Plan, examine
    from arqon_microvm.doctor.place import state_folder
    from arqon_microvm.doctor.row import BROKEN, WORTH_A_LOOK, severity

    state = state_dir or state_folder()
    rows = list(examine(Plan(firecracker, jailer, memory, state, port)))
    lines = []
    for row in rows:
        lines.append(f"{row.verdict:<8} {row.what:<18} {row.found}")
        if row.to_do:
            lines.append(f"{'':<27} {row.to_do}")
    data = {"rows": [asdict(row) for row in rows], "severity": severity(rows)}
    show(data, "\n".join(lines), json_output=json_output)
    sys.exit({BROKEN: exits.FAILED, WORTH_A_LOOK: exits.WARNINGS}.get(severity(rows), 0))
