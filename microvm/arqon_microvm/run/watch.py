"""Whether a VM that runs still works: its sidecar, its monitor and its console, each by itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.proxy.gate import Gate
from arqon_microvm.run.console import Console
from arqon_microvm.run.control import sidecar_answer
from arqon_microvm.run.monitor import Running
from arqon_microvm.run.plan import Plan

__all__ = ["MISSES", "WATCH_S", "silence", "watch"]

WATCH_S: Final = 2.0
MISSES: Final = 3
"""One slow answer is none; three in a row cost some ten seconds."""

SILENT_S: Final = 30.0
"""The guest's first process speaks each five seconds, whatever else the guest does."""

UNHEARD_S: Final = 90.0
"""How long a kernel that boots may say nothing before that process speaks. An emulated one takes 30
to 60 s (research, nested machine); what it prints starts the time anew."""


async def watch(running: Running, plan: Plan, gate: Gate, console: Console) -> str:
    """Returns why the VM must be given up, as soon as there is a reason.

    A guest that speaks may be slow to answer anything else: it has the time of a whole sentence.
    """
    patience_s = plan.monitor.patience_s

    async def sidecar() -> None:
        status, _ = await sidecar_answer(running.v_sock, "/healthz", patience_s)
        if status != 200:
            raise VmError(f"it answers {status}")

    async def monitor() -> None:
        await asyncio.to_thread(running.control.check)
        plan.folder.keep_short()

    tasks = [
        asyncio.ensure_future(_misses("/healthz", sidecar, gate.owes, plan.speak_s)),
        asyncio.ensure_future(_misses("the monitor", monitor)),
        asyncio.ensure_future(silence(console, patience_s)),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _misses(
    what: str,
    look: Callable[[], Awaitable[None]],
    excused: Callable[[], bool] = lambda: False,
    excused_s: float = 0.0,
) -> str:
    """One that is excused counts only when the last answer was so long ago."""
    misses, answered = 0, time.monotonic()
    while True:
        await asyncio.sleep(WATCH_S)
        try:
            await look()
        except (VmError, OSError) as error:  # OSError: too many files are open, here
            if excused() and time.monotonic() - answered < excused_s:
                continue
            misses += 1
            if misses == MISSES:
                return f"{what} failed {MISSES} times: {error}"
        else:
            misses, answered = 0, time.monotonic()


async def silence(console: Console, patience_s: float) -> str:
    """Returns when the console shows that the guest is over: how, or for how long it is silent."""
    began = time.monotonic()
    while True:
        await asyncio.sleep(WATCH_S)
        if console.death:
            return f"the guest's kernel says: {console.death}"
        last, bound_s = console.last_beat, SILENT_S + patience_s
        if last is None:
            last, bound_s = max(began, console.last_heard or began), UNHEARD_S + patience_s
        if time.monotonic() - last > bound_s:
            return f"the console gave no sign of life for {bound_s:g} s"
