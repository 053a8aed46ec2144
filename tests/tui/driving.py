"""Driving the panel: open it, reach a place in it, wait for what must come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.widgets.field_row import FieldRow
from tests.patience import PATIENCE_S
from tests.tui.fakes import FakeServices, panel

__all__ = ["Panel", "field", "opened", "until"]

Panel = Pilot[int]


async def until(pilot: Panel, come: Callable[[], object]) -> None:
    """Let the panel work until `come` is true."""
    async with asyncio.timeout(PATIENCE_S):
        while not come():
            await pilot.pause(0.005)
    await pilot.pause()


@asynccontextmanager
async def opened(
    services: FakeServices, size: tuple[int, int] = (80, 24), app: PanelApp | None = None
) -> AsyncIterator[tuple[PanelApp, Panel]]:
    """The panel with its world open."""
    app = app or panel(services)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.form.services is not None)
        yield app, pilot


def field(app: PanelApp, name: str) -> FieldRow:
    """The row of a setting; `name` without what all six begin with."""
    return app.query_one(f"#arqon_tts_{name}", FieldRow)
