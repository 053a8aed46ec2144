"""Owns what the VMs of one address live in: the folder, its lock, and the proxy."""

from __future__ import annotations

import asyncio
import os
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import read_manifest
from arqon_microvm.proxy.gate import Gate
from arqon_microvm.run.adopt import left_behind
from arqon_microvm.run.aside import aside
from arqon_microvm.run.bulletin import Bulletin
from arqon_microvm.run.console import Console
from arqon_microvm.run.lives import Lives
from arqon_microvm.run.monitor import Running, Say
from arqon_microvm.run.notify import Notifier
from arqon_microvm.run.plan import Plan

__all__ = ["Supervisor"]

LOOK_S: Final = 1.0
"""How often to see whether the state folder is still there."""


class Supervisor:
    """Owns the folder, the proxy and the VM until `stop` is called, or the budget is spent."""

    def __init__(self, plan: Plan, say: Say, notifier: Notifier) -> None:
        self._plan = plan
        self._say = say
        self._notifier = notifier
        self._gate = Gate(answer_s=plan.monitor.patience_s)
        self._bulletin = Bulletin(plan, say, notifier)
        self._lives = Lives(plan, self._gate, self._bulletin)

    def stop(self) -> None:
        """Ask for the end; `run` returns when nothing is left."""
        self._lives.stop()

    def deploy(self) -> None:
        """Ask for another VM of what is in the image's folder now."""
        self._lives.deploy()

    async def run(self) -> None:
        """Raises VmError: image, folder or address cannot be had, or it failed too often.

        The folder is locked before the image is read, which takes a second: `vm down` must find us.
        When the folder is removed, that is the end, too.
        """
        plan, folder = self._plan, self._plan.folder
        await asyncio.to_thread(read_manifest, plan.image)
        folder.make()
        lock = folder.lock()
        beside = [asyncio.ensure_future(self._watchdog()), asyncio.ensure_future(self._lost(lock))]
        try:
            self._bulletin.image = await aside(plan.opened)
            self._bulletin.listen = "{}:{}".format(*await self._gate.start(plan.listen))
            left = await self._left_behind()
            try:
                with Console(folder.console) as console:
                    await self._lives.run(console, left)
            finally:
                folder.clean()
        finally:
            await self._gate.close()
            for task in beside:
                task.cancel()
            os.close(lock)
        if beside[1].done():
            raise VmError(
                f"the state folder {folder.path} was removed, and the VM stopped",
                "Start it anew; a folder that stays can be given with --state-dir.",
            )

    async def _left_behind(self) -> Running | None:
        """Raises VmError if another VM than is wanted runs here: it is left alone."""
        left = await left_behind(self._plan.folder)
        if left is None:
            return None
        state, running = left
        image = self._bulletin.image
        assert image is not None
        if (state.image_sha256, state.monitor) != (image.sha256, self._plan.monitor.name):
            raise VmError(
                f"a VM of another image or monitor still runs in {self._plan.folder.path} (process "
                f"{state.processes['monitor'].pid}); its supervisor died",
                "End it with: arqon-tts vm down.",
            )
        self._bulletin.instance_id = state.instance_id
        self._say(f"took over the VM of process {state.processes['monitor'].pid}")
        return running

    async def _lost(self, lock: int) -> None:
        """Stops when the folder has gone: others could not find us, and would start a second."""
        while True:
            await asyncio.sleep(LOOK_S)
            if await asyncio.to_thread(self._plan.folder.lost, lock):
                self.stop()
                return

    async def _watchdog(self) -> None:
        while self._notifier.watchdog_s is not None:
            self._notifier.say("WATCHDOG=1")
            await asyncio.sleep(self._notifier.watchdog_s)
