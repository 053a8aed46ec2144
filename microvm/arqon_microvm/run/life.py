"""One life of the VM, from the start of its monitor to the reason for its end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.proxy.gate import Gate
from arqon_microvm.run.aside import aside
from arqon_microvm.run.bulletin import Bulletin
from arqon_microvm.run.console import Console
from arqon_microvm.run.control import ask, initialise
from arqon_microvm.run.monitor import Running, Say
from arqon_microvm.run.plan import Plan
from arqon_microvm.run.readiness import NeverReady, ready
from arqon_microvm.run.state import Identity
from arqon_microvm.run.watch import silence, watch
from arqon_microvm.vsock import Unreachable

__all__ = ["Altered", "Waiting", "live", "pause_after", "why_not"]

_RETRY_S: Final = 0.05
_UNHEARD_MOST_S: Final = 1.0
_ANSWERED_MOST_S: Final = 5.0


class Altered(str):
    """Why a VM is given up, where the snapshot that it was restored from is, too."""

    __slots__ = ()


async def live(
    running: Running, plan: Plan, gate: Gate, console: Console, bulletin: Bulletin
) -> str:
    """Boot to ready, then watch; returns why the VM is to be given up.

    Its identity is noted down before the guest is told, so that a later supervisor knows it.
    """
    if why := await _not_ready(running, plan, gate, console, bulletin):
        return why
    bulletin.tell("ready")
    watching = asyncio.ensure_future(watch(running, plan, gate, console))
    looking = asyncio.ensure_future(_look_closer(running, plan, bulletin))
    try:
        await asyncio.wait({watching, looking}, return_when=asyncio.FIRST_COMPLETED)
        if looking.done() and (altered := looking.result()):
            return altered
        return await watching
    finally:
        watching.cancel()
        looking.cancel()
        await asyncio.gather(watching, looking, return_exceptions=True)


async def _look_closer(running: Running, plan: Plan, bulletin: Bulletin) -> Altered | None:
    """What would take too long before the VM is ready; `Altered` if it must be given up."""
    if altered := await aside(running.altered):
        return Altered(f"{altered}; the VM boots cold from here on")
    try:
        await _prove(plan, bulletin)
    except Exception as error:  # noqa: BLE001 -- whatever it is, the VM goes on
        bulletin.say(f"not attested: {type(error).__name__}: {error}")
    return None


async def _not_ready(
    running: Running, plan: Plan, gate: Gate, console: Console, bulletin: Bulletin
) -> str:
    """Why the guest did not get ready; empty when it is."""
    waiting, patience_s = Waiting(), plan.monitor.patience_s

    async def boot() -> None:
        if plan.monitor.heard_first and plan.folder.identity() is None:
            await waiting.until(lambda: _heard(console))
        identity = plan.folder.identity() or Identity.new(bulletin.instance_id)
        await waiting.until(lambda: _told(running, plan, identity, bulletin.say))
        gate.up(running.v_sock)
        bulletin.tell("booted")
        await waiting.until(lambda: ready(running, patience_s))

    return await why_not(boot(), waiting, plan.boot_s, silence(console, patience_s))


async def why_not(
    boot: Awaitable[None], waiting: Waiting, boot_s: float, *ends: Awaitable[str]
) -> str:
    """Why a guest did not boot: it never can, the time was over, or one of `ends` said how it did.

    Empty when it did.
    """
    booting = asyncio.ensure_future(boot)
    ending = [asyncio.ensure_future(end) for end in ends]
    try:
        done, _ = await asyncio.wait(
            (booting, *ending), timeout=boot_s, return_when=asyncio.FIRST_COMPLETED
        )
        if not done:
            return f"the guest was not ready within {boot_s:g} s: {waiting.last}"
        if booting in done:
            return _outcome(booting)
        why = next(end.result() for end in ending if end in done)
        return f"{why}, and was not ready: {waiting.last}"
    finally:
        for task in (booting, *ending):
            task.cancel()
        await asyncio.gather(booting, *ending, return_exceptions=True)


def _outcome(booting: asyncio.Future[None]) -> str:
    try:
        booting.result()
    except NeverReady as error:
        return error.what
    return ""


async def _prove(plan: Plan, bulletin: Bulletin) -> None:
    """Once for each VM, for those who look at it later; an answer of no ends nothing."""
    from arqon_microvm.run.firecracker import Firecracker

    if isinstance(plan.monitor, Firecracker) and bulletin.image is not None:
        from arqon_microvm.attest.attest import attest
        from arqon_microvm.attest.pins import Pins

        pins = Pins(bulletin.image.folder, plan.monitor.pin, plan.monitor.snapshot, plan.speak_s)
        try:
            bulletin.say((await aside(lambda: attest(plan.folder, pins))).summary)
        except VmError as error:
            bulletin.say(f"not attested: {error}")


async def _heard(console: Console) -> None:
    if console.last_beat is None:
        raise VmError("its console gave no sign of life")


async def _told(running: Running, plan: Plan, identity: Identity, say: Say) -> None:
    patience_s = plan.monitor.patience_s
    status = await ask(running.v_sock, {"op": "status"}, patience_s)
    if status["initialised"] is True:
        return
    try:
        plan.folder.keep(identity)
    except VmError as error:  # a full disk costs the proof, not the VM
        say(f"{error} Without it this VM cannot be attested.")
    await initialise(running.v_sock, identity, patience_s)


class Waiting:
    """Calls again and again until nothing fails, or it is in vain; `last` is why it failed last."""

    def __init__(self) -> None:
        self.last = "it was never reached"

    async def until(self, call: Callable[[], Awaitable[object]]) -> None:
        """The caller sets the limit. Raises NeverReady as the call does."""
        while True:
            begun = time.monotonic()
            try:
                await call()
            except NeverReady:
                raise
            except VmError as error:
                self.last = str(error)
                answered = not isinstance(error, Unreachable)
                await asyncio.sleep(pause_after(time.monotonic() - begun, answered=answered))
            else:
                return


def pause_after(took_s: float, *, answered: bool) -> float:
    """Seconds until a guest is asked again, after a question that took so long.

    Each question costs it a connection and time of its processors: a slow one, which still starts,
    spends no more than a fifth of its time on its answers. One that is not there yet spends none.
    """
    most_s = _ANSWERED_MOST_S if answered else _UNHEARD_MOST_S
    return min(max(_RETRY_S, 4 * took_s), most_s)
