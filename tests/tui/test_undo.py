"""Undo in the panel: one key for the last change, another for the one that is marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList

from arqon_settings.snapshot import BY_HAND
from arqon_tui.panel import words
from arqon_tui.panel.actions import VIEWS
from arqon_tui.panel.acts import result_words
from arqon_tui.panel.widgets.change_list import ChangeList
from tests.tui.driving import opened, until
from tests.tui.fakes import EARLIER, LATER, FakeServices, snapshot_of


def changed() -> FakeServices:
    services = FakeServices(
        snapshot_of(arqon_tts_kokoro_timeout_ms=7000, arqon_tts_kokoro_streaming_enabled=False)
    )
    services.made = [LATER, EARLIER]
    return services


async def test_one_key_undoes_the_last_change_in_every_view() -> None:
    for view in VIEWS:
        services = changed()
        async with opened(services, view=view) as (app, pilot):
            await pilot.press("f10")
            await until(pilot, lambda services=services: services.calls)  # type: ignore[misc]
            assert services.calls == ["undo arqon_tts_kokoro_timeout_ms 5000"]
            verdict = "14:02:11 Undone: Timeout (ms) is 5000 again, was 7000"
            await until(pilot, lambda: app.state.verdict.text.startswith(verdict))  # noqa: B023
            assert "by bob (cli)" in app.state.verdict.text


async def test_the_list_says_what_was_changed_and_undoes_what_is_marked() -> None:
    services = changed()
    async with opened(services, view="operate") as (app, pilot):
        changes = app.query_one(ChangeList)
        await until(pilot, lambda: changes.option_count == 2)
        shown = [str(changes.get_option_at_index(n).prompt) for n in range(2)]
        assert shown == [
            "14:01  Timeout (ms)  5000 → 7000  by bob (cli)",
            "12:02  Streaming  on → off  by alice (panel): [/x]",
        ]
        changes.focus()
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: changes.chosen == EARLIER)
        assert services.calls == []
        await pilot.press("u")
        await until(pilot, lambda: "Streaming is on again" in app.state.verdict.text)
        assert services.calls == ["undo arqon_tts_kokoro_streaming_enabled True"]


async def test_a_new_change_leaves_the_mark_where_it_was() -> None:
    services = changed()
    async with opened(services, view="operate") as (app, pilot):
        changes = app.query_one(ChangeList)
        await until(pilot, lambda: changes.option_count == 2)
        changes.highlighted = 1
        services.made = [LATER, LATER, EARLIER]
        await until(pilot, lambda: changes.option_count == 3)
        assert changes.chosen == EARLIER


async def test_what_is_not_undone_says_why() -> None:
    services = changed()
    services.refusal = "An undo never goes back to kokoro: [/x]"
    async with opened(services) as (app, pilot):
        await pilot.press("f10")
        await until(pilot, lambda: app.state.verdict.failed)
        assert app.state.verdict.text == f"14:02:11 Not undone: {services.refusal}"
        services.elsewhere({"arqon_tts_kokoro_timeout_ms": 9000})  # that can be undone
        await until(pilot, lambda: not app.state.verdict.text)


def test_a_change_by_hand_is_told_as_one() -> None:
    by_hand = replace(LATER, by=BY_HAND)
    assert words.changed(by_hand, LATER.at).endswith("5000 → 7000  by hand")
    assert "by hand)." in result_words.undone(by_hand, LATER.at)


@pytest.mark.parametrize("view", VIEWS)
async def test_a_list_without_a_row_to_show_takes_its_keys(view: str) -> None:
    services = changed()
    async with opened(services, view=view) as (app, pilot):
        for rows in app.screen.query(OptionList):
            rows.styles.height = rows.styles.min_height = 0  # as in a window of one row
            rows.focus()
            await pilot.pause()
            assert not rows.scrollable_content_region
            await pilot.press("pagedown", "pageup")
