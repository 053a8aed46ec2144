"""The rollback switch: to the fallback at once, to Kokoro after a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import App

from arqon_tui import words
from arqon_tui.lanes import Lane
from arqon_tui.services import Refused, Services
from arqon_tui.widgets.state_band import StateBand

if TYPE_CHECKING:
    from arqon_settings.snapshot import Change, Snapshot

__all__ = ["Switch"]


class Switch:
    """Writes the provider and leaves the result in the header.

    It has a lane of its own: a setting that waits to be written does not hold it up.
    """

    def __init__(self, app: App[int], band: StateBand, now: Callable[[], datetime]) -> None:
        self._app = app
        self._band = band
        self._now = now
        self._lane = Lane("switch")

    async def roll_back(self, services: Services) -> Snapshot | None:
        """Go to the fallback; None if it could not be written."""
        return await self._written(services.rollback, "fallback")

    async def restore(self, services: Services) -> Snapshot | None:
        """Ask, then go to Kokoro; None if nothing was written."""
        snapshot = self._band.snapshot
        assert snapshot is not None
        held = snapshot.origins[words.PROVIDER] == "environment"
        if snapshot.settings.arqon_tts_provider == "kokoro" and not held:
            self._band.say(f"{self._now():%H:%M:%S} Already on kokoro: nothing had to change.")
            return None
        if not await self._asked(services, snapshot if held else None):
            return None
        self._band.say("Switching to kokoro …")
        return await self._written(services.restore, "kokoro")

    async def _asked(self, services: Services, held: Snapshot | None) -> bool:
        from arqon_tui.screens.restore import RestoreScreen

        line = words.sidecar_line(services.sidecar(), self._now())
        return await self._app.push_screen_wait(RestoreScreen(line, words.stays_held(held)))

    async def _written(self, write: Callable[[], Change], to: str) -> Snapshot | None:
        try:
            change = await self._lane.run(write)
        except Refused as no:
            self._band.say(
                words.not_switched(str(no), to, self._band.snapshot, self._now()), failed=True
            )
            return None
        self._band.say(words.switched(change, to, self._now()))
        return change.after
