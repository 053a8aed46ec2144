"""Stopping a VM in steps, each with a bound: 9 s in the worst case, and nothing is left."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.run.control import ask
from arqon_microvm.run.monitor import Running

__all__ = ["stop_gracefully"]

ASKED_S: Final = 5.0
KEYS_S: Final = 2.0


async def stop_gracefully(running: Running) -> str:
    """Ask the guest; press ctrl-alt-del; end the processes. Returns which step was the last."""
    over = asyncio.ensure_future(running.processes["monitor"].ended())
    try:
        if await _step(over, ASKED_S, ask(running.v_sock, {"op": "shutdown"})):
            return "the guest stopped"
        pressed = asyncio.to_thread(running.control.press_ctrl_alt_del)
        if await _step(over, KEYS_S, pressed):
            return "the guest stopped on ctrl-alt-del"
        return "the guest did not stop; its processes were ended"
    finally:
        over.cancel()
        await running.end()


async def _step(
    over: asyncio.Future[str], within_s: float, asking: Coroutine[object, object, object]
) -> bool:
    """Whether the monitor ended in time; a request that fails leaves no time to wait for."""
    try:
        async with asyncio.timeout(within_s):
            await asking
            await asyncio.shield(over)
    except (VmError, TimeoutError):
        return over.done()
    return True
