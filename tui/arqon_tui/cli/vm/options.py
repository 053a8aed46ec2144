"""What several commands of `arqon-tts vm` take; each also from an environment variable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from arqon_tui.cli.home import user_home

if TYPE_CHECKING:
    from arqon_microvm.attest.pins import Pins
    from arqon_microvm.run.folder import StateFolder
    from arqon_microvm.run.monitor import Machine, Monitor
    from arqon_microvm.run.plan import Plan

__all__ = [
    "LISTEN",
    "MACHINE",
    "PINS",
    "STATE_DIR",
    "Address",
    "firecracker",
    "folder_of",
    "machine",
    "pins_of",
    "plan_of",
    "words_of",
]

_F = TypeVar("_F", bound=Callable[..., Any])
_PATH = click.Path(path_type=Path)
_SPEAK = click.IntRange(1, 3600)


class Address(click.ParamType[tuple[str, int]]):
    """HOST:PORT, of which only loopback is served."""

    name = "HOST:PORT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """Raises click's usage error."""
        if isinstance(value, tuple):
            return value
        host, _, port = str(value).rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            self.fail(f"{value!r} is not HOST:PORT", param, ctx)
        return host, int(port)


def _option(name: str, **rest: Any) -> Callable[[_F], _F]:  # noqa: ANN401 -- click's own
    variable = "ARQON_VM_" + name.removeprefix("--").upper().replace("-", "_")
    return click.option(name, envvar=variable, **rest)


STATE_DIR = _option("--state-dir", type=_PATH, help="Where its sockets and console are.")

LISTEN = _option(
    "--listen",
    type=Address(),
    default="127.0.0.1:7781",
    show_default=True,
    help="The VM's address on this machine.",
)

MACHINE = [
    _option("--image", type=_PATH, default=Path("build/vm-image"), show_default=True),
    _option("--vcpus", type=click.IntRange(1, 32), default=2, show_default=True),
    _option(
        "--memory",
        type=click.IntRange(min=256),
        help="MiB; default: what the engine was measured to need.",
    ),
    _option(
        "--engine",
        type=click.Choice(["auto", "onnx", "openvino"]),
        help="What runs the model; default: as the image was built.",
    ),
    _option("--threads", type=click.IntRange(1), help="Of the engine; default: one a vCPU."),
    _option("--firecracker", default="firecracker", show_default=True, help="Name or path."),
    _option("--firecracker-sha256", help="What its digest must be: without, it is not attested."),
    _option(
        "--try-release",
        is_flag=True,
        help="Start a Firecracker that is refused for use, too; it is never attested.",
    ),
    _option("--jailer", type=_PATH, help="Lock Firecracker in; as root only."),
    _option("--jail-base", type=_PATH, default=Path("/srv/jailer"), show_default=True),
    _option("--jail-uid", type=int, default=64781, show_default=True),
    _option("--jail-gid", type=int, default=64781, show_default=True),
    _option(
        "--boot-timeout",
        type=click.IntRange(1),
        default=180,
        show_default=True,
        help="Seconds from start to readiness.",
    ),
]
"""What a guest is made of, and what runs it."""

_RUN = [
    _option("--from-snapshot", type=_PATH, help="Start from what `vm snapshot` made."),
    _option(
        "--monitor",
        type=click.Choice(["firecracker", "qemu"]),
        default="firecracker",
        show_default=True,
        help="qemu is slow, for development, and never attested.",
    ),
    LISTEN,
    _option(
        "--speak-timeout",
        type=_SPEAK,
        default=30,
        show_default=True,
        help="Seconds that a sentence may take: an attestation's, or one that a client waits for.",
    ),
    _option("--vsock-device", default="vhost-device-vsock", show_default=True, help="QEMU's."),
    _option(
        "--accel",
        type=click.Choice(["tcg", "kvm"]),
        default="tcg",
        show_default=True,
        help="QEMU's: tcg emulates the guest's processor; kvm is quick, where /dev/kvm works.",
    ),
    STATE_DIR,
]


def options(*lists: list[Callable[[Any], Any]]) -> Callable[[_F], _F]:
    """Give a command all of these."""

    def give(command: _F) -> _F:
        for option in reversed([option for options in lists for option in options]):
            command = option(command)
        return command

    return give


PINS = options(
    [
        click.option("--image", type=_PATH, help="Which it must run."),
        click.option("--firecracker-sha256", "firecracker", help="Firecracker's digest."),
        click.option("--from-snapshot", "snapshot", type=_PATH, help="Which it may be of."),
        click.option("--speak-timeout", "speak_s", type=_SPEAK, help="Seconds for its sentence."),
    ]
)
"""What a VM is compared with; those not named are looked for in ARQON_VM_* and vm.env."""

RUN = options(MACHINE, _RUN)
"""For `vm run` and `vm up`."""


def folder_of(state_dir: Path | None) -> StateFolder:
    """The one that was named, or this user's."""
    from arqon_microvm.run.folder import StateFolder

    return StateFolder((state_dir or user_home().vm).absolute())


def pins_of(named: dict[str, Any]) -> Pins:
    """What the VM must be, from a command's options, and else as every part finds it.

    Raises VmError: vm.env cannot be read.
    """
    from arqon_service.attested import pins_of as found

    given = {name: value for name, value in named.items() if value is not None}
    return replace(found(user_home()), **given)


def firecracker(named: dict[str, Any]) -> Any:  # noqa: ANN401 -- imported late
    """The monitor for production, from a command's options."""
    from arqon_microvm.run.firecracker import Firecracker
    from arqon_microvm.run.jail import Jail

    jail = None
    if named["jailer"] is not None:
        jail = Jail(named["jailer"], named["jail_base"], named["jail_uid"], named["jail_gid"])
    return Firecracker(
        executable=named["firecracker"],
        pin=named["firecracker_sha256"],
        jail=jail,
        snapshot=named.get("from_snapshot"),
        try_release=named["try_release"],
    )


def machine(named: dict[str, Any]) -> Machine:
    """What the guest gets, from a command's options. Raises VmError: there is no image."""
    from arqon_microvm.image.manifest import read_manifest
    from arqon_microvm.run.monitor import MEMORY_MIB, Machine

    manifest, _ = read_manifest(named["image"])
    memory = named["memory"] or MEMORY_MIB[named["engine"] or manifest.engine]
    return Machine(named["vcpus"], memory, named["engine"], named["threads"])


def plan_of(named: dict[str, Any]) -> Plan:
    """What `vm run` is to run, from its options."""
    from arqon_microvm.run.plan import Plan
    from arqon_microvm.run.qemu import Qemu

    monitor: Monitor = (
        Qemu(named["vsock_device"], named["accel"])
        if named["monitor"] == "qemu"
        else firecracker(named)
    )
    if named["monitor"] == "qemu" and named["from_snapshot"] is not None:
        raise click.UsageError("--from-snapshot is for Firecracker only")
    return Plan(
        image=named["image"],
        machine=machine(named),
        monitor=monitor,
        folder=folder_of(named["state_dir"]),
        listen=named["listen"],
        boot_s=named["boot_timeout"],
        speak_s=named["speak_timeout"],
    )


def words_of(named: dict[str, Any]) -> list[str]:
    """The same options as words of a command line."""
    words = []
    for name, value in named.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            words.append(option)
        elif value is not None and value is not False:
            text = "{}:{}".format(*value) if isinstance(value, tuple) else str(value)
            words += [option, text]
    return words
