"""What is drawn, and how often: no oftener than it looks different, and never too seldom."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList

from arqon_tui.panel.actions import VIEWS
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.compositor import PanelCompositor
from arqon_tui.panel.widgets.audition_box import AuditionBox
from arqon_tui.panel.widgets.event_log import EventLog
from arqon_tui.panel.widgets.key_bar import KeyBar
from arqon_tui.panel.widgets.page import Page
from arqon_tui.panel.widgets.scroll_bar import SteadyScrollBar
from tests.tui.driving import KEY_OF, Panel, opened, until
from tests.tui.fakes import FakeServices
from tests.tui.test_compositor import cells

_KEYS = ("tab", "shift+tab", "up", "down", "pageup", "pagedown", "home", "space", "x", "backspace")


@contextmanager
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[Widget]]:
    """What is drawn anew meanwhile, if only a line of it, not from what Textual keeps."""
    anew: set[Widget] = set()
    of_widget, of_line = StylesCache.render_widget, StylesCache.render_line
    drawing: list[Widget] = []

    def widget_drawn(cache: StylesCache, widget: Widget, crop: Region) -> list[Strip]:
        drawing[:] = [widget]
        return of_widget(cache, widget, crop)

    def line_drawn(cache: StylesCache, *about: Any, **more: Any) -> Strip:
        anew.update(drawing)
        return of_line(cache, *about, **more)

    with monkeypatch.context() as patch:
        patch.setattr(StylesCache, "render_widget", widget_drawn)
        patch.setattr(StylesCache, "render_line", line_drawn)
        yield anew


def on_the_screen(app: PanelApp) -> list[list[object]]:
    compositor = app.screen._compositor
    assert isinstance(compositor, PanelCompositor)
    return [*map(cells, compositor.render_strips())]


def draw_all_anew(app: PanelApp) -> None:
    """Forget everything that was drawn."""
    for widget in app.screen._compositor.visible_widgets:
        widget.notify_style_update()
        if isinstance(widget, OptionList):
            widget._clear_caches()
        Widget.refresh(widget)


def is_drawn(app: PanelApp) -> bool:
    """Whether nothing waits to be laid out or drawn."""
    screen = app.screen
    return not (
        screen._layout_required or screen._dirty_widgets or screen._compositor._dirty_regions
    )


async def look_at(app: PanelApp, pilot: Panel, name: str) -> None:
    await pilot.press(KEY_OF[name])
    await until(pilot, lambda: app.state.view == name and is_drawn(app))


async def seen_all(app: PanelApp, pilot: Panel) -> None:
    """Look at all views, twice; they know what there is to be known."""
    await until(pilot, lambda: len(app.views.children) == len(VIEWS))
    for name in (*VIEWS, *VIEWS):
        await look_at(app, pilot, name)
    await until(pilot, lambda: app.tune.audition_box.picker.voice)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("seed", [1, 2])
async def test_what_was_not_drawn_anew_looks_as_if_it_were(
    size: tuple[int, int], seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # some of the keys save a file
    chance = random.Random(seed)
    async with opened(FakeServices(), size, view="operate") as (app, pilot):
        await seen_all(app, pilot)
        for _ in range(40):
            name = chance.choice([*map(KEY_OF.__getitem__, VIEWS), *_KEYS * 2])
            await pilot.press(name)
            await until(pilot, lambda: is_drawn(app))
            before = on_the_screen(app)
            draw_all_anew(app)
            assert before == on_the_screen(app), (name, app.state.view, app.focused)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("operate", "Page, Section, ChangeList"),
        ("tune", "FieldRow, Choice, RunTable, #voices, #pair"),
        ("inspect", "LineEditor"),
        ("gate", "LineEditor"),
    ],
)
async def test_a_view_that_was_seen_is_on_the_screen_as_it_was_left(
    name: str, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(FakeServices(), (120, 40), view="operate") as (app, pilot):
        await seen_all(app, pilot)
        await look_at(app, pilot, "operate" if name != "operate" else "gate")
        with drawn(monkeypatch) as anew:
            await look_at(app, pilot, name)
        bars = {widget.vertical_scrollbar for widget in app.query("EventLog").results(EventLog)}
        assert not anew & {*app.query(kept), *bars, app.screen}


async def test_the_focus_moves_without_the_whole_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(FakeServices(), (120, 40), view="operate") as (app, pilot):
        await seen_all(app, pilot)
        await look_at(app, pilot, "operate")
        app.query_one(Page).focus()
        await until(pilot, lambda: is_drawn(app))
        with drawn(monkeypatch) as anew:
            await pilot.press("tab")
            await until(pilot, lambda: is_drawn(app))
        assert app.focused is not None
        assert not isinstance(app.focused, Page)
        assert anew <= {app.focused, *app.query(KeyBar)}


async def test_a_scroll_bar_is_drawn_when_it_looks_different(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with opened(FakeServices(), (120, 40), view="inspect") as (app, pilot):
        await until(pilot, lambda: app.query_one(EventLog).size)
        bar = app.query_one(EventLog).vertical_scrollbar
        assert isinstance(bar, SteadyScrollBar)
        await pilot.pause()
        with drawn(monkeypatch) as anew:
            bar.refresh()
            await pilot.pause()
            assert bar not in anew
            bar.window_virtual_size, bar.window_size = 400, 20
            await pilot.pause()
            assert bar in anew


async def test_a_scroll_goes_on_for_a_moment_where_its_widget_was_removed() -> None:
    async with opened(FakeServices(), (120, 40), view="inspect") as (app, pilot):
        log = app.query_one(EventLog)
        await until(pilot, lambda: log.size)
        bar = log.vertical_scrollbar
        await log.remove()
        bar.position = 7
        assert not bar.is_attached


async def test_a_long_text_keeps_its_room_while_another_view_is_looked_at() -> None:
    async with opened(FakeServices(), (120, 40), view="tune") as (app, pilot):
        app.tune.box.editor.text = " ".join(["The kettle is on."] * 12)
        box = app.query_one(AuditionBox)
        await until(pilot, lambda: "The kettle" in box.summary)
        whole = box.summary
        await look_at(app, pilot, "operate")
        with shown_in(box) as said:
            await look_at(app, pilot, "tune")
        assert said <= {whole}


@contextmanager
def shown_in(box: AuditionBox) -> Iterator[set[str]]:
    """What the box shows at any time meanwhile."""
    said: set[str] = set()
    show = box.show

    def told(names: tuple[str, str], text: str, about: str) -> None:
        show(names, text, about)
        said.add(box.summary)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(box, "show", told)
        yield said
