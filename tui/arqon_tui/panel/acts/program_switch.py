"""Start and stop of the service and the VM; a stop asks first, the result stands in the band."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from arqon_tui.panel.background import Background
from arqon_tui.panel.refusals import ReadOnly, Refused
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_tui.panel.state_app import StateApp
    from arqon_tui.panel.status import ProgramName

__all__ = ["ProgramSwitch"]

_NAMES: dict[ProgramName, str] = {"service": "the service", "vm": "the VM"}
_ENDS: dict[ProgramName, str] = {
    "service": "What it speaks now ends within two seconds. Programs of this user speak for "
    "themselves then, and Maestro is not heard until a service runs again.",
    "vm": "What is sent to it is spoken by the fallback until a VM runs again.",
}


class ProgramSwitch:
    """Each program has a separate thread: a VM that boots does not hold up the service."""

    def __init__(self, app: StateApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self._threads = {name: Background(f"switch {name}") for name in _NAMES}

    async def start(self, name: ProgramName) -> None:
        """Start it."""
        await self._switch(name, on=True)

    async def stop(self, name: ProgramName) -> None:
        """Ask, then stop it."""
        services = await self._app.world()
        if services.read_only or await self._asked(name):
            await self._switch(name, on=False)

    async def _asked(self, name: ProgramName) -> bool:
        from arqon_tui.panel.screens.confirm import ConfirmScreen

        title = f"Stop {_NAMES[name]}?"
        question = ConfirmScreen(title, [_ENDS[name]], stay="Leave it running", do="Stop it")
        return await self._app.push_screen_wait(question)

    async def _switch(self, name: ProgramName, *, on: bool) -> None:
        what = f"{'Start' if on else 'Stop'} of {_NAMES[name]}"
        try:
            services = await self._app.world()
            words = await self._threads[name].run(lambda: services.switch_program(name, on))
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is told where results stand
            if isinstance(error, ReadOnly):
                self._app.say(str(error), failed=True)
                return
            why = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
            self._app.say(plain(f"{self._now():%H:%M:%S} {what} failed: {why}"), failed=True)
            return
        self._app.say(plain(f"{self._now():%H:%M:%S} {what}: {words}"))
