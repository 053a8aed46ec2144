"""A process in Firecracker's place: its command line, API, sockets, console and a guest in it.

It is as strict as the real one, and boots nothing: the guest's identity is the guest's own code,
its sidecar a few lines. FAKE_FIRECRACKER names what goes wrong. FAKE_ROOT is where the jailer
wants it locked in: it goes there itself, since Python must be loaded before.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import threading
from asyncio import StreamReader, StreamWriter
from pathlib import Path
from typing import Any

from arqon_microvm.guest.beat import BEAT
from arqon_microvm.guest.identity import Identity
from arqon_microvm.run.watch import MISSES
from tests.microvm.attest.monitor import Sidecar, Worker, hold_kvm, kvm_works
from tests.microvm.firecracker import VERSION, WRONG
from tests.microvm.firecracker.fake import Fault, Machine, serve_api
from tests.microvm.muxer import Muxer
from tests.patience import PATIENCE_S

OPTIONS = {"--id", "--api-sock", "--level", "--log-path"}
BAD_ARGUMENTS = 153  # FcExitCode of Firecracker


class Slow(Sidecar):
    """While it speaks, it turns away who asks how it is; its sentence ends after many of those.

    One that is stuck speaks for ever; one that is absent (a file says so) turns away all the time.
    """

    def __init__(self, identity: Identity, worker: Worker, absent: Path) -> None:
        super().__init__(identity, worker, 80)
        self._absent = absent
        self._speaking = False
        self._turned_away = 0
        self._enough = asyncio.Event()

    async def _answer(self, path: str, body: bytes) -> object:
        if path == "/synthesize" and WRONG & {"slow", "stuck"}:
            self._speaking = True
            await self._enough.wait()
            self._speaking = False
        elif path == "/healthz" and (self._speaking or self._absent.exists()):
            self._turned_away += 1
            if self._turned_away == 4 * MISSES and "stuck" not in WRONG:
                self._enough.set()
            raise ConnectionAbortedError
        return await super()._answer(path, body)


class Guest:
    """What runs in the VM once it is booted, or restored."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.console: int | None = 1 if "old" in WRONG else None
        self.muxer: Muxer | None = None
        self.booted_as = ""

    def listen(self, path: Path) -> None:
        """The socket is bound before the guest is there: until then it says nothing."""
        muxer = Muxer(path, {})
        muxer.silent = True
        asyncio.run_coroutine_threadsafe(muxer.start(), self._loop).result(PATIENCE_S)
        self.muxer = muxer

    def boot(self, booted_as: str) -> None:
        self.booted_as = booted_as
        asyncio.run_coroutine_threadsafe(self._boot(), self._loop).result(PATIENCE_S)

    async def _boot(self) -> None:
        if "die" in WRONG:
            os._exit(0)
        claims = {"runtime": "firecracker", "acpi_oem": "FIRECK", "kernel_release": "6.1"}
        claims |= {"cmdline_instance": self.booted_as, "image_build": "", "sbom": ""}
        self.identity = Identity("fake-boot-id", claims, lambda *_: None)
        workers = [Worker(f"fc_vcpu {number}") for number in range(2)]
        assert self.muxer is not None
        sidecar = Slow(self.identity, workers[0], self.muxer.path.with_name("absent"))
        if "load_fails" in WRONG:
            sidecar.fault = "EspeakError: espeak-ng\nfailed\x1b[2J"
        self.muxer.ports = {7782: self._control}
        if "never_ready" not in WRONG:
            self.muxer.ports[7781] = sidecar.serve
        self.muxer.silent = bool({"deaf", "hush", "mute"} & WRONG)
        self.say(b"booted")
        self._loop.create_task(self._speak())

    async def _speak(self) -> None:
        if "panic" in WRONG:
            self.say(b"[    1.500000] Kernel panic - not syncing: told to")
        assert self.muxer is not None
        if "dies_later" in WRONG:
            self.say(b"last words")
            self._loop.call_later(0.2, os._exit, 3)
        if "mute" in WRONG:  # the kernel starts, and hangs before the first process
            return
        while not self.muxer.path.with_name("silent").exists():
            self.say(b"x" * 60_000 if "flood" in WRONG else BEAT)
            if "hush" in WRONG:
                return
            await asyncio.sleep(0.02)

    def say(self, line: bytes) -> None:
        if self.console is not None:
            with contextlib.suppress(BlockingIOError, BrokenPipeError):
                os.write(self.console, line + b"\n")

    async def _control(self, reader: StreamReader, writer: StreamWriter) -> None:
        asked = json.loads(await reader.readline())
        answer: dict[str, Any] = {"ok": True}
        if asked["op"] == "init":
            answer = self.identity.init(asked)
        elif asked["op"] == "status":
            answer["initialised"] = self.identity.known
        elif asked["op"] == "quiesce" and self.identity.known:
            answer = {"ok": False, "code": "initialised"}
        writer.write(json.dumps(answer).encode() + b"\n")
        await writer.drain()
        if asked["op"] == "shutdown" and not WRONG & {"stubborn", "keys_only"}:
            os._exit(0)

    def ctrl_alt_del(self) -> None:
        if "stubborn" not in WRONG:
            self._loop.call_later(0.01, os._exit, 0)


