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

from arqon_tui.panel.app import PanelApp
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
