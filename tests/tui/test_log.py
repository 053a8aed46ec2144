"""Inspect: follows, holds still, filters, opens, copies and exports; a choice stays a choice."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from textual.strip import Strip

from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.screens.whole import WholeScreen
from arqon_tui.panel.widgets.event_log import EventLog
from arqon_voice.telemetry.reader import Page
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.selection import Selection
from tests.patience import PATIENCE_S
from tests.tui.driving import Panel, opened, until
from tests.tui.fakes import FakeServices, row
from tests.tui.histories import SPOKEN, FakeHistory


def log(app: PanelApp) -> EventLog:
    return app.inspect.log_view


def lines(app: PanelApp) -> list[str]:
    view = log(app)
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def said(app: PanelApp) -> str:
    return str(app.inspect.query_one("#said").render())


def chosen(app: PanelApp) -> int | str | None:
    return log(app).chosen


async def shown(pilot: Panel, app: PanelApp, services: FakeServices, rows: list[Row]) -> None:
    services.rows = rows
    await until(pilot, lambda: app.inspect.browser.window.rows[-1:] == rows[-1:])
    await until(pilot, lambda: log(app).entries[-1:] == rows[-1:])


async def test_the_newest_event_is_in_sight() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        await shown(pilot, app, services, [row(n) for n in range(50)])
        whole = "14:02:15        kokoro.stream_chunk     3f2a9100 bytes=4800 seq=49"
        await until(pilot, lambda: lines(app)[-1] == whole)
        services.rows = [row(50)]
        await until(pilot, lambda: lines(app)[-1].endswith("seq=50"))


async def test_paused_it_holds_still_and_counts() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        await shown(pilot, app, services, [row(n) for n in range(50)])
        await pilot.press("space")
        still = lines(app)
        services.rows = [row(n) for n in range(50, 362)]
        await until(pilot, lambda: "PAUSED, 312 new" in said(app))
        assert lines(app) == still
        await pilot.press("space")
        await until(pilot, lambda: lines(app)[-1].endswith("seq=361"))
        assert "Following" in said(app)


async def test_up_after_page_up_chooses_what_is_in_sight() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        await shown(pilot, app, services, [row(n) for n in range(200)])
        await pilot.press("pageup", "pageup")
        last = lines(app)[-1]
        assert not last.endswith("seq=199")
        await pilot.press("up")
        await until(pilot, lambda: chosen(app) is not None)
        assert f"seq={chosen(app)}" in last
        await until(pilot, lambda: any(line.endswith(f"seq={chosen(app)}") for line in lines(app)))


@pytest.mark.parametrize(
    "keys", [["up"], ["up", "up"], ["pageup", "up", "w"], ["home"], ["w", "up"]]
)
async def test_the_choice_is_seen_above_its_detail(keys: list[str]) -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        await shown(pilot, app, services, [row(n) for n in range(60)])
        await pilot.press(*keys)
        await until(pilot, lambda: app.inspect.query_one("#whole").display)
        await until(pilot, lambda: any(line.endswith(f"seq={chosen(app)}") for line in lines(app)))


KEYS = [
    "up",
    "down",
    "pageup",
    "pagedown",
    "home",
    "end",
    "space",
    "g",
    "w",
    "h",
    "p",
    "enter",
    "escape",
    "slash",
    "o",
    "i",
    "1",
    "y",
    "u",
    "come",
    "come",
]


@settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@example(["slash", "o", "1", "escape", "slash", "o", "1", "enter", "y", "enter", "u", "up"])
@example(["up", "come", "g", "come", "enter", "down", "come", "w", "pageup", "come", "y", "h"])
@given(st.lists(st.sampled_from(KEYS), min_size=5, max_size=20))
def test_whatever_is_pressed_the_choice_stays_while_events_come(keys: list[str]) -> None:
    async def press() -> None:
        services, number = FakeServices(), 60
        async with opened(services, view="inspect") as (app, pilot):
            services.rows = [row(n, message_id=f"m{n // 7}") for n in range(number)]
            for key in keys:
                if key != "come":
                    await pilot.press(key)
                    continue
                before = chosen(app)
                services.rows = [row(n, message_id=f"m{n // 7}") for n in range(number, number + 9)]
                number += 9
                await until(pilot, lambda: not services.rows)
                assert chosen(app) == before
            assert app.inspect.browser.fault == ""

    asyncio.run(press())


async def test_older_events_come_when_somebody_goes_back() -> None:
    services = FakeServices()
    services.event_history.rows = [row(n) for n in range(1_500)]
    async with opened(services, view="inspect") as (app, pilot):
        await until(pilot, lambda: lines(app)[-1].endswith("seq=1499"))
        assert len(log(app).entries) == 500
        assert "500+ events" in said(app)
        await pilot.press("home")
        assert chosen(app) == 1_000
        await until(pilot, lambda: len(log(app).entries) == 1_000)
        assert chosen(app) == 1_000
        assert any(line.endswith("seq=1000") for line in lines(app))
        await pilot.press("up")
        assert chosen(app) == 999


async def test_an_event_is_never_cut_without_a_mark() -> None:
    services = FakeServices()
    reason = "a very long reason " * 80 + "[/x] its end"
    failure = row(2, "stt.tts.kokoro.failure", json.dumps({"reason": reason}))
    async with opened(services, view="inspect") as (app, pilot):
        await shown(pilot, app, services, [row(1), failure])
        assert "× FAIL kokoro.failure" in lines(app)[1]
        assert lines(app)[1].endswith("…")
        await pilot.press("w")
        await until(pilot, lambda: "more lines: enter shows all" in "".join(lines(app)))
        await pilot.press("up")
        await until(pilot, lambda: app.inspect.query_one("#whole").display)
        assert "more lines: enter shows all" in str(app.inspect.query_one("#whole").render())
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WholeScreen))
        text = str(app.screen.query_one("PartsBlock").render())
        assert "[/x] its end" in " ".join(text.split())
        await pilot.press("y")
        await until(pilot, lambda: reason in app.clipboard)
        assert not isinstance(app.screen, WholeScreen)


async def test_a_click_chooses_and_copies_nothing() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        await shown(pilot, app, services, [row(n) for n in range(1, 4)])
        await pilot.click(log(app), offset=(5, 1))
        await until(pilot, lambda: chosen(app) == 2)
        assert app.clipboard == ""
        await pilot.press("y")
        await until(pilot, lambda: '"seq":2' in app.clipboard)


async def test_the_filter_works_as_you_type_and_escape_takes_it_away() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        failure = row(9, "stt.tts.kokoro.failure", '{"reason":"timeout"}')
        await shown(pilot, app, services, [*(row(n) for n in range(9)), failure])
        await pilot.press("slash", *"TimeO")
        await until(pilot, lambda: len(log(app).entries) == 1)
        services.rows = [row(10), row(11, "stt.tts.fail_closed", '{"reason":"timeout"}')]
        await until(pilot, lambda: len(log(app).entries) == 2)
        await pilot.press(*" severity:x")
        await until(pilot, lambda: "severity:x: a severity is" in said(app))
        assert len(log(app).entries) == 2
        await pilot.press("escape")
        await until(pilot, lambda: len(log(app).entries) == 12)
        assert app.focused is log(app)


async def test_a_letter_that_finds_the_same_draws_no_line_of_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services, drawn = FakeServices(), list[int]()
    render_line = EventLog.render_line

    def noted(view: EventLog, y: int) -> Strip:
        drawn.append(y)
        return render_line(view, y)

    def found(typed: str) -> bool:
        browser = app.inspect.browser
        return browser.text == typed and not browser.window.searching

    async with opened(services, view="inspect") as (app, pilot):
        failures = [row(n, "stt.tts.kokoro.failure", '{"reason":"timeout"}') for n in (1, 2)]
        await shown(pilot, app, services, [*failures, row(3)])
        await pilot.press("slash", *"time")
        await until(pilot, lambda: found("time") and len(log(app).entries) == 2)
        monkeypatch.setattr(EventLog, "render_line", noted)
        await pilot.press("o")
        await until(pilot, lambda: found("timeo"))
        assert drawn == []
        await pilot.press("x")
        await until(pilot, lambda: found("timeox") and drawn)
        assert lines(app)[0].startswith("Nothing matches.")


async def test_the_last_failure_is_one_key_away_and_its_evidence_the_next() -> None:
    services = FakeServices()
    failures = [row(n, "stt.tts.kokoro.failure", message_id=f"m{n}") for n in (5, 9)]
    others = [row(n, message_id="m9") for n in (*range(1, 5), 6, 7, 8, *range(10, 60))]
    async with opened(services, view="inspect") as (app, pilot):
        events = sorted([*others, *failures])
        await shown(pilot, app, services, events)
        await pilot.press("f", "u")
        assert chosen(app) == 9
        await until(pilot, lambda: app.clipboard)
        assert len(app.clipboard.splitlines()) == len(others) + 1
        await pilot.press("f")
        assert chosen(app) == 5
        await pilot.press("f")
        assert chosen(app) == 5
        assert "no failure before this" in said(app)


class HeldHistory(FakeHistory):
    """Answers once `going_on` is set."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(rows)
        self.going_on = threading.Event()

    def page(self, selection: Selection, before: int | None, limit: int) -> Page:
        self.going_on.wait(PATIENCE_S)
        return super().page(selection, before, limit)