class Process(Machine):
    """The strict API, and what the calls do to the guest."""

    def __init__(self, name: str, guest: Guest) -> None:
        super().__init__(VERSION, name)
        self._guest = guest
        self._files: list[int] = []

    def _open(self, path: str) -> None:
        try:
            self._files.append(os.open(Path(path), os.O_RDONLY))
        except OSError as error:
            raise Fault(f"{path}: {error.strerror}") from error

    def _serial(self, body: dict[str, Any]) -> None:
        try:
            path = Path(body["serial_out_path"])
            self._guest.console = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            raise Fault(f"serial: {error.strerror}") from error

    def _boot_source(self, body: dict[str, Any]) -> None:
        self._open(body["kernel_image_path"])
        self._open(body["initrd_path"])

    def _drives(self, body: dict[str, Any]) -> None:
        self._open(body["path_on_host"])

    def _vsock(self, body: dict[str, Any]) -> None:
        if "no_vsock" in WRONG:
            raise Fault("told to refuse")
        try:
            self._guest.listen(Path(body["uds_path"]))
        except OSError as error:
            raise Fault(f"Cannot create backend for vsock device: {error.strerror}") from error

    def _actions(self, body: dict[str, Any]) -> None:
        super()._actions(body)
        if body["action_type"] == "SendCtrlAltDel":
            self._guest.ctrl_alt_del()
            return
        arguments = dict(self.calls)["/boot-source"]["boot_args"]
        self._guest.boot(arguments.partition("arqon.instance=")[2])
        if "hang_api" in WRONG:
            threading.Timer(0.3, self.hang.set).start()

    def _vm(self, body: dict[str, Any]) -> None:
        super()._vm(body)
        assert self._guest.muxer is not None
        self._guest.muxer.silent = self.state == "Paused"

    def _snapshot_create(self, body: dict[str, Any]) -> None:
        super()._snapshot_create(body)
        if "die_freeze" in WRONG:
            sys.stderr.write("first words\nno room for the memory\n")
            sys.stderr.flush()
            os._exit(1)
        kept = {path: told for path, told in self.calls if path != "/serial"}
        kept["known"] = {"initialised": self._guest.identity.known}
        kept["booted_as"] = {"is": self._guest.booted_as}
        Path(body["snapshot_path"]).write_text(json.dumps(kept))
        with Path(body["mem_file_path"]).open("wb") as file:
            file.truncate(kept["/machine-config"]["mem_size_mib"] << 20)

    def _snapshot_load(self, body: dict[str, Any]) -> None:
        super()._snapshot_load(body)
        if "bad_load" in WRONG:
            threading.Timer(0.05, os._exit, (1,)).start()  # a failed load ends the process
            raise Fault("Load snapshot error: told to fail")
        self._open(body["mem_backend"]["backend_path"])
        kept = json.loads(Path(body["snapshot_path"]).read_text())
        for path, told in kept.items():
            if path.startswith("/drives/"):
                self._open(told["path_on_host"])
                self.calls.append((path, told))
        self.calls.append(("/machine-config", kept["/machine-config"]))
        v_sock = body.get("vsock_override", kept["/vsock"])["uds_path"]
        self.calls.append(("/vsock", {"guest_cid": 3, "uds_path": v_sock}))
        self._guest.listen(Path(v_sock))
        self._guest.boot(kept["booted_as"]["is"])


def parsed(words: list[str]) -> dict[str, str]:
    """As strict as the real one."""
    named = dict(zip(words[::2], words[1::2], strict=False))
    if len(words) != 2 * len(named) or named.keys() - OPTIONS or "--id" not in named:
        sys.stderr.write(f"Arguments parsing error: {words}\n")
        sys.exit(BAD_ARGUMENTS)
    return named


async def main() -> None:
    words = sys.argv[1:]
    named = parsed(words)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    held = hold_kvm(2) if kvm_works() else []
    api_thread = Worker("fc_api")
    machine = Process(named["--id"], Guest(asyncio.get_running_loop()))
    machine.half = "half" in WRONG
    path = Path(named["--api-sock"])
    if "no_api" in WRONG:
        sys.exit(1)
    if root := os.environ.get("FAKE_ROOT"):
        os.chroot(root)
    with serve_api(path, machine):
        await asyncio.Event().wait()
    del held, api_thread
