"""A VM as its supervisor leaves it on this host: this process, with a real proxy, supervises."""

from __future__ import annotations

import asyncio
import base64
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from arqon_microvm.attest.attest import attest
from arqon_microvm.attest.case import Case
from arqon_microvm.attest.challenge import image_build
from arqon_microvm.attest.pins import Pins
from arqon_microvm.attest.rows import Attestation
from arqon_microvm.attest.standing import Standing, standing
from arqon_microvm.guest.arguments import Arguments
from arqon_microvm.image.manifest import MANIFEST, Manifest, digest_of
from arqon_microvm.proxy.gate import Gate
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.process import Process, executable_sha256, identify
from arqon_microvm.run.state import Identity, Place, RunState
from tests.microvm.attest.monitor import Part
from tests.microvm.images import make_image
from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[3]
INSTANCE = "1" * 32
FROZEN_S = 0.05
IDENTITY = Identity(
    instance_id=INSTANCE, boot_nonce="2" * 32, key=base64.b64encode(bytes(range(32))).decode()
)


def noted(pid: int) -> Process:
    found = identify(pid)
    assert found is not None
    return found.model_copy(update={"executable_sha256": executable_sha256(pid)})


def claims_of(manifest: Manifest) -> dict[str, str]:
    return {
        "runtime": "firecracker",
        "acpi_oem": "FIRECK",
        "kernel_release": manifest.kernel_release,
        "image_build": image_build(manifest),
        **Arguments(INSTANCE).claims(),
    }


def init_of(identity: Identity) -> dict[str, Any]:
    told = identity.model_dump()
    return {**told, "entropy": base64.b64encode(bytes(32)).decode(), "host_unix_ns": 1}


def start(part: Part) -> subprocess.Popen[bytes]:
    """It is there when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.microvm.attest.monitor", part.model_dump_json()],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"there\n"
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


@dataclass
class World:
    """`proc` is what is looked into; `processes` are ended with the world."""

    folder: StateFolder
    image: Path
    gate: Gate
    proc: Path
    monitor: subprocess.Popen[bytes]
    pins: Pins
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def state(self) -> RunState:
        state = self.folder.read()
        assert state is not None
        return state

    @property
    def url(self) -> str:
        return f"http://{self.state.listen}"

    def case(self, patience_s: float = PATIENCE_S) -> Case:
        """What the rows look at."""
        owner = self.folder.owner()
        identity = self.folder.identity()
        return Case(self.state, identity, self.proc, patience_s, self.pins, owner)

    def note(self, **changes: object) -> None:
        """The supervisor notes down something else."""
        told = {**self.state.model_dump(), **changes}
        self.folder.write(RunState.model_validate(told))

    async def attest(self, **options: Any) -> Attestation:
        options.setdefault("frozen_s", FROZEN_S)
        pins = options.pop("pins", self.pins)
        return await asyncio.to_thread(attest, self.folder, pins, self.proc, **options)

    async def standing(self, url: str = "") -> Standing:
        url = url or self.url
        return await asyncio.to_thread(standing, self.folder, url, self.pins, self.proc)


def found(attestation: Attestation) -> dict[str, tuple[bool | None, str]]:
    return {row.letter: (row.passed, row.found) for row in attestation.rows}


def failing(attestation: Attestation) -> str:
    """The letters of the rows that were tried and do not hold."""
    return "".join(row.letter for row in attestation.rows if row.passed is False)


def untried(attestation: Attestation) -> str:
    """The letters of the rows that were not tried."""
    return "".join(row.letter for row in attestation.rows if row.passed is None)


@asynccontextmanager
async def world(tmp_path: Path, *, kvm: bool, **changes: object) -> AsyncIterator[World]:
    """A VM that is all that it should be, but for `changes` of its monitor's process."""
    folder, image = StateFolder(tmp_path / "vm"), tmp_path / "image"
    folder.make()
    manifest = make_image(image)
    part = Part(
        folder=folder.path,
        image=image,
        init=init_of(IDENTITY),
        claims=claims_of(manifest),
        name=f"arqon-{INSTANCE}",
        kvm=kvm,
    ).model_copy(update=changes)
    monitor = start(Part.model_validate(part.model_dump()))
    gate = Gate()
    pins = Pins(image, executable_sha256(monitor.pid))
    made = World(folder, image, gate, Path("/proc"), monitor, pins, [monitor])
    try:
        host, port = await gate.start(("127.0.0.1", 0))
        gate.up(folder.v_sock)
        folder.keep(IDENTITY)
        folder.write(
            RunState(
                monitor="firecracker",
                monitor_version="1.17.0",
                phase="ready",
                started_at="2026-01-01T00:00:00+00:00",
                instance_id=INSTANCE,
                booted_as=INSTANCE,
                image=image,
                image_sha256=digest_of(image / MANIFEST).sha256,
                vcpus=2,
                memory_mib=512,
                listen=f"{host}:{port}",
                supervisor=noted(os.getpid()),
                processes={"monitor": noted(monitor.pid)},
                v_sock=Place.of(folder.v_sock),
                api_sock=Place.of(folder.api_sock),
            )
        )
        if not kvm:
            made.proc = proc_with_kvm(tmp_path / "proc", made)
        yield made
    finally:
        await gate.close()
        for process in made.processes:
            end(process)


def proc_with_kvm(proc: Path, made: World, vcpus: Sequence[int] = (0, 1, 0, 1)) -> Path:
    """/proc, and KVM's descriptors where the monitor holds none: each twice, as Firecracker's."""
    monitor = proc / str(made.monitor.pid)
    real = Path("/proc", str(made.monitor.pid))
    (monitor / "fd").mkdir(parents=True)
    for name in ("task", "root", "cwd", "exe"):
        (monitor / name).symlink_to(real / name)
    for descriptor in (real / "fd").iterdir():
        try:
            link = descriptor.readlink()
        except FileNotFoundError:  # closed meanwhile
            continue
        drive = link.suffix == ".squashfs"  # the open file itself, whatever has its name by then
        (monitor / "fd" / descriptor.name).symlink_to(descriptor if drive else link)
    (monitor / "fd" / "900").symlink_to("anon_inode:kvm-vm")
    for place, number in enumerate(vcpus):
        (monitor / "fd" / f"{901 + place}").symlink_to(f"anon_inode:kvm-vcpu:{number}")
    (proc / "net").symlink_to("/proc/net")
    (proc / str(os.getpid())).symlink_to(f"/proc/{os.getpid()}")
    return proc
