"""The panel: wiring between the keys, the parts of the screen, and the world."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen, Screen

from arqon_tui.panel import words
from arqon_tui.panel.background import Background
from arqon_tui.panel.leaving import Leaving
from arqon_tui.panel.menu import commands
from arqon_tui.panel.reviews import Reviews
from arqon_tui.panel.screens.restore import RestoreScreen
from arqon_tui.panel.services import OpenServices, Refused, Services
from arqon_tui.panel.speech import Speech
from arqon_tui.panel.switch import Switch
from arqon_tui.panel.terminal_app import TerminalApp
from arqon_tui.panel.theme import DARK, LIGHT
from arqon_tui.panel.widgets.event_log import EventLog
from arqon_tui.panel.widgets.key_bar import KeyBar
from arqon_tui.panel.widgets.log_panel import LogPanel
from arqon_tui.panel.widgets.settings_form import SettingsForm
from arqon_tui.panel.widgets.state_band import StateBand
from arqon_tui.panel.widgets.utterance_box import UtteranceBox
from arqon_voice.text import plain

if TYPE_CHECKING:
    from textual.driver import Driver

    from arqon_settings.snapshot import Snapshot

__all__ = ["PanelApp"]

_KEYS = ("help", "speak", "stop", "save", "restore", "rollback", "quit")
_LOOKS_A_SECOND = 12
_logger = logging.getLogger(__name__)


def _local_time() -> datetime:
    return datetime.now().astimezone()


class PanelApp(TerminalApp):
    """One screen for who speaks, the settings, an utterance, and the telemetry.

    Args:
        open_services: opens the world; called on a background thread after the first paint.
        now: the clock, in local time.
    """

    TITLE = "Arqon TTS"
    CSS_PATH = "panel.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 -- declared so by Textual
        (0, "-small"),
        (60, "-normal"),
        (150, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="help", priority=True),
        Binding("f5", "speak", "Speak", id="speak", priority=True),
        Binding("f6", "stop", "Stop", id="stop", priority=True),
        Binding("f7", "save", "Save WAV", id="save", priority=True),
        Binding("f8", "restore", "Kokoro", id="restore", priority=True),
        Binding("f9", "rollback", "Roll back", id="rollback", priority=True),
        Binding("ctrl+q", "quit", "Quit", id="quit", priority=True),
        Binding("escape", "stop", "Stop", id="hush", show=False),
    ]

    class SettingsHeard(Message):
        """Somebody changed the settings."""

        def __init__(self, snapshot: Snapshot) -> None:
            super().__init__()
            self.snapshot = snapshot

    def __init__(
        self,
        open_services: OpenServices,
        now: Callable[[], datetime] = _local_time,
        *,
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class)
        self.farewell = ""
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        asked = os.environ.get("TEXTUAL_THEME", "")
        self.theme = asked if asked in self.available_themes else DARK.name
        self._open_services = open_services
        self._world: Future[Services] = Future()
        self._world_if_open: Services | None = None
        self._work = Background("panel")
        self.band = StateBand(now)
        self.form = SettingsForm(self._work)
        self.box = UtteranceBox()
        self.telemetry = LogPanel()
        self._speech = Speech(self.box, now)
        self._switch = Switch(self, self.band, now)
        self._leaving = Leaving(self.form, self.band)
        self._reviews = Reviews(self, self.band, now)

    def compose(self) -> ComposeResult:
        """The band above, the keys below, the rest between them."""
        yield self.band
        with VerticalScroll(id="body", can_focus=False):
            with Container(id="controls"):
                yield self.form
                yield self.box
            yield self.telemetry
        yield KeyBar(*_KEYS, id="keys")

    def on_mount(self) -> None:
        """Be on the screen first, and open the world then."""
        self.box.editor.focus()
        self.call_after_refresh(self._open)
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(RuntimeError, ValueError):  # only the main thread may
                loop = asyncio.get_running_loop()
                loop.add_signal_handler(number, self._signalled, number)

    @work(group="open")
    async def _open(self) -> None:
        try:
            services = await self._work.run(lambda: self._open_services(self._heard))
            snapshot = await self._work.run(services.snapshot)
        except Exception as error:  # noqa: BLE001 -- told, and the command line still works
            why = f"The panel could not be opened: {type(error).__name__}: {error}"
            self._world.set_exception(Refused(plain(why)))
            self._speech.fault = f"{plain(why)} · arqon-tts doctor may tell more"
            self.box.tell(f"{plain(why)} · arqon-tts doctor may tell more", failed=True)
            return
        self._world_if_open = self.form.services = self._speech.services = services
        self._world.set_result(services)
        self.box.tell("")
        self._show(snapshot)
        self._look(services)
        self.set_interval(1 / _LOOKS_A_SECOND, partial(self._look, services))

    @property
    def provider(self) -> str:
        """The provider in force, or empty while the settings are being read."""
        snapshot = self.band.snapshot
        return snapshot.settings.arqon_tts_provider if snapshot else ""

    def _heard(self, snapshot: Snapshot) -> None:
        self.post_message(self.SettingsHeard(snapshot))

    @on(SettingsHeard)
    @on(SettingsForm.Written)
    def _settings_changed(self, event: SettingsHeard | SettingsForm.Written) -> None:
        self._show(event.snapshot)

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is not None:
            self.band.snapshot = snapshot
            self.form.show(snapshot)

    def _look(self, services: Services) -> None:
        try:
            self._draw(services)
        except Exception as error:
            _logger.error("A look at the world failed", exc_info=error)
            self.box.tell(plain(f"{type(error).__name__}: {error}"), failed=True)

    def _draw(self, services: Services) -> None:
        rows, left_out = services.events()
        if rows or left_out:
            self.telemetry.add(rows, left_out)
        self.band.voice = services.voice()
        if (health := services.sidecar()) is not self.band.health:
            self.band.health = health
        self.box.show_busy(words.busy(self.band.voice))
        self._reviews.look(services)

    @work(group="switch")
    async def action_rollback(self) -> None:
        """Go to the fallback at once; a question that is open is answered with no."""
        if isinstance(self.screen, RestoreScreen):
            self.screen.action_stay()
        self.band.say("Rolling back to fallback …")
        self._show(await self._switch.roll_back(self._world))

    @work(group="switch")
    async def action_restore(self) -> None:
        """Go back to Kokoro, after a question."""
        self._show(await self._switch.restore(self._world))

    @on(SettingsForm.ProviderAsked)
    def _provider_asked(self, event: SettingsForm.ProviderAsked) -> None:
        if event.provider == "fallback":
            self.action_rollback()
        else:
            self.action_restore()

    @work(group="speech")
    async def action_speak(self) -> None:
        """Speak the text."""
        await self._speech.speak()

    @work(group="speech")
    async def action_save(self) -> None:
        """Save the text as a WAV file."""
        await self._speech.save()

    def action_stop(self) -> None:
        """Fall silent."""
        self._speech.stop()

    def action_look_at_sidecar(self) -> None:
        """Ask the sidecar now how it is."""
        if self._world_if_open is not None:
            self._world_if_open.look_at_sidecar()

    def action_help(self) -> None:
        """Open the help."""
        from arqon_tui.panel.screens.help import HelpScreen

        self.push_screen(HelpScreen())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing opens over what is open already, but for the command palette."""
        if action in ("help", "restore") and isinstance(self.screen, ModalScreen):
            return False
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers: what applies now."""
        return commands(self, screen)

    @on(EventLog.Copied)
    def _copy(self, event: EventLog.Copied) -> None:
        self.copy_to_clipboard(event.text)
        self.notify("The line went to the terminal's clipboard, as JSON.", markup=False)

    async def action_quit(self) -> None:
        """Save what is typed, fall silent, leave."""
        if await self._leaving.allowed():
            if self._world_if_open is not None:
                self.farewell = await self._leaving.let_go(self._world_if_open)
            self.exit(0)

    def hang_up(self) -> None:
        """The terminal is gone: leave as after SIGHUP."""
        self._signalled(signal.SIGHUP)

    def _signalled(self, number: signal.Signals) -> None:
        look = getattr(self._driver, "look", None)
        if look is not None:
            look()
        self.run_worker(self._leave(128 + number), group="leave", exclusive=True)

    async def _leave(self, code: int) -> None:
        """Nobody can be asked: save what can be saved, say how it ended, and go."""
        await self._leaving.allowed()
        if self._world_if_open is not None:
            self.farewell = await self._leaving.let_go(self._world_if_open)
        self.exit(code, return_code=code)
