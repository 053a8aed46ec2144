"""A process that looks like Firecracker with a guest in it, where /proc and the sockets show it.

It boots nothing: the API is the strict fake, the guest's socket is the model of the real one, the
identity is the guest's own code, and the processors are threads that burn time when they are asked
to speak. Where /dev/kvm can be used, its descriptors are the kernel's.

    python -m tests.microvm.attest.monitor JSON
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import fcntl
import json
import os
import queue
import sys
import threading
import time
from asyncio import StreamReader, StreamWriter
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from arqon_microvm.firecracker.api import Api
from arqon_microvm.firecracker.boot import Guest, boot
from arqon_microvm.guest.arguments import Arguments
from arqon_microvm.guest.identity import Identity
from tests.microvm.firecracker.fake import Machine, fake_firecracker
from tests.microvm.muxer import Muxer

KVM_CREATE_VM, KVM_CREATE_VCPU = 0xAE01, 0xAE41  # linux/kvm.h
PR_SET_NAME = 15  # linux/prctl.h
SPEAKS_MS = 80
ABOUT = {"service": "kokoro-sidecar", "runtime": "firecracker", "model": {"name": "toy"}}


class Part(BaseModel):
    """How the process is to look.

    `idle` processors leave the work to another thread, `loaded` ones have others' work all the
    time; with `memory` it looks like a restored one.
    """

    folder: Path
    image: Path
    init: dict[str, Any]
    claims: dict[str, str]
    name: str
    version: str = "1.17.0"
    vcpus: int = 2
    threads: int = 2
    kvm: bool = False
    idle: bool = False
    loaded: bool = False
    state: str = "Running"
    names_ms: float | None = SPEAKS_MS
    networks: list[dict[str, str]] = []
    memory: Path | None = None


def kvm_works() -> bool:
    """Whether a machine can be made here."""
    try:
        descriptors = hold_kvm(1)
    except OSError:
        return False
    for descriptor in descriptors:
        os.close(descriptor)
    return True


def hold_kvm(vcpus: int) -> list[int]:
    """The descriptors of a machine with that many processors, each twice as Firecracker has it."""
    kvm = os.open("/dev/kvm", os.O_RDWR)
    vm = fcntl.ioctl(kvm, KVM_CREATE_VM, 0)
    made = [fcntl.ioctl(vm, KVM_CREATE_VCPU, number) for number in range(vcpus)]
    return [kvm, vm, *made, *(os.dup(vcpu) for vcpu in made)]


class Worker:
    """A thread of a name, which burns its own time when asked."""

    def __init__(self, name: str) -> None:
        self._asked: queue.Queue[tuple[float, asyncio.Future[None]]] = queue.Queue()
        named = threading.Event()
        threading.Thread(target=self._run, args=(name, named), daemon=True).start()
        named.wait()

    async def burn(self, seconds: float) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._asked.put((seconds, done))
        await done

    def _run(self, name: str, named: threading.Event) -> None:
        ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode(), 0, 0, 0)
        named.set()
        while True:
            seconds, done = self._asked.get()
            end = time.thread_time() + seconds
            while time.thread_time() < end:
                pass
            done.get_loop().call_soon_threadsafe(done.set_result, None)


class Sidecar:
    """What listens in the guest; with `fault`, it has failed to load."""

    fault = ""

    def __init__(self, identity: Identity, worker: Worker, names_ms: float | None) -> None:
        self._identity = identity
        self._worker = worker
        self._names_ms = names_ms
        self._spoken: set[bytes] = set()

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = head.partition("content-length: ")[2].partition("\r\n")[0]
            body = await reader.readexactly(int(length or 0))
            path = head.split()[1]
            status = b"503 No" if self.fault and path == "/readyz" else b"200 OK"
            answer = json.dumps(await self._answer(path, body)).encode()
            writer.write(
                b"HTTP/1.1 %b\r\nContent-Length: %d\r\n\r\n" % (status, len(answer)) + answer
            )
            await writer.drain()
            if "connection: close" in head:
                return

    async def _answer(self, path: str, body: bytes) -> object:
        if path == "/attest":
            told = self._identity.attest(json.loads(body))
            return {key: value for key, value in told.items() if key != "ok"}
        if path == "/synthesize":
            if body in self._spoken:  # it keeps what it made
                return {"timings": {"synthesize_ms": 0}}
            self._spoken.add(body)
            await self._worker.burn(SPEAKS_MS / 1000)
            return {"timings": {"synthesize_ms": self._names_ms}}
        if path == "/readyz" and self.fault:
            return {"ready": False, "phase": "failed", "error": self.fault}
        return ABOUT if path == "/healthz" else {"ready": True}


def configure(machine: Machine, part: Part) -> None:
    """The real order of calls; what the muxer then listens on is bound by it, not by the fake."""
    guest = Guest(
        arguments=Arguments(part.claims["cmdline_instance"]),
        kernel=part.image / "vmlinux",
        initrd=part.image / "initrd.cpio.gz",
        rootfs=part.image / "rootfs.squashfs",
        model=part.image / "model.squashfs",
        v_sock=part.folder / "v.sock",
        console=part.folder / "console",
        vcpus=part.vcpus,
        memory_mib=512,
    )
    with Api(part.folder / "api.sock") as api:
        boot(api, guest, lambda _: None)
    machine.sockets.pop().close()
    guest.v_sock.unlink()
    machine.state, machine.version, machine.networks = part.state, part.version, part.networks
    if part.memory is not None:
        machine.calls = [call for call in machine.calls if call[0] != "/boot-source"]


async def keep_busy(worker: Worker) -> None:
    """What other clients have a processor do."""
    while True:
        await worker.burn(0.05)


async def main() -> None:
    """Until standard input ends."""
    part = Part.model_validate_json(sys.argv[1])
    held = hold_kvm(part.vcpus) if part.kvm else []
    files = [*part.image.glob("*.squashfs"), *filter(None, [part.memory])]
    held += [os.open(path, os.O_RDONLY) for path in files]
    workers = [Worker(f"fc_vcpu {number}") for number in range(part.threads)]
    api_thread, other = Worker("fc_api"), Worker("other")
    identity = Identity("guest-boot", part.claims, lambda *_: None)
    assert identity.init(part.init)["ok"] is True
    sidecar = Sidecar(identity, other if part.idle else workers[0], part.names_ms)
    muxer = Muxer(part.folder / "v.sock", {7781: sidecar.serve})
    with fake_firecracker(part.folder / "api.sock", name=part.name) as machine:
        configure(machine, part)
        await muxer.start()
        load = asyncio.ensure_future(keep_busy(workers[-1])) if part.loaded else None
        print("there", flush=True)  # noqa: T201
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.to_thread(sys.stdin.read)
        if load is not None:
            load.cancel()
        await muxer.close()
    del api_thread, held


if __name__ == "__main__":
    asyncio.run(main())
