"""The panel: wiring between the keys, what views post, and what is done in the world."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from textual import work
from textual.command import CommandPalette

from arqon_tui.panel.views_app import ViewsApp

if TYPE_CHECKING:
    from textual.driver import Driver

    from arqon_tui.panel.acts.acts import Acts
    from arqon_tui.panel.kept_theme import KeptTheme
    from arqon_tui.panel.services import OpenServices
    from arqon_tui.panel.views.operate import OperateView
    from arqon_tui.panel.widgets.settings_form import SettingsForm

__all__ = ["PanelApp"]


def _local_time() -> datetime:
    return datetime.now().astimezone()


class PanelApp(ViewsApp):
    """One screen for who speaks, the settings, an utterance, and the telemetry.

    Args:
        open_services: opens the world; called on a background thread after the first paint.
        now: the clock, in local time.
        kept_theme: where the theme that somebody chooses is kept.
        demo: say that this is the demo.
    """

    def __init__(
        self,
        open_services: OpenServices,
        now: Callable[[], datetime] = _local_time,
        *,
        driver_class: type[Driver] | None = None,
        kept_theme: KeptTheme | None = None,
        demo: bool = False,
    ) -> None:
        super().__init__(
            open_services, now, driver_class=driver_class, kept_theme=kept_theme, demo=demo
        )

    @cached_property
    def _acts(self) -> Acts:
        from arqon_tui.panel.acts.acts import Acts

        return Acts(self, self._now)

    async def on_mount(self) -> None:
        """Take a signal as a wish to leave. Textual calls this beside that of `ViewsApp`."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(RuntimeError, ValueError):  # only the main thread may
                loop = asyncio.get_running_loop()
                loop.add_signal_handler(number, self._signalled, number)

    def load_rest(self) -> None:
        """See `ViewsApp`; the acts first: F9 is one."""
        import_module("arqon_tui.panel.acts.acts")
        super().load_rest()

    def action_rollback(self) -> None:
        """Go to the fallback at once; a question that is open is answered with no.

        What gives way is closed, so that the band is seen.
        """
        if isinstance(self.screen, CommandPalette) or getattr(self.screen, "gives_way", False):
            self.screen.dismiss(None)
        self.say("Rolling back to fallback …")
        self._acts.provider.roll_back()

    @work(group="switch")
    async def action_restore(self) -> None:
        """Go back to Kokoro, after a question."""
        await self._acts.provider.restore()

    def action_undo(self) -> None:
        """Undo the last change of a setting."""
        self._acts.undoing.undo()

    def on_settings_form_written(self, event: SettingsForm.Written) -> None:
        """A setting was written here: show it before the watcher tells."""
        self.take(event.snapshot)

    def on_settings_form_provider_asked(self, event: SettingsForm.ProviderAsked) -> None:
        """Roll back at once; go to Kokoro after a question."""
        if event.provider == "fallback":
            self.action_rollback()
        else:
            self.action_restore()

    def on_field_row_put_back(self) -> None:
        """What was typed is dropped, and with it what was said of it."""
        self._acts.leaving.stay()

    def on_operate_view_undo_asked(self, event: OperateView.UndoAsked) -> None:
        """Undo what is marked in the list."""
        self._acts.undoing.undo(event.entry)

    @work(group="programs")
    async def on_operate_view_switch_asked(self, event: OperateView.SwitchAsked) -> None:
        """Start or stop the service or the VM, if that can be done now."""
        if not self.state.can_switch(event.name, event.on):
            return
        switch = self._acts.programs.start if event.on else self._acts.programs.stop
        await switch(event.name)

    async def action_speak(self) -> None:
        """Speak the text of the Say box."""
        await self.go("tune")
        self._speak()

    @work(group="speech")
    async def _speak(self) -> None:
        await self._acts.speech.speak()

    @work(group="speech")
    async def action_save(self) -> None:
        """Save the text as a WAV file."""
        await self._acts.speech.save()

    def action_stop(self) -> None:
        """Fall silent, and end the check that runs."""
        if self.state.check:
            self.end_check()
        self._acts.speech.stop()

    def action_hush(self) -> None:
        """Fall silent: Escape, where nothing else takes it."""
        self._acts.speech.stop()

    def action_look_at_sidecar(self) -> None:
        """Ask the sidecar now how it is, and look at all that doctor looks at."""
        if (services := self.world_if_open) is not None:
            services.look_at_sidecar()
            services.check()

    async def action_quit(self) -> None:
        """Save what is typed, fall silent, leave."""
        leaving = self._acts.leaving.quit()
        if self.world_if_open is not None and self.world_if_open.gate.busy:
            # A check takes its time to end; the panel is there meanwhile.
            self.run_worker(leaving, group="leave", exclusive=True)
        else:
            await leaving

    def hang_up(self) -> None:
        """The terminal is gone: leave as after SIGHUP."""
        self._signalled(signal.SIGHUP)

    def _signalled(self, number: signal.Signals) -> None:
        look = getattr(self._driver, "look", None)
        if look is not None:
            look()
        self.run_worker(self._leave_after(number), group="leave", exclusive=True)

    async def _leave_after(self, number: signal.Signals) -> None:
        await self.input_handled()  # a key that came before the signal counts
        await self._acts.leaving.quit(128 + number)

    def let_go(self) -> None:
        """The app has ended, maybe by a fault: what waits to be written is written."""
        self._acts.leaving.after_a_fault()

    @property
    def farewell(self) -> str:
        """What could not be kept when the panel was left, for a person, or nothing."""
        return self._acts.leaving.farewell
