"""Leaving the panel: nothing typed is lost, and nothing that hangs holds it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from arqon_tui.panel.background import Background, in_turns

if TYPE_CHECKING:
    from arqon_tui.panel.services import Services
    from arqon_tui.panel.views_app import ViewsApp
    from arqon_tui.panel.widgets.field_row import FieldRow

__all__ = ["Leaving"]

_SETTLE_S: Final = 0.4
_CLOSE_S: Final = 0.5
_WRITTEN_S: Final = 2.0
"""For what a key has asked for: another program may be writing, or the world just be opening."""
_AFTER_A_FAULT_S: Final = 10.0
"""Nobody waits at a screen then, and a disk that others keep busy is slow."""
_NOT_WRITTEN: Final = "what was asked for last may not be written: look at the settings"
_NOT_CLOSED: Final = "not everything was closed in time: the last telemetry may be missing"
_CHECK_S: Final = 10.0
"""A check has two seconds to let go of what it holds; then its artifact is written."""


class Leaving:
    """Saves what is typed; what cannot be saved is asked about once.

    Attributes:
        farewell: what could not be kept, for a person, or nothing; after the end.
    """

    def __init__(self, app: ViewsApp) -> None:
        self._app = app
        self.farewell = ""
        self._given_up: tuple[str, str] | None = None
        self._asked = ""
        self._lets_go = False

    async def quit(self, signalled: int = 0) -> None:
        """Leave, if nothing is lost by it; after a signal (its exit code) nobody can be asked."""
        if not await self._allowed() and not signalled:
            return
        left = [f"not done: {what}" for what in await self._app.writes.settled(_WRITTEN_S)]
        if (services := self._app.world_if_open) is not None:
            await self._end_check(services)
            left += filter(None, [await self._let_go(services)])
        self.farewell = "; ".join(left)
        self._app.exit(signalled, return_code=signalled)

    def after_a_fault(self) -> None:
        """Close the world, if it was not done: what waits to be written is written.

        Called when the app has ended.
        """
        services = self._app.world_if_open
        if services is None or self._lets_go:
            return
        from arqon_voice.threads import is_done

        seconds = _AFTER_A_FAULT_S
        left = "" if self._app.writes.finish(seconds) else _NOT_WRITTEN
        closed = Background("closing").submit(lambda: services.close(seconds))
        ended = is_done(closed, 2 * seconds) and closed.exception() is None
        self.farewell = "; ".join(filter(None, [left, closed.result() if ended else _NOT_CLOSED]))

    def stay(self) -> None:
        """What was asked about is dropped: there is nothing to lose any more."""
        if self._app.state.verdict.text == self._asked:
            self._app.say("")

    async def _allowed(self) -> bool:
        """Whether everything is saved, or was given up by asking to leave a second time."""
        if self._app.state.read_only:  # nothing can be saved
            return True
        typed = getattr(self._app.screen, "typed", None)
        if typed is not None and typed != self._given_up:
            self._given_up = typed
            self._ask("The phrase is not kept. Keep it, or press")
            return False
        row = await self._unsaved()
        if row is None or (row.spec.key, row.editor.value) == self._given_up:
            return True
        self._given_up = (row.spec.key, row.editor.value)
        await self._app.go_to_setting(row.spec)
        self._ask(f"{row.spec.label} is not saved. Correct it, or press")
        return False

    def _ask(self, what: str) -> None:
        self._asked = f"{what} {self._app.key_of('quit')} again to lose it."
        self._app.say(self._asked, failed=True)

    async def _let_go(self, services: Services) -> str:
        """Close the world, for so long as a person waits gladly; its threads end with us.

        Returns what could not be kept, for a person, or nothing.
        """
        self._lets_go = True
        left = await in_turns(Background("closing").run(services.close), _CLOSE_S)
        if left is None:
            return _NOT_CLOSED
        return left

    async def _end_check(self, services: Services) -> None:
        """End the check that runs, so that its failure is recorded, and nothing of it is left."""
        self._app.end_check()
        if services.gate.busy:
            self._app.say("Ending the check that runs; it is recorded as failed …")
            # A check that does not end in time ends with this process.
            await in_turns(Background("ending").run(lambda: services.gate.end(_CHECK_S)), _CHECK_S)

    async def _unsaved(self) -> FieldRow | None:
        if self._app.views.made("tune") is None:
            return None
        form = self._app.tune.form
        await in_turns(form.settle(), _SETTLE_S)
        return next((row for row in form.rows if row.changed), None)
