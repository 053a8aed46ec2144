"""Keeps one VM running: boots it, gives it its identity, opens the proxy, watches, starts anew."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import Image
from arqon_microvm.proxy.gate import Gate
from arqon_microvm.run.console import Console
from arqon_microvm.run.control import ask, initialise, sidecar_status
from arqon_microvm.run.qemu import Machine, Running, start_qemu
from arqon_microvm.run.state import Phase, RunState, StateFolder, identify

__all__ = ["Budget", "Plan", "Supervisor"]

RESTARTS: Final = 5
WITHIN_S: Final = 300.0
LONGEST_S: Final = 60.0
BOOT_S: Final = 120.0
WATCH_S: Final = 2.0
RETRY_S: Final = 0.1
MISSES: Final = 3
STOP_S: Final = 6.0


class Budget:
    """Seconds to wait before the next start: 1, 2, 4 to 60; None when there were too many."""

    def __init__(self) -> None:
        self._failures: deque[float] = deque()

    def failed(self, now: float) -> float | None:
        """At `now`, by a clock that never goes back."""
        self._failures.append(now)
        while self._failures[0] <= now - WITHIN_S:
            self._failures.popleft()
        if len(self._failures) > RESTARTS:
            return None
        return min(2.0 ** (len(self._failures) - 1), LONGEST_S)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which image to run, on what, and where it is to be reached."""

    image: Image
    machine: Machine
    folder: StateFolder
    listen: tuple[str, int]


class Supervisor:
    """Owns the folder, the proxy and the VM until `stop` is called, or the budget is spent."""

    def __init__(self, plan: Plan, say: Callable[[str], None]) -> None:
        self._plan = plan
        self._say = say
        self._gate = Gate()
        self._stop = asyncio.Event()
        self._restarts = 0
        self._listen = ""
        self._instance = ""
        self._running: Running | None = None

    def stop(self) -> None:
        """Ask for the end; `run` returns when nothing is left."""
        self._stop.set()

    async def run(self) -> None:
        """Raises VmError: the folder or address is taken, or the VM failed too often."""
        folder = self._plan.folder
        folder.make()
        lock = folder.own()
        try:
            host, port = await self._gate.start(self._plan.listen)
            self._listen = f"{host}:{port}"
            with Console(folder.console) as console:
                await self._keep(console)
        finally:
            await self._gate.close()
            folder.clean()
            os.close(lock)

    async def _keep(self, console: Console) -> None:
        budget = Budget()
        while not self._stop.is_set():
            why = await self._until_it_fails(console)
            self._gate.down(why)
            if self._stop.is_set():
                return
            pause = budget.failed(time.monotonic())
            if pause is None:
                raise VmError(
                    f"the VM failed {RESTARTS + 1} times within {WITHIN_S:g} s; at last: {why}",
                    f"See {self._plan.folder.console}.",
                )
            self._restarts += 1
            self._tell("restarting", f"{why}; again in {pause:g} s")
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._stop.wait()

    async def _until_it_fails(self, console: Console) -> str:
        """One life of the VM: why it ended. Whatever it is, nothing of it is left after."""
        self._instance = secrets.token_hex(16)
        plan = self._plan
        self._tell("starting")
        try:
            running = await start_qemu(plan.image, plan.machine, plan.folder, self._instance)
        except VmError as error:
            if self._restarts == 0:
                raise  # it cannot be started here at all
            return str(error)
        self._running = running
        reading = asyncio.ensure_future(_drain(running, console))
        tasks = [
            asyncio.ensure_future(running.exited()),
            asyncio.ensure_future(self._live()),
            asyncio.ensure_future(self._asked_to_stop()),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return next(task for task in tasks if task in done).result()
        except VmError as error:
            return str(error)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await running.end()
            await reading
            self._running = None

    async def _asked_to_stop(self) -> str:
        await self._stop.wait()
        running = self._running
        self._gate.down("the VM is being stopped")
        self._tell("stopping")
        with suppress(VmError, TimeoutError):
            async with asyncio.timeout(STOP_S):
                await ask(self._plan.folder.v_sock, {"op": "shutdown"})
                if running is not None:
                    await running.qemu.wait()
        return "stopped"

    async def _live(self) -> str:
        """Boot to ready, then watch; returns why the VM is to be given up."""
        v_sock = self._plan.folder.v_sock
        try:
            async with asyncio.timeout(BOOT_S):
                await _answered(lambda: initialise(v_sock, self._instance))
                self._gate.up(v_sock)
                self._tell("booted")
                await _answered(lambda: _ready(v_sock))
        except TimeoutError:
            return f"the guest was not ready within {BOOT_S:g} s"
        self._tell("ready")
        misses = 0
        while misses < MISSES:
            await asyncio.sleep(WATCH_S)
            try:
                healthy = await sidecar_status(v_sock, "/healthz") == 200
            except VmError:
                healthy = False
            misses = 0 if healthy else misses + 1
        return f"/healthz failed {MISSES} times"

    def _tell(self, phase: Phase, reason: str = "") -> None:
        me = identify(os.getpid())
        assert me is not None
        plan = self._plan
        state = RunState(
            monitor="qemu",
            phase=phase,
            reason=reason,
            instance_id=self._instance,
            image=str(plan.image.folder),
            image_sha256=plan.image.sha256,
            listen=self._listen,
            restarts=self._restarts,
            supervisor=me,
            processes=self._running.processes() if self._running else {},
        )
        plan.folder.write(state)
        self._say(f"{phase}{': ' if reason else ''}{reason}")


async def _drain(running: Running, console: Console) -> None:
    """Always reads, however much the guest says: it must not wait for us."""
    assert running.qemu.stdout is not None
    while piece := await running.qemu.stdout.read(65_536):
        console.write(piece)


async def _ready(v_sock: Path) -> None:
    status = await sidecar_status(v_sock, "/readyz")
    if status != 200:
        raise VmError(f"/readyz answers {status}")


async def _answered(call: Callable[[], Awaitable[object]]) -> None:
    """Again and again until it does not fail; the caller sets the limit."""
    while True:
        try:
            await call()
        except VmError:
            await asyncio.sleep(RETRY_S)
        else:
            return
