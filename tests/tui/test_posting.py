"""Answers of other threads that come before a view is on the screen, or after the panel's end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

import pytest
from textual import on
from textual.app import App
from textual.message import Message
from textual.widget import Widget

from arqon_tui.panel import looks
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.posting import poster
from arqon_tui.panel.views.inspect import InspectView
from tests.patience import PATIENCE_S
from tests.tui.driving import opened, until
from tests.tui.fakes import FakeServices, row


async def test_an_answer_before_the_view_is_on_the_screen_is_kept(
    caplog: pytest.LogCaptureFixture,
) -> None:
    services = FakeServices()
    services.rows = [row(1)]
    async with opened(services, view="operate") as (app, _pilot):
        view = app.views.get("inspect")
        assert isinstance(view, InspectView)
        last = view.browser.evidence("3f2a9100")
        assert last is not None
        assert await asyncio.wrap_future(last)  # what was asked before has been answered, too
    assert not caplog.records


async def test_news_is_shown_without_waiting_for_the_next_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looks, "_IDLE_LOOK_S", 10 * PATIENCE_S)
    services = FakeServices()
    async with opened(services) as (app, pilot):
        for number in (1, 2, 3):
            services.rows = [row(number)]
            await until(pilot, partial(_have_come, app, number))


def _have_come(app: PanelApp, number: int) -> bool:
    return app.state.events == number


class Hearer(Widget):
    class Told(Message):
        pass

    def __init__(self) -> None:
        super().__init__()
        self.heard = asyncio.Event()

    @on(Told)
    def _told(self) -> None:
        self.heard.set()


async def test_a_message_of_another_thread_waits_until_its_widget_is_mounted() -> None:
    app: App[None] = App()
    async with asyncio.timeout(PATIENCE_S), app.run_test():
        hearer = Hearer()
        await asyncio.to_thread(poster(hearer), Hearer.Told())
        await app.mount(hearer)
        await hearer.heard.wait()


def test_what_comes_after_the_end_goes_to_nobody() -> None:
    async def begun() -> Callable[[Message], None]:
        return poster(Hearer())

    asyncio.run(begun())(Hearer.Told())
