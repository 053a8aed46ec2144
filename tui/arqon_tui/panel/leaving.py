"""Leaving the panel: nothing typed is lost, and nothing that hangs holds it up."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from arqon_tui.panel.background import Background
from arqon_tui.panel.services import Services

if TYPE_CHECKING:
    from arqon_tui.panel.app import PanelApp
    from arqon_tui.panel.widgets.field_row import FieldRow

__all__ = ["Leaving"]

_SETTLE_S = 0.4
_CLOSE_S = 0.5
_CHECK_S = 10.0
"""A check has two seconds to let go of what it holds; then its artifact is written."""


class Leaving:
    """Saves what is typed; what cannot be saved is asked about once."""

    def __init__(self, app: PanelApp) -> None:
        self._app = app
        self._given_up: tuple[str, str] | None = None

    async def quit(self, services: Services | None, signalled: int = 0) -> None:
        """Leave, if nothing is lost by it; after a signal (its exit code) nobody can be asked."""
        if not await self._allowed() and not signalled:
            return
        if services is not None:
            await self._end_check(services)
            self._app.farewell = await self._let_go(services)
        self._app.exit(signalled, return_code=signalled)

    async def _allowed(self) -> bool:
        """Whether everything is saved, or was given up by asking to leave a second time."""
        if self._app.state.read_only:  # nothing can be saved
            return True
        row = await self._unsaved()
        if row is None or (row.spec.key, row.editor.value) == self._given_up:
            return True
        self._given_up = (row.spec.key, row.editor.value)
        await self._app.action_tune()
        row.editor.focus()
        what = f"{row.spec.label} is not saved. Correct it, or press"
        self._app.say(f"{what} {self._app.key_of('quit')} again to lose it.", failed=True)
        return False

    async def _let_go(self, services: Services) -> str:
        """Close the world, for so long as a person waits gladly; its threads end with us.

        Returns what could not be kept, for a person, or nothing.
        """
        try:
            return await asyncio.wait_for(Background("closing").run(services.close), _CLOSE_S)
        except TimeoutError:
            return "not everything was closed in time: the last telemetry may be missing"

    async def _end_check(self, services: Services) -> None:
        """End the check that runs, so that its failure is recorded, and nothing of it is left."""
        self._app.end_check()
        if services.gate.busy:
            self._app.say("Ending the check that runs; it is recorded as failed …")
            ending = Background("ending").run(lambda: services.gate.end(_CHECK_S))
            with suppress(TimeoutError):  # its process ends with this one
                await asyncio.wait_for(ending, _CHECK_S)

    async def _unsaved(self) -> FieldRow | None:
        if self._app.views.made("tune") is None:
            return None
        form = self._app.tune.form
        try:
            return await asyncio.wait_for(form.settle(), _SETTLE_S)
        except TimeoutError:
            return next((row for row in form.rows if row.changed), None)
