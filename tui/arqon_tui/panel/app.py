"""The panel: wiring between the keys, the parts of the screen, and the world."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.screen import ModalScreen, Screen

from arqon_tui.panel.actions import VIEWS, Action, action_of, bindings_of
from arqon_tui.panel.background import Background
from arqon_tui.panel.leaving import Leaving
from arqon_tui.panel.menu import commands
from arqon_tui.panel.screens.confirm import ConfirmScreen
from arqon_tui.panel.services import OpenServices, ReadOnly, Services
from arqon_tui.panel.speech import Speech
from arqon_tui.panel.state import PanelState
from arqon_tui.panel.state_app import StateApp
from arqon_tui.panel.switch import Switch
from arqon_tui.panel.switching import Switching
from arqon_tui.panel.undoing import Undoing
from arqon_tui.panel.views.host import ViewHost
from arqon_tui.panel.views.makers import load_views, makers
from arqon_tui.panel.widgets.key_bar import KeyBar
from arqon_tui.panel.widgets.state_band import StateBand

if TYPE_CHECKING:
    from textual.driver import Driver

    from arqon_service.settings_history import SettingsEntry
    from arqon_settings.snapshot import Snapshot
    from arqon_tui.panel.kept_theme import KeptTheme
    from arqon_tui.panel.views.evidence import EvidenceView
    from arqon_tui.panel.views.gate import GateView
    from arqon_tui.panel.views.inspect import InspectView
    from arqon_tui.panel.views.operate import OperateView
    from arqon_tui.panel.views.tune import TuneView
    from arqon_tui.panel.widgets.settings_form import SettingsForm

__all__ = ["PanelApp"]

_KEYS = (
    *("help", "jump", "operate", "tune", "inspect", "gate"),
    *("reset", "stop", "restore", "rollback", "quit"),
)


def _local_time() -> datetime:
    return datetime.now().astimezone()


class PanelApp(StateApp):
    """One screen for who speaks, the settings, an utterance, and the telemetry.

    Args:
        open_services: opens the world; called on a background thread after the first paint.
        now: the clock, in local time.
        kept_theme: where the theme that somebody chooses is kept.
        demo: say that this is the demo.
    """

    TITLE = "Arqon TTS"
    CSS_PATH = "panel.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 -- declared so by Textual
        (0, "-small"),
        (60, "-normal"),
        (150, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of()]

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
        self.farewell = ""
        self.band = StateBand(now)
        self.band.set_reactive(StateBand.state, self.state)
        self.views = ViewHost(makers(self, now, self._work))
        self._keys = KeyBar(*_KEYS, id="keys")
        self._speech = Speech(lambda: self.tune.box, now, self.writes)
        self._switch = Switch(self, now)
        self._leaving = Leaving(self)
        self._undoing = Undoing(self, now)
        self._switching = Switching(self, now)

    def compose(self) -> ComposeResult:
        """The band above, the keys below, a view between them."""
        yield self.band
        yield self.views
        yield self._keys

    async def on_mount(self) -> None:
        """Be on the screen first, and open the world then."""
        await self._go("operate")
        self.call_after_refresh(self._open)
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(RuntimeError, ValueError):  # only the main thread may
                loop = asyncio.get_running_loop()
                loop.add_signal_handler(number, self._signalled, number)

    @property
    def tune(self) -> TuneView:
        """The view of the settings and the Say box."""
        from arqon_tui.panel.views.tune import TuneView

        view = self.views.get("tune")
        assert isinstance(view, TuneView)
        return view

    @property
    def inspect(self) -> InspectView:
        """The view of the telemetry."""
        from arqon_tui.panel.views.inspect import InspectView

        view = self.views.get("inspect")
        assert isinstance(view, InspectView)
        return view

    def draw(self, state: PanelState) -> None:
        """In the band, and in the view that is on the screen."""
        self.band.state = state
        self.views.show(state)

    def opened(self, services: Services) -> None:
        """Let the views and the Say box use it."""
        self._speech.services = services
        self.views.open(services)
        self.call_after_refresh(Background("views").submit, load_views)

    def not_opened(self, why: str) -> None:
        """Say so, now and whenever somebody wants to speak."""
        self._speech.fault = why
        self.say(why, failed=True)

    def action_rollback(self) -> None:
        """Go to the fallback at once; a question that is open is answered with no.

        What is only read gives way, so that the band is seen.
        """
        if isinstance(self.screen, ConfirmScreen):
            self.screen.action_stay()
        elif isinstance(self.screen, CommandPalette) or getattr(self.screen, "gives_way", False):
            self.screen.dismiss(None)
        self.say("Rolling back to fallback …")
        self._roll_back()

    @work(group="switch")
    async def _roll_back(self) -> None:
        self._written(await self._switch.roll_back(self._world))

    @work(group="switch")
    async def action_restore(self) -> None:
        """Go back to Kokoro, after a question."""
        self._written(await self._switch.restore(self._world))

    @work(group="undo")
    async def action_undo(self) -> None:
        """Undo the last change of a setting."""
        await self._undoing.undo(self._world)

    @work(group="undo")
    async def undo(self, entry: SettingsEntry) -> None:
        """Undo this change of a setting."""
        await self._undoing.undo(self._world, entry)

    def _written(self, snapshot: Snapshot | None) -> None:
        if snapshot is not None:
            self.take(snapshot)

    def on_settings_form_written(self, event: SettingsForm.Written) -> None:
        """A setting was written here: show it before the watcher tells."""
        self.take(event.snapshot)

    def on_field_row_put_back(self) -> None:
        """What was typed is dropped, and with it what was said of it."""
        self._leaving.stay()

    def on_settings_form_provider_asked(self, event: SettingsForm.ProviderAsked) -> None:
        """Roll back at once; go to Kokoro after a question."""
        if event.provider == "fallback":
            self.action_rollback()
        else:
            self.action_restore()

    def on_operate_view_undo_asked(self, event: OperateView.UndoAsked) -> None:
        """Undo what is marked in the list."""
        self.undo(event.entry)

    @work(group="programs")
    async def on_operate_view_switch_asked(self, event: OperateView.SwitchAsked) -> None:
        """Start or stop the service or the VM, if that can be done now."""
        if not self.state.can_switch(event.name, event.on):
            return
        switch = self._switching.start if event.on else self._switching.stop
        await switch(self._world, event.name)

    def on_evidence_view_copied(self, event: EvidenceView.Copied) -> None:
        """Give events to the terminal."""
        self.copy_to_clipboard(event.text)

    async def action_operate(self) -> None:
        """Go to Operate."""
        await self._go("operate")

    async def action_tune(self) -> None:
        """Go to Tune; there, to the audition, and back to the Say box."""
        if self.state.view == "tune":
            self.tune.next_part()
        else:
            await self._go("tune")

    async def action_inspect(self) -> None:
        """Go to Inspect."""
        await self._go("inspect")

    async def action_gate(self) -> None:
        """Go to Gate."""
        await self._go("gate")

    def end_check(self) -> None:
        """End the check that runs, and begin no other."""
        if (view := self.views.made("gate")) is not None:
            from arqon_tui.panel.views.gate import GateView

            assert isinstance(view, GateView)
            view.action_end_check()

    def on_gate_view_told(self, event: GateView.Told) -> None:
        """Show how a check ended."""
        self.say(f"{self._now():%H:%M:%S} {event.text}", failed=event.failed)

    def on_gate_view_runs(self, event: GateView.Runs) -> None:
        """Another check runs, or none."""
        self.put(check=event.name)

    def on_gate_view_copied(self, event: GateView.Copied) -> None:
        """Give a criterion to the terminal."""
        self.copy_to_clipboard(event.text)

    async def _go(self, view: str) -> None:
        await self.views.go(view)
        self.put(view=view)
        self._keys.chosen = view

    async def action_speak(self) -> None:
        """Speak the text of the Say box."""
        await self._go("tune")
        self._speak()

    @work(group="speech")
    async def _speak(self) -> None:
        await self._speech.speak()

    @work(group="speech")
    async def action_save(self) -> None:
        """Save the text as a WAV file."""
        await self._speech.save()

    def action_stop(self) -> None:
        """Fall silent, and end the check that runs."""
        if self.state.check:
            self.end_check()
        self._fall_silent()

    def _fall_silent(self) -> None:
        try:
            self._speech.stop()
        except ReadOnly as no:
            self.say(str(no), failed=True)

    def action_hush(self) -> None:
        """Fall silent: Escape, where nothing else takes it."""
        self._fall_silent()

    def action_look_at_sidecar(self) -> None:
        """Ask the sidecar now how it is, and look at all that doctor looks at."""
        if self._world_if_open is not None:
            self._world_if_open.look_at_sidecar()
            self._world_if_open.check()

    def action_help(self) -> None:
        """Open the help."""
        from arqon_tui.panel.helping import help_sections
        from arqon_tui.panel.screens.help import HelpScreen

        self.push_screen(HelpScreen(help_sections(self)))

    async def action_jump(self) -> None:
        """Mark what can have the focus with letters, or take the marks away."""
        from arqon_tui.panel.screens.jump import JumpScreen

        if isinstance(self.screen, JumpScreen):
            self.screen.leave()
        elif self.screen.focus_chain:
            await self.push_screen(JumpScreen(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing opens over what is open already, but for the command palette."""
        if action in (*VIEWS, "help", "restore") and isinstance(self.screen, ModalScreen):
            return False
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers: what applies now."""
        del screen  # the one below the palette
        return commands(self)

    def applies(self, action: Action) -> bool:
        """Whether it can be done now, where the panel stands."""
        if action.views and self.state.view not in action.views:
            return False
        view = self.views.view
        return action.applies(self.state) and (view is None or view.applies(action.name))

    async def action_do(self, name: str) -> None:
        """Do the action of that name: a key that was clicked."""
        await self.do(action_of(name))

    async def do(self, action: Action) -> None:
        """Do it, wherever the focus is."""
        doer = self.views.view if action.views else self
        assert doer is not None
        await self.run_action(action.name, default_namespace=doer)

    async def action_quit(self) -> None:
        """Save what is typed, fall silent, leave."""
        leaving = self._leaving.quit()
        if self._world_if_open is not None and self._world_if_open.gate.busy:
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
        await self._leaving.quit(128 + number)

    def let_go(self) -> None:
        """The app has ended, maybe by a fault: what waits to be written is written."""
        self._leaving.after_a_fault()