async def test_before_the_store_has_been_read_no_failure_is_denied() -> None:
    services = FakeServices()
    services.event_history = history = HeldHistory([row(1, "stt.tts.kokoro.failure")])
    async with opened(services, view="inspect") as (app, pilot):
        await pilot.press("f")
        assert "the store is still being read: f again in a moment" in said(app)
        history.going_on.set()
        await until(pilot, lambda: log(app).entries)
        await pilot.press("f")
        assert chosen(app) == 1


async def test_the_line_says_next_what_is_done_with_a_failure_and_then_what_was_done() -> None:
    services = FakeServices()
    async with opened(services, (80, 24), view="inspect") as (app, pilot):
        await shown(pilot, app, services, [row(n) for n in range(1, 20)])
        assert "f failure" in said(app)
        await pilot.press("f")
        services.rows = [row(20, "stt.tts.kokoro.failure")]
        await until(pilot, lambda: "1 new" in said(app) or len(log(app).entries) == 20)
        await pilot.press("u")
        assert "none is chosen: y copies an event, f goes to the failure before" in said(app)
        await pilot.press("end", "f")
        await until(pilot, lambda: "u copy all" in said(app))
        await pilot.press("u")
        told = "took 20 events of the utterance, as JSON lines"
        await until(pilot, lambda: told in said(app)[:78])


