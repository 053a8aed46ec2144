"""Opening the panel: the screen first, and the world behind it then."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arqon_settings.snapshot import Snapshot
    from arqon_tui.panel.services import Services

__all__ = ["open_services", "run_panel"]


def run_panel(*, mouse: bool = True) -> int:
    """Open the panel on this terminal, and stay until it is left.

    Args:
        mouse: take the mouse; without it, the terminal's own selection works.

    Returns:
        The exit code.
    """
    # Until the screen stands, everything that is made stays: to look for garbage among it
    # takes a tenth of the time to the first paint. Opening the world begins it again.
    gc.disable()
    from arqon_tui.panel.app import PanelApp

    app = PanelApp(open_services)
    app.run(mouse=mouse)
    return app.return_code or 0


def open_services(on_settings: Callable[[Snapshot], None]) -> Services:
    """Open the world of this user; imports what the first paint did not wait for."""
    gc.enable()
    from arqon_service.home import Home
    from arqon_tui.panel.real_services import PanelServices

    return PanelServices.open(Home.of_user(), on_settings)
