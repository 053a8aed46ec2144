"""Opening the panel: the screen first, and the world behind it then."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from arqon_tui.panel import garbage

if TYPE_CHECKING:
    from textual.driver import Driver

    from arqon_settings.snapshot import Snapshot
    from arqon_tui.panel.replay import Recording
    from arqon_tui.panel.services import OpenServices, Services

__all__ = ["demo_services", "open_services", "run_panel", "watch_services"]


def run_panel(
    *,
    mouse: bool = True,
    read_only: bool = False,
    demo: bool = False,
    db: Path | None = None,
    replay: tuple[Recording, float] | None = None,
    driver_class: type[Driver] | None = None,
) -> int:
    """Open the panel on this terminal, and stay until it is left.

    Args:
        mouse: take the mouse; without it, the terminal's own selection works.
        read_only: change nothing, and do not hold the voice.
        demo: open the demo, in a home that is deleted then.
        db: a telemetry store to look at in place of the user's; with it, nothing is changed.
        replay: a recorded session to look at in place of the present, and how much faster it is.
        driver_class: what reads keys and writes the screen, if it is not this terminal.

    Returns:
        The exit code.
    """
    garbage.put_off()
    run = partial(_run, mouse=mouse, driver_class=driver_class or _driver())
    if demo:
        from arqon_tui.demo.place import demo_home

        with demo_home() as url:
            return run(partial(demo_services, url=url, read_only=read_only), demo=True)
    if replay is not None:
        return run(partial(replay_services, replay=replay))
    if read_only or db:
        return run(partial(watch_services, db=db))
    return run(open_services)


def _run(
    opening: OpenServices, *, mouse: bool, driver_class: type[Driver] | None, demo: bool = False
) -> int:
    from arqon_tui.panel.app import PanelApp
    from arqon_tui.panel.kept_theme import KeptTheme

    kept_theme = KeptTheme(_theme_file)
    app = PanelApp(opening, driver_class=driver_class, kept_theme=kept_theme, demo=demo)
    try:
        app.run(mouse=mouse)
    finally:
        app.let_go()
    if app.farewell:
        sys.stderr.write(f"arqon-tts: {app.farewell}\n")
    # Without a code, something ended it that nobody asked to.
    return 1 if app.return_code is None else app.return_code


def _theme_file() -> Path:
    from arqon_service.home import Home

    return Home.of_user().state / "panel-theme"


def _driver() -> type[Driver] | None:
    """The terminal's driver; None for the one that Textual takes by itself."""
    if os.name != "posix":
        return None
    from arqon_tui.panel.terminal import PanelDriver

    return PanelDriver


def open_services(on_settings: Callable[[Snapshot], None]) -> Services:
    """Open the world of this user; imports what the first paint did not wait for."""
    from arqon_service.home import Home
    from arqon_service.log import start_log

    home = Home.of_user()
    start_log(home, "panel")
    from arqon_tui.panel.real_services import PanelServices

    return PanelServices.open(home, on_settings)


def watch_services(on_settings: Callable[[Snapshot], None], db: Path | None) -> Services:
    """The same, only to look at."""
    from arqon_service.home import Home
    from arqon_tui.panel.read_only import ReadOnlyServices

    return ReadOnlyServices(Home.of_user(), on_settings, db)


def replay_services(
    on_settings: Callable[[Snapshot], None], replay: tuple[Recording, float]
) -> Services:
    """The same, with the telemetry of a recorded session."""
    from arqon_service.home import Home
    from arqon_tui.panel.replay import ReplayServices

    return ReplayServices(Home.of_user(), on_settings, *replay)


def demo_services(
    on_settings: Callable[[Snapshot], None], *, url: str, read_only: bool = False
) -> Services:
    """The world of the demo, in the home that `demo_home` has made; `url` comes from there."""
    from arqon_service.home import Home
    from arqon_service.log import start_log
    from arqon_tui.demo.services import DemoServices, furnish

    home = Home.of_user()
    furnish(home, url)
    if read_only:
        return watch_services(on_settings, None)
    start_log(home, "panel")
    return DemoServices.open(home, on_settings)