async def test_an_utterance_is_opened_and_copied_whole() -> None:
    services = FakeServices()
    events = [
        row(1, "stt.tts.provider_selected", '{"provider":"kokoro"}'),
        row(2, "stt.tts.kokoro.failure", '{"reason":"timeout"}'),
        row(3, "stt.tts.fail_closed", '{"reason":"timeout"}'),
    ]
    async with opened(services, view="inspect") as (app, pilot):
        await shown(pilot, app, services, [*events, row(4, message_id="other")])
        await pilot.press("slash", *"severity:failure", "enter", "g", "up")
        await until(pilot, lambda: chosen(app) == "3f2a9100")
        await pilot.press("enter")
        await until(pilot, lambda: len(log(app).entries) == 4)
        assert lines(app)[1].startswith("     +0.000 s        provider_selected")
        await until(pilot, lambda: "3 events" in str(app.inspect.query_one("#whole").render()))
        await pilot.press("u")
        await until(pilot, lambda: app.clipboard)
        copied = [json.loads(line)["name"] for line in app.clipboard.splitlines()]
        assert copied == [event.name for event in events]


@pytest.mark.parametrize(("key", "form"), [("e", "jsonl"), ("t", "csv")])
async def test_exactly_what_is_filtered_is_exported(
    key: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def written() -> list[str]:
        return [str(path) for path in tmp_path.glob(f"telemetry-*.{form}")]

    services = FakeServices()
    health = row(3, "stt.tts.sidecar_health", '{"reason":"timeout"}')
    failure = row(2, "stt.tts.kokoro.failure", '{"reason":"timeout"}')
    async with opened(services, view="inspect", size=(140, 30)) as (app, pilot):
        services.rows = [row(1), failure, health]
        await until(pilot, lambda: log(app).entries)
        await pilot.press("slash", *"timeout", "enter", key)
        await until(pilot, lambda: "wrote " in said(app))
        (path,) = written()
        assert f"wrote {Path(path).name}, 1 event, in {tmp_path}" in said(app)
        assert [asked for _, asked in services.event_history.exported] == [form]
        services.event_history.fault = "telemetry.db is damaged"
        await pilot.press(key)
        await until(pilot, lambda: "telemetry.db is damaged" in said(app))


async def test_health_is_folded_until_asked_for() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        services.rows = [row(1, "stt.tts.sidecar_health"), row(2)]
        await until(pilot, lambda: len(log(app).entries) == 1)
        assert "health folded" in said(app)
        await pilot.press("h")
        await until(pilot, lambda: len(log(app).entries) == 2)
        assert "health folded" not in said(app)


async def test_text_from_outside_is_only_text() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        odd = [
            row(1, "[/x][bold]", '{"reason":"[/x] \\u001b[31m \\u202e"}', message_id="[/y]"),
            row(2, "odd", "not json [/x]"),
            row(3, "odd", "[1, 2]"),
        ]
        await shown(pilot, app, services, odd)
        assert lines(app)[0].split(maxsplit=3)[1:] == [
            "[/x][bold]",
            "[/y]",
            'reason="[/x] ␛[31m \ufffd"',
        ]
        for _ in odd:
            await pilot.press("up")
            await until(pilot, lambda: app.inspect.query_one("#whole").display)
        await pilot.press("y")
        await until(pilot, lambda: "[/x]" in app.clipboard)


async def test_events_that_came_too_fast_are_read_from_the_store() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        await shown(pilot, app, services, [row(1)])
        services.event_history.rows += [row(n) for n in range(2, 40)]
        services.left_out = 38
        await until(pilot, lambda: lines(app)[-1].endswith("seq=39"))


async def test_a_flood_keeps_memory_bounded() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        for start in range(0, 14_000, 2_000):
            services.rows = [row(n) for n in range(start, start + 2_000)]
            await until(pilot, lambda: not services.rows)
        await until(pilot, lambda: lines(app)[-1].endswith("seq=13999"))
        assert len(log(app).entries) <= 11_000


async def test_times_are_added_up_on_a_scale_that_stands_still() -> None:
    services = FakeServices()
    services.event_history.spoken = SPOKEN
    async with opened(services, view="inspect", size=(120, 40)) as (app, pilot):
        times = app.inspect.times
        await until(pilot, lambda: "p95    320 ms" in str(times.render()))
        first, total, _, other = str(times.render()).splitlines()
        assert first.endswith("│███───┤                                 │ 2 s")
        assert total.endswith("│█████████───────┤                       │ 10 s")
        assert other.endswith("› 10 s")
        await pilot.press("p")
        await until(pilot, lambda: str(times.border_title).startswith("Times, 1 h"))
