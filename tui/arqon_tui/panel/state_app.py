"""The app below the views: the world that it opens, and the one state that all is drawn from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from arqon_settings.command import command_here
from arqon_tui.panel import garbage
from arqon_tui.panel.keys import Keys
from arqon_tui.panel.looks import Looks
from arqon_tui.panel.posting import poster
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.state import PanelState, Verdict
from arqon_tui.panel.terminal_app import TerminalApp
from arqon_tui.panel.themes import Themes
from arqon_voice.text import plain

if TYPE_CHECKING:
    from textual.driver import Driver

    from arqon_settings.snapshot import Snapshot
    from arqon_tui.panel.kept_theme import KeptTheme
    from arqon_tui.panel.keymap import Keymap
    from arqon_tui.panel.services import OpenServices, Services

__all__ = ["StateApp"]


def _keymap(path: Path) -> Keymap:
    from arqon_tui.panel.keymap import read_keymap  # on the thread, not before the first paint

    return read_keymap(path)


class StateApp(TerminalApp):
    """Holds the state, and takes into it what the world tells.

    Args:
        open_services: opens the world; called on a background thread after the first paint.
        now: the clock, in local time.
        kept_theme: where the theme that somebody chooses is kept.
        demo: say that this is the demo.
    """

    class SettingsHeard(Message):
        """Somebody changed the settings."""

        def __init__(self, snapshot: Snapshot) -> None:
            super().__init__()
            self.snapshot = snapshot

    def __init__(
        self,
        open_services: OpenServices,
        now: Callable[[], datetime],
        *,
        driver_class: type[Driver] | None,
        kept_theme: KeptTheme | None,
        demo: bool,
    ) -> None:
        super().__init__(driver_class=driver_class)
        self.key_of = Keys(self)
        self._themes = Themes(self, kept_theme)
        self._open_services = open_services
        self.opening: Future[Services] = Future()
        """The world as soon as it is open; for threads, which may wait for it. Raises `Refused`."""
        self._world_if_open: Services | None = None
        self.no_world = ""
        """Why there is no world, for a person; empty where there is one, or may be soon."""
        self._work = self.writes.thread("panel")
        self._now = now
        self.state = PanelState(demo=demo)
        self.looks = Looks(self, now)

    def draw(self, state: PanelState) -> None:
        """Show this state; called when it is another than before."""
        raise NotImplementedError

    def opened(self, services: Services) -> None:
        """The world is open; what it tells comes afterwards."""
        raise NotImplementedError

    @work(group="open")
    async def _open(self) -> None:
        post = poster(self)

        def heard(snapshot: Snapshot) -> None:
            post(self.SettingsHeard(snapshot))

        await self._themes.take_kept(self._work, self.writes)
        try:
            services = await self._work.run(lambda: self._open_services(heard))
            snapshot = await self._work.run(services.snapshot)
            keymap = await self._work.run(lambda: _keymap(snapshot.path))
        except Exception as error:  # noqa: BLE001 -- told, and the command line still works
            why = f"The panel could not be opened: {type(error).__name__}: {error}"
            self.opening.set_exception(Refused(plain(why)))
            self.no_world = f"{plain(why)} · {command_here('doctor')} may tell more"
            self.say(self.no_world, failed=True)
            garbage.take_up()
            return
        self._world_if_open = services
        self.opening.set_result(services)
        self.opened(services)
        self.set_keymap(dict(keymap.keys))
        self.put(keymap_faults=keymap.faults)
        self.take(snapshot)
        self.looks.begin(services)

    async def world(self) -> Services:
        """The world, as soon as it is open.

        Raises:
            Refused: it could not be opened.
        """
        return await asyncio.shield(asyncio.wrap_future(self.opening))

    @property
    def world_if_open(self) -> Services | None:
        """The world; None while it is being opened, and where it could not be."""
        return self._world_if_open

    @property
    def provider(self) -> str:
        """The provider in force, or empty while the settings are being read."""
        return self.state.provider or ""

    def say(self, verdict: str, *, failed: bool = False, basis: Snapshot | None = None) -> None:
        """Show what an action did, in the band, until the next one.

        `basis` is the settings that it speaks of, without it those that are shown; it ends, too,
        when they change.
        """
        basis = basis or self.state.snapshot
        self._put(self.state.with_verdict(Verdict(verdict, failed, basis)))

    def put(self, **changed: object) -> None:
        """Change parts of the state, and show it at once, if it is another then."""
        self._put(replace(self.state, **changed))  # type: ignore[arg-type]

    def take(self, snapshot: Snapshot) -> None:
        """Show settings that were read, or written, unless newer ones are shown."""
        self._put(self.state.with_settings(snapshot))

    def _put(self, state: PanelState) -> None:
        before, self.state = self.state, state
        if state != before and self.is_running:  # while it ends, views have no screen
            self.draw(state)

    @on(SettingsHeard)
    def _settings_changed(self, event: SettingsHeard) -> None:
        self.take(event.snapshot)

    def set_keymap(self, keymap: Mapping[str, str]) -> None:
        """Take the user's own keys, by the names of actions."""
        super().set_keymap(keymap)
        self.key_of.take(keymap)
