"""One VM after another, until it is asked to stop, or failed too often."""

from __future__ import annotations

import asyncio
import secrets
import time
from contextlib import suppress
from typing import Any, Final

from arqon_microvm.errors import Passing, VmError
from arqon_microvm.guest.budget import RESTARTS, WITHIN_S, Budget
from arqon_microvm.image.manifest import Image, read_manifest
from arqon_microvm.proxy.gate import Gate
from arqon_microvm.run.aside import aside
from arqon_microvm.run.bulletin import Bulletin
from arqon_microvm.run.console import Console
from arqon_microvm.run.ending import stop_gracefully
from arqon_microvm.run.life import Altered, live
from arqon_microvm.run.monitor import Order, Running
from arqon_microvm.run.plan import Plan
from arqon_microvm.run.reader import reading

__all__ = ["Lives"]

_FIRST_PAUSE_S: Final = 1.0
_LONGEST_PAUSE_S: Final = 60.0
_DEPLOY: Final = "another image is deployed"


class Lives:
    """Starts a VM, and another one when it has ended.

    An end that nobody asked for is a failure: it is told, and the next VM waits a while.
    """

    def __init__(self, plan: Plan, gate: Gate, bulletin: Bulletin) -> None:
        self._plan, self._gate, self._bulletin = plan, gate, bulletin
        self._stop = asyncio.Event()
        self._deploy = asyncio.Event()
        self._cold = False

    def stop(self) -> None:
        """Ask for the end."""
        self._stop.set()

    def deploy(self) -> None:
        """Ask for another VM, of what is in the image's folder now."""
        self._deploy.set()

    async def run(self, console: Console, running: Running | None) -> None:
        """Live until `stop`; `running` is the first, where one was taken over: it ends, too.

        Raises VmError: it cannot be started here, or failed too often.
        """
        budget = Budget(_FIRST_PAUSE_S, _LONGEST_PAUSE_S)
        while running is not None or not self._stop.is_set():
            why = await self._one_life(console, running)
            running = None
            self._gate.down(why)
            self._cold = self._cold or isinstance(why, Altered)
            if self._stop.is_set():
                return
            self._bulletin.restarts += 1
            if why == _DEPLOY:
                continue
            pause = budget.failed(time.monotonic())
            if pause is None:
                self._bulletin.tell("failed", why)
                raise VmError(
                    f"the VM failed {RESTARTS + 1} times within {WITHIN_S:g} s; at last: {why}",
                    f"See {self._plan.folder.console} and {self._plan.folder.monitor_log}.",
                )
            self._bulletin.tell("restarting", f"{why}; again in {pause:g} s")
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._stop.wait()

    async def _one_life(self, console: Console, running: Running | None) -> str:
        """Why it ended. Whatever it is, nothing of the VM is left after."""
        if running is None:
            self._bulletin.instance_id = secrets.token_hex(16)
            self._plan.folder.forget()
            self._bulletin.tell("starting")
            console.begin(f"VM {self._bulletin.instance_id}")
            try:
                running = await self._started()
            except VmError as error:
                if self._bulletin.restarts == 0 and not isinstance(error, Passing):
                    raise  # it cannot be started here at all
                return error.what
            if running is None:
                return "stopped"
        self._bulletin.running = running
        self._bulletin.tell("starting", f"{self._plan.monitor.name} {running.version} runs")
        try:
            with reading(running.console, console):
                return await self._until_it_ends(running, console)
        except VmError as error:
            return error.what
        finally:
            await running.end()
            self._bulletin.running = None

    async def _started(self) -> Running | None:
        """None if it was asked to stop meanwhile."""
        plan, bulletin = self._plan, self._bulletin
        image = await aside(self._still_there)
        if image.sha256 != self._image.sha256:
            bulletin.say(
                f"the image was replaced meanwhile: this VM is of {image.folder} as it is now"
            )
        bulletin.image = image
        order = Order(
            self._image,
            plan.machine,
            plan.folder,
            bulletin.instance_id,
            bulletin.say,
            bulletin.note,
            self._cold,
        )
        starting = asyncio.ensure_future(plan.monitor.start(order))
        stopping = asyncio.ensure_future(self._stop.wait())
        if await _first(starting, stopping) is starting:
            return starting.result()
        return None

    async def _until_it_ends(self, running: Running, console: Console) -> str:
        living = asyncio.ensure_future(
            live(running, self._plan, self._gate, console, self._bulletin)
        )
        exiting = asyncio.ensure_future(running.exited())
        stopping = asyncio.ensure_future(self._stop.wait())
        deploying = asyncio.ensure_future(self._image_to_deploy())
        first = await _first(living, exiting, stopping, deploying)
        if first is living or first is exiting:
            why: str = first.result()
            self._gate.down(why)  # before the rest of the VM is ended, which takes a second
            return why
        why = "the VM is being stopped" if first is stopping else _DEPLOY
        self._gate.down(why)
        self._bulletin.tell("stopping" if first is stopping else "restarting", why)
        self._bulletin.say(await stop_gracefully(running))
        return why

    async def _image_to_deploy(self) -> None:
        """Returns when a deploy is asked for, and there is a good image: a bad one ends nothing."""
        while True:
            await self._deploy.wait()
            self._deploy.clear()
            try:
                self._bulletin.image = await aside(self._plan.opened)
            except VmError as error:
                self._bulletin.tell(self._bulletin.phase, f"not deployed, it goes on: {error}")
            else:
                self._cold = False  # the snapshot may have been made anew as well
                return

    def _still_there(self) -> Image:
        """The image, or what is in its place by now: no other files may go under its manifest.

        Raises VmError: see `Plan.opened`.
        """
        image = self._image
        with suppress(VmError):
            if read_manifest(image.folder)[1] == image.sha256:
                return image
        return self._plan.opened()

    @property
    def _image(self) -> Image:
        assert self._bulletin.image is not None
        return self._bulletin.image


async def _first(*tasks: asyncio.Future[Any]) -> asyncio.Future[Any]:
    """The first of them that is done, in the order given; the others are cancelled, and over."""
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task.done())
    finally:
        others = [task for task in tasks if not task.done()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
