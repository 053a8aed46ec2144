"""`arqon-tts vm`: what concerns the guest that Kokoro runs in."""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import as_json, fail, show

if TYPE_CHECKING:
    from arqon_microvm.run.supervisor import Plan

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


_STATE_DIR = click.option(
    "--state-dir", type=click.Path(path_type=Path), help="Where its sockets and console are."
)
_IMAGE = click.option(
    "--image",
    type=click.Path(path_type=Path),
    default=Path("build/vm-image"),
    show_default=True,
    help="What `vm build` made.",
)


@vm.command("build")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/vm-image"))
@click.option("--suite", default="noble", show_default=True, help="noble or bookworm.")
@click.option("--mirror", help="Of the suite's packages; default: the distribution's own.")
@click.option("--keyring", type=click.Path(path_type=Path), help="Of the mirror's signatures.")
@click.option("--kernel", type=click.Path(path_type=Path), default=Path(".cache/kernel"))
@click.option("--model", type=click.Path(path_type=Path), required=True, help="As for a sidecar.")
@click.option("--sidecar", type=click.Path(path_type=Path), default=Path("sidecar"))
@click.option("--constraints", type=click.Path(path_type=Path), default=Path("constraints.txt"))
@click.option("--cache", type=click.Path(path_type=Path), default=Path(".cache/vm-base"))
@click.option("--epoch", default=1_700_000_000, show_default=True, help="Dates what is written.")
@click.option("--fresh", is_flag=True, help="Fetch the base system anew, with its latest updates.")
@as_json
def vm_build(
    out: Path,
    suite: str,
    mirror: str | None,
    keyring: Path | None,
    kernel: Path,
    model: Path,
    sidecar: Path,
    constraints: Path,
    cache: Path,
    epoch: int,
    fresh: bool,
    json_output: bool,
) -> None:
    """Build the guest's image from a distribution, the sidecar's source and a model.

    Run it in a checkout of this project. Ctrl-c leaves a former image as it was.
    """
    from arqon_microvm.errors import VmError
    from arqon_microvm.image.build import Options, build_image
    from arqon_microvm.image.rootfs import Base

    base = Base(suite, mirror, keyring, epoch)
    options = Options(out, base, kernel, model, sidecar, constraints, cache, fresh)
    try:
        image = build_image(options, lambda text: click.echo(text, err=True))
    except VmError as error:
        fail(str(error), exits.FAILED)
    size = image.manifest.outputs["rootfs.squashfs"].size
    told = f"{out}: {suite}, model {image.manifest.model}, root {size / 1e6:.0f} MB"
    show(image.manifest.model_dump(), told, json_output=json_output)


@vm.command("run")
@_IMAGE
@_STATE_DIR
@click.option("--monitor", type=click.Choice(["qemu"]), required=True, help="What runs the guest.")
@click.option("--listen", type=_Address(), default="127.0.0.1:7781", show_default=True)
@click.option("--vcpus", type=click.IntRange(1, 32), default=2, show_default=True)
@click.option("--memory", type=click.IntRange(min=256), default=1024, show_default=True)
@click.option("--vsock-device", default="vhost-device-vsock", show_default=True)
def vm_run(
    image: Path,
    state_dir: Path | None,
    monitor: str,  # noqa: ARG001 -- one choice so far, named so that nobody takes it for another
    listen: tuple[str, int],
    vcpus: int,
    memory: int,
    vsock_device: str,
) -> None:
    """Run the guest in the foreground, until ctrl-c: boot, proxy, watch, start anew.

    QEMU emulates the processor, slowly; it is for development, and is never attested.
    """
    from arqon_microvm.doctor.place import state_folder
    from arqon_microvm.errors import VmError
    from arqon_microvm.image.manifest import open_image
    from arqon_microvm.run.qemu import Machine
    from arqon_microvm.run.state import StateFolder
    from arqon_microvm.run.supervisor import Plan

    try:
        machine = Machine(vcpus, memory, vsock_device)
        folder = StateFolder(state_dir or state_folder())
        asyncio.run(_run(Plan(open_image(image), machine, folder, listen)))
    except VmError as error:
        fail(str(error), exits.FAILED)


async def _run(plan: Plan) -> None:
    from arqon_microvm.run.supervisor import Supervisor

    supervisor = Supervisor(plan, lambda text: click.echo(f"vm: {text}", err=True))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, supervisor.stop)
    await supervisor.run()


@vm.command("status")
@_STATE_DIR
@as_json
def vm_status(state_dir: Path | None, json_output: bool) -> None:
    """What the VM's supervisor says. Exit codes: 0 ready, 1 not."""
    from arqon_microvm.doctor.place import state_folder
    from arqon_microvm.run.state import StateFolder

    folder = StateFolder(state_dir or state_folder())
    state = folder.read()
    if state is None:
        show({"phase": "stopped"}, f"No VM runs in {folder.path}.", json_output=json_output)
        sys.exit(exits.FAILED)
    told = [
        f"{state.phase}{': ' if state.reason else ''}{state.reason}",
        f"monitor    {state.monitor} (development; not attested: not Firecracker)",
        f"address    {state.listen}",
        f"image      {state.image} ({state.image_sha256[:12]})",
        f"restarts   {state.restarts}",
        f"console    {folder.console}",
    ]
    show(state.model_dump(), "\n".join(told), json_output=json_output)
    sys.exit(0 if state.phase == "ready" else exits.FAILED)


@vm.command("down")
@_STATE_DIR
def vm_down(state_dir: Path | None) -> None:
    """Stop the VM, and wait until nothing of it is left."""
    from arqon_microvm.doctor.place import state_folder
    from arqon_microvm.errors import VmError
    from arqon_microvm.run.state import StateFolder
    from arqon_microvm.run.stop import stop

    folder = StateFolder(state_dir or state_folder())
    try:
        click.echo(stop(folder))
    except VmError as error:
        fail(str(error), exits.FAILED)
