"""What is styled, and how often: no oftener than it can look different, and never wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

from arqon_tui.panel.actions import VIEWS
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.change_list import ChangeList
from arqon_tui.panel.widgets.page import Page
from tests.tui.driving import KEY_OF, opened, until
from tests.tui.fakes import FakeServices, panel


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[DOMNode]]:
    """How often each node is styled meanwhile."""
    styled: Counter[DOMNode] = Counter()
    applied = Stylesheet.apply

    def apply(self: Stylesheet, node: DOMNode, **options: Any) -> None:
        styled[node] += isinstance(node, Widget)
        applied(self, node, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Stylesheet, "apply", apply)
        yield styled


def looks(app: PanelApp) -> dict[Widget, object]:
    """The styles of all that is on the screen, with those of its parts."""
    return {
        widget: (
            widget.styles.base.get_rules(),
            {name: styles.base.get_rules() for name, styles in widget._component_styles.items()},
        )
        for widget in app.screen.walk_children(Widget)
    }


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_until_the_panel_is_on_the_screen_each_part_is_styled_once(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    services = FakeServices()
    services.goes_on.clear()
    app = PanelApp(lambda heard: (services.goes_on.wait(), services.open(heard))[1])
    with counted(monkeypatch) as styled:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            oftener = {node for node, times in styled.items() if times > 1}
            # Whether the page is tall is known when it is laid out.
            assert {str(node) for node in oftener} <= tall(app, size)
            services.goes_on.set()


def tall(app: PanelApp, size: tuple[int, int]) -> set[str]:
    view = app.views.view
    assert view is not None
    return {str(node) for node in view.walk_children(with_self=True)} if size[1] >= 40 else set()


@pytest.mark.parametrize("view", ["tune", "inspect", "operate", "gate"])
async def test_what_has_moved_the_focus_is_styled_as_if_all_were(view: str) -> None:
    app = panel(FakeServices())
    async with opened(FakeServices(), (120, 40), app, view="operate") as (app, pilot):
        for name in ("inspect", view):
            await pilot.press(KEY_OF[name])
            await until(pilot, lambda name=name: app.state.view == name)  # type: ignore[misc]
        for _ in range(len(app.screen.focus_chain) + 1):
            await pilot.press("tab")
            await pilot.pause()
            seen = looks(app)
            app.screen.update_node_styles(animate=False)
            assert seen == looks(app), app.focused


async def test_a_page_that_gets_the_focus_styles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(FakeServices(), view="operate") as (app, pilot):
        await pilot.press("tab")
        page = app.query_one(Page)
        with counted(monkeypatch) as styled:
            page.focus()
            await pilot.pause()
        assert app.focused is page
        assert not {page, *page.walk_children()} & styled.keys() - {app.query_one(ChangeList)}


async def test_views_are_mounted_before_somebody_looks_and_ask_for_nothing() -> None:
    services = FakeServices()
    async with opened(services, (120, 40), view="operate") as (app, pilot):
        await until(pilot, lambda: len(app.views.children) == len(VIEWS))
        assert app.views.current == "operate"
        assert [app.views.made(name) is not None for name in VIEWS] == [True, False, False, False]
        unseen = [view for view in app.views.children if view.id != "operate"]
        assert all(isinstance(view, View) and view.services is None for view in unseen)
        assert not any(view.display for view in unseen)


async def test_the_first_look_at_settings_styles_nearly_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with opened(FakeServices(), (120, 40), view="operate") as (app, pilot):
        await until(pilot, lambda: len(app.views.children) == len(VIEWS))
        with counted(monkeypatch) as styled:
            await pilot.press(KEY_OF["tune"])
            await until(pilot, lambda: app.state.view == "tune")
        assert "-explained" in app.tune.classes
        assert not [row for row in app.tune.form.rows if styled[row]]
