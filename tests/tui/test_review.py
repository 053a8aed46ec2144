"""An action that waits for a person's word: blocked unless somebody chooses to allow it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Static

from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.screens.restore import RestoreScreen
from arqon_tui.panel.screens.review import ReviewScreen
from arqon_tui.panel.status import Question, Voice
from tests.tui.driving import Panel, opened, until
from tests.tui.fakes import ROOT, FakeServices, snapshot_of

QUESTION = Question("k-1", "action-123", "Delete 3 files", '{\n  "path": "/tmp/foo"\n}', 5.0)


async def asked(app: PanelApp, pilot: Panel) -> ReviewScreen:
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


def text_of(screen: ReviewScreen) -> str:
    return "\n".join(str(static.content) for static in screen.query(Static))


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_the_answer_in_front_is_no(key: str) -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.asked = [QUESTION]
        await asked(app, pilot)
        await pilot.press(key)
        await until(pilot, lambda: services.calls)
        assert services.calls[0] == "block k-1"
        assert app.state.verdict.text == "14:02:11 Blocked: action-123."
        await until(pilot, lambda: not isinstance(app.screen, ReviewScreen))
        services.busy = Voice(in_hand=3)  # drawn at the next look: the question is still there
        await until(pilot, lambda: app.state.voice is services.busy)
        assert not isinstance(app.screen, ReviewScreen)
        assert services.calls == ["block k-1"]


async def test_yes_has_to_be_chosen() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.asked = [QUESTION]
        await asked(app, pilot)
        await pilot.press("right", "enter")
        await until(pilot, lambda: services.calls)
        assert services.calls == ["allow k-1"]
        assert app.state.verdict.text == "14:02:11 Allowed: action-123."


async def test_what_was_being_typed_allows_nothing() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press(*"Good")
        services.asked = [QUESTION]
        await asked(app, pilot)
        await pilot.press(*"day y1")
        assert not [call for call in services.calls if call.startswith("allow")]


async def test_it_shows_what_is_asked_and_counts_down() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.asked = [QUESTION]
        screen = await asked(app, pilot)
        for part in ("Delete 3 files", "action-123", '"path": "/tmp/foo"', "in 5 s"):
            assert part in text_of(screen)
        services.asked = [replace(QUESTION, left_s=1.2)]
        await until(pilot, lambda: "in 2 s" in text_of(screen))


async def test_what_was_decided_elsewhere_goes_and_is_not_answered() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.asked = [QUESTION]
        await asked(app, pilot)
        services.asked = []
        await until(pilot, lambda: not isinstance(app.screen, ReviewScreen))
        assert services.calls == []
        assert "Not answered here" in app.state.verdict.text


async def test_another_question_of_the_same_action_is_asked_anew() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.asked = [QUESTION]
        first = await asked(app, pilot)
        services.asked = [replace(QUESTION, key="k-2", summary="Delete everything")]
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and app.screen is not first)
        assert "Delete everything" in text_of(await asked(app, pilot))


async def test_questions_come_one_after_the_other() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.asked = [QUESTION, replace(QUESTION, key="k-2")]
        await asked(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: services.calls == ["block k-1"])
        await asked(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: len(services.calls) == 2)
        assert services.calls == ["block k-1", "block k-2"]


async def test_nothing_in_it_reaches_the_terminal_as_a_command() -> None:
    hostile = "[bold]no[/]\x1b[2J\x07 \u202egnp.exe\r\x9b31m"
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.asked = [Question("k-1", hostile, hostile, hostile + "\n" + hostile, 5.0)]
        text = text_of(await asked(app, pilot))
        assert "[bold]no[/]" in text
        assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_the_answers_stay_in_sight_below_a_long_text_that_scrolls(
    size: tuple[int, int],
) -> None:
    services = FakeServices()
    async with opened(services, size) as (app, pilot):
        services.asked = [replace(QUESTION, context="\n".join(map(str, range(400))))]
        screen = await asked(app, pilot)
        await pilot.press("down", "down")
        await until(pilot, lambda: screen.query_one("#what").scroll_offset.y == 2)
        assert app.focused is not None
        assert app.focused.id == "block"
        assert screen.region.contains_region(screen.query_one("#block").region)


async def test_f9_rolls_back_while_it_asks() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.asked = [QUESTION]
        await asked(app, pilot)
        await pilot.press("f9")
        await until(pilot, lambda: app.provider == "fallback")
        assert isinstance(app.screen, ReviewScreen)


async def test_it_comes_over_another_question_and_leaves_it() -> None:
    services = FakeServices(snapshot_of(change=ROOT))
    async with opened(services) as (app, pilot):
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        services.asked = [QUESTION]
        await asked(app, pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, RestoreScreen))
        assert services.calls == ["block k-1"]
