"""The views: each is made ready before somebody looks at it."""

from __future__ import annotations

import asyncio

import pytest
from textual.content import Content
from textual.geometry import Size

from arqon_tui.panel.schema import FIELDS
from arqon_tui.panel.views.host import ViewHost
from arqon_tui.panel.views.operate import OperateView
from arqon_tui.panel.views.tune import TuneView
from arqon_tui.panel.widgets.field_row import FieldRow
from tests.tui.driving import opened, until
from tests.tui.fakes import FakeServices, panel


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_the_settings_are_drawn_before_they_are_looked_at_and_not_once_more(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, Size]] = []
    render = FieldRow.render

    def counted(row: FieldRow) -> Content:
        drawn.append((row.spec.key, row.size))
        return render(row)

    monkeypatch.setattr(FieldRow, "render", counted)
    async with opened(FakeServices(), size, view="operate") as (app, pilot):
        await until(pilot, lambda: {key for key, _ in drawn} == {spec.key for spec in FIELDS})
        before, drawn[:] = [*drawn], []
        await pilot.press("f3")
        await until(pilot, lambda: bool(app.tune.size))
        assert {(row.spec.key, row.size) for row in app.tune.form.rows} <= {*before}
        assert drawn == []


async def test_what_is_being_made_ready_is_not_seen_and_has_no_key_until_it_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mounted = asyncio.Event()

    async def hangs(_view: TuneView) -> bool:
        mounted.set()
        return await asyncio.Event().wait()

    monkeypatch.setattr(TuneView, "wait_for_refresh", hangs)
    async with opened(FakeServices(), (120, 40), view="operate") as (app, pilot):
        await mounted.wait()
        operate = app.query_one(OperateView)
        for _ in range(12):
            await pilot.press("tab")
            assert app.focused is None or operate in app.focused.ancestors
        assert app.get_widget_at(60, 20)[0] in operate.walk_children()
        await pilot.press("f3")
        await until(pilot, lambda: app.focused is app.tune.box.editor)
        assert app.get_widget_at(60, 20)[0] in app.tune.walk_children()


async def test_a_view_is_not_made_ready_for_who_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = ViewHost.prepare
    began, left = asyncio.Event(), asyncio.Event()

    async def waits(host: ViewHost, name: str) -> None:
        began.set()
        await left.wait()
        await prepare(host, name)

    monkeypatch.setattr(ViewHost, "prepare", waits)
    app = panel(FakeServices())
    async with app.run_test():
        await began.wait()
        await app.views.remove()
        await prepare(app.views, "tune")
        await app.views.go("gate")
        assert not app.query("View")
    left.set()
    await prepare(app.views, "inspect")
