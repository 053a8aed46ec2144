"""Driving the panel: open it, reach a place in it, wait for what must come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.events import Key
from textual.pilot import Pilot

from arqon_tui.panel.actions import ACTIONS
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.widgets.field_row import FieldRow
from tests.patience import PATIENCE_S
from tests.tui.fakes import FakeServices, panel

__all__ = ["KEY_OF", "Panel", "field", "opened", "press", "until"]

Panel = Pilot[int]
KEY_OF = {action.name: action.key for action in ACTIONS}


async def until(pilot: Panel, come: Callable[[], object]) -> None:
    """Let the panel work until `come` is true."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not come():
                await pilot.pause(0.005)
    except TimeoutError as error:
        app = pilot.app
        error.add_note(f"{app.screen}, focus {app.focused}, {getattr(app, 'state', None)}")
        raise
    await pilot.pause()


@asynccontextmanager
async def opened(
    services: FakeServices,
    size: tuple[int, int] = (80, 24),
    app: PanelApp | None = None,
    view: str = "tune",
) -> AsyncIterator[tuple[PanelApp, Panel]]:
    """The panel with its world open, in one of its views."""
    app = app or panel(services)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press(KEY_OF[view])
        await until(pilot, lambda: app.state.snapshot is not None)
        yield app, pilot


def field(app: PanelApp, name: str) -> FieldRow:
    """The row of a setting; `name` without what all six begin with."""
    return app.query_one(f"#arqon_tts_{name}", FieldRow)


def press(app: PanelApp, *keys: str) -> None:
    """Press keys without waiting for what they do."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))
