"""The panel: wiring between the keys, the parts of the screen, and the world."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen, Screen

from arqon_tui import words
from arqon_tui.lanes import Lane
from arqon_tui.menu import commands
from arqon_tui.screens.restore import RestoreScreen
from arqon_tui.services import OpenServices, Refused, Services
from arqon_tui.speech import Speech
from arqon_tui.switch import Switch
from arqon_tui.theme import DARK, LIGHT
from arqon_tui.widgets.event_log import EventLog
from arqon_tui.widgets.field_row import FieldRow
from arqon_tui.widgets.key_bar import KeyBar
from arqon_tui.widgets.log_panel import LogPanel
from arqon_tui.widgets.settings_form import SettingsForm
from arqon_tui.widgets.state_band import StateBand
from arqon_tui.widgets.utterance_box import UtteranceBox

if TYPE_CHECKING:
    from arqon_settings.snapshot import Snapshot

__all__ = ["PanelApp"]

_KEYS = ("help", "speak", "stop", "save", "restore", "rollback", "quit")
_LOOKS_A_SECOND = 12
_SETTLE_S = 0.4
_CLOSE_S = 0.5


def _local_time() -> datetime:
    return datetime.now().astimezone()


class PanelApp(App[int]):
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
        self, open_services: OpenServices, now: Callable[[], datetime] = _local_time
    ) -> None:
        super().__init__()
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        asked = os.environ.get("TEXTUAL_THEME", "")
        self.theme = asked if asked in self.available_themes else DARK.name
        self._open_services = open_services
        self._services: Future[Services] = Future()
        self._work = Lane("panel")
        self._given_up: tuple[str, str] | None = None
        self.band = StateBand(now)
        self.form = SettingsForm(self._work)
        self.box = UtteranceBox()
        self.telemetry = LogPanel()
        self._speech = Speech(self.box, now)
        self._switch = Switch(self, self.band, now)

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

    @work(group="open")
    async def _open(self) -> None:
        try:
            services = await self._work.run(lambda: self._open_services(self._heard))
            snapshot = await self._work.run(services.snapshot)
        except Refused as no:
            self.band.say(str(no), failed=True)
            self.box.tell(str(no), failed=True)
            return
        self.form.services = self._speech.services = services
        self._services.set_result(services)
        self.box.tell("")
        self._show(snapshot)
        self._look(services)
        self.set_interval(1 / _LOOKS_A_SECOND, partial(self._look, services))

    @property
    def provider(self) -> str:
        """The provider in force, or empty while the settings are being read."""
        snapshot = self.band.snapshot
        return snapshot.settings.arqon_tts_provider if snapshot else ""

    async def _world(self) -> Services:
        return await asyncio.shield(asyncio.wrap_future(self._services))

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
        rows, left_out = services.events()
        if rows or left_out:
            self.telemetry.add(rows, left_out)
        self.band.voice = services.voice()
        if (health := services.sidecar()) is not self.band.health:
            self.band.health = health
        self.box.show_busy(words.busy(self.band.voice))

    @work(group="switch")
    async def action_rollback(self) -> None:
        """Go to the fallback at once; a question that is open is answered with no."""
        if isinstance(self.screen, RestoreScreen):
            self.screen.action_stay()
        self.band.say("Rolling back to fallback …")
        self._show(await self._switch.roll_back(await self._world()))

    @work(group="switch")
    async def action_restore(self) -> None:
        """Go back to Kokoro, after a question."""
        self._show(await self._switch.restore(await self._world()))

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
        if self._services.done():
            self._services.result().look_at_sidecar()

    def action_help(self) -> None:
        """Open the help."""
        from arqon_tui.screens.help import HelpScreen

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
        self.notify("The line is in the terminal's clipboard, as JSON.", markup=False)

    async def action_quit(self) -> None:
        """Save what is typed, fall silent, leave. What cannot be saved is asked about once."""
        unsaved = await self._unsaved()
        if unsaved is not None and (unsaved.spec.key, unsaved.editor.value) != self._given_up:
            self._given_up = (unsaved.spec.key, unsaved.editor.value)
            unsaved.editor.focus()
            self.band.say(
                f"{unsaved.spec.label} is not saved. Correct it, or press Ctrl+Q again to leave "
                "without it.",
                failed=True,
            )
            return
        if self._services.done():
            close = self._services.result().close
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(Lane("closing").run(close), _CLOSE_S)
        self.exit(0)

    async def _unsaved(self) -> FieldRow | None:
        try:
            return await asyncio.wait_for(self.form.settle(), _SETTLE_S)
        except TimeoutError:
            return next((row for row in self.form.rows if row.changed), None)
