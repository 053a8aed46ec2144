"""The rollback switch: to the fallback at once, to Kokoro after a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from arqon_tui.panel import words
from arqon_tui.panel.acts import result_words
from arqon_tui.panel.background import done
from arqon_tui.panel.refusals import ReadOnly, Refused

if TYPE_CHECKING:
    from concurrent.futures import Future

    from arqon_settings.model import ProviderName
    from arqon_settings.snapshot import Change, Snapshot
    from arqon_tui.panel.services import Services
    from arqon_tui.panel.state_app import StateApp

__all__ = ["ProviderSwitch"]


class ProviderSwitch:
    """Writes the provider and leaves the result in the band.

    It has a thread of its own: a setting that waits to be written does not hold it up.
    """

    def __init__(self, app: StateApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self._background = app.writes.thread("switch")

    def roll_back(self) -> None:
        """Go to the fallback, as soon as there is a world.

        The thread has it when this returns: no fault behind the key can prevent it.
        """
        begun = self._begun("fallback")
        self._app.run_worker(self._tell("fallback", begun), group="switch")

    async def restore(self) -> None:
        """Ask, then go to Kokoro."""
        snapshot = self._app.state.snapshot
        if snapshot is None:
            self._app.say("The settings are still being read: try again in a moment.")
            return
        held = snapshot.origins[words.PROVIDER] == "environment"
        if snapshot.settings.arqon_tts_provider == "kokoro" and not held:
            self._app.say(f"{self._now():%H:%M:%S} Already on kokoro: nothing had to change.")
            return
        if await self._asked(await self._app.world(), snapshot if held else None):
            self._app.say("Switching to kokoro …")
            await self._tell("kokoro", self._begun("kokoro"))

    async def _asked(self, services: Services, held: Snapshot | None) -> bool:
        from arqon_tui.panel.screens.restore import RestoreScreen

        line = words.sidecar_line(services.sidecar(), self._now())
        question = RestoreScreen(line, result_words.stays_held(held), self._app.key_of("rollback"))
        return await self._app.push_screen_wait(question)

    def _begun(self, to: ProviderName) -> Future[Change]:
        def write() -> Change:
            services = self._app.opening.result()
            return services.rollback() if to == "fallback" else services.restore()

        return self._background.submit(write)

    async def _tell(self, to: ProviderName, begun: Future[Change]) -> None:
        try:
            with self._app.writes.writing(f"the switch to {to}"):
                change = await done(begun)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is told where F9's result stands
            if isinstance(error, ReadOnly):
                self._app.say(str(error), failed=True)
                return
            why = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
            basis = self._app.state.snapshot
            failure = result_words.not_switched(why, to, basis, self._now(), self._app.key_of)
            self._app.say(failure, failed=True, basis=basis)
            return
        self._app.say(result_words.switched(change, to, self._now()), basis=change.after)
        self._app.take(change.after)
