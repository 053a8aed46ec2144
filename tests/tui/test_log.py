"""The telemetry log: follows, holds still, filters, copies."""

from __future__ import annotations

from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.widgets.event_log import EventLog
from tests.tui.driving import opened, until
from tests.tui.fakes import FakeServices, row


def log(app: PanelApp) -> EventLog:
    return app.inspect.telemetry.log_view


def lines(app: PanelApp) -> list[str]:
    view = log(app)
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def title(app: PanelApp) -> str:
    return str(app.inspect.telemetry.border_title)


async def test_the_newest_event_is_in_sight() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        services.rows = [row(n) for n in range(50)]
        await until(pilot, lambda: lines(app)[-1].endswith("seq=49"))
        assert lines(app)[-1] == "14:02:15 kokoro.stream_chunk     3f2a91 bytes=4800 seq=49"
        services.rows = [row(50)]
        await until(pilot, lambda: lines(app)[-1].endswith("seq=50"))


async def test_paused_it_holds_still_and_counts() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        services.rows = [row(n) for n in range(50)]
        await until(pilot, lambda: len(log(app).ring) == 50)
        log(app).focus()
        await pilot.press("space")
        still = lines(app)
        services.rows = [row(n) for n in range(50, 362)]
        await until(pilot, lambda: "paused, 312 new" in title(app))
        assert lines(app) == still
        await pilot.press("space")
        await until(pilot, lambda: "following" in title(app))
        assert lines(app)[-1].endswith("seq=361")


async def test_scrolling_up_pauses_and_end_follows() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        services.rows = [row(n) for n in range(50)]
        await until(pilot, lambda: len(log(app).ring) == 50)
        log(app).focus()
        await pilot.press("pageup")
        await until(pilot, lambda: log(app).ring.paused)
        assert not lines(app)[-1].endswith("seq=49")
        await pilot.press("end")
        await until(pilot, lambda: not log(app).ring.paused)
        assert lines(app)[-1].endswith("seq=49")


async def test_scrolling_back_to_the_end_follows_too() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        services.rows = [row(n) for n in range(50)]
        await until(pilot, lambda: len(log(app).ring) == 50)
        log(app).scroll_to(y=10, animate=False)
        await until(pilot, lambda: log(app).ring.paused)
        services.rows = [row(50)]
        await until(pilot, lambda: "paused, 1 new" in title(app))
        log(app).scroll_to(y=43, animate=False)
        await until(pilot, lambda: not log(app).ring.paused)
        assert lines(app)[-1].endswith("seq=50")


async def test_a_chosen_line_is_shown_in_full_and_copied() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        reason = "a very long reason " * 8 + "[/x]"
        services.rows = [row(1), row(2, "stt.tts.kokoro.failure", f'{{"reason":"{reason}"}}')]
        await until(pilot, lambda: len(log(app).ring) == 2)
        log(app).focus()
        await pilot.press("up")
        await until(pilot, lambda: app.inspect.telemetry.has_class("-chosen"))
        shown = str(app.inspect.telemetry.query_one("Static").render())
        assert shown.startswith("stt.tts.kokoro.failure from panel message 3f2a9100")
        assert "[/x]" in shown
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard)
        assert app.clipboard.startswith('{"name":"stt.tts.kokoro.failure","ts_ms":')
        assert reason in app.clipboard


async def test_a_click_copies_the_line_under_it() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        services.rows = [row(n) for n in range(3)]
        await until(pilot, lambda: len(log(app).ring) == 3)
        await pilot.click(log(app), offset=(5, 1))
        await until(pilot, lambda: '"seq":1' in app.clipboard)


async def test_the_filter_works_as_you_type_and_escape_takes_it_away() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        failure = row(9, "stt.tts.kokoro.failure", '{"reason":"timeout"}')
        services.rows = [*(row(n) for n in range(9)), failure]
        await until(pilot, lambda: len(log(app).ring) == 10)
        log(app).focus()
        await pilot.press("slash", *"TimeO")
        await until(pilot, lambda: len(log(app).ring.shown) == 1)
        assert '"timeo": 1 of 10' in title(app)
        services.rows = [row(10)]
        await until(pilot, lambda: '"timeo": 1 of 11' in title(app))
        await pilot.press("escape")
        await until(pilot, lambda: len(log(app).ring.shown) == 11)
        assert app.focused is log(app)


async def test_text_from_outside_is_only_text() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        services.rows = [
            row(1, "[/x][bold]", '{"reason":"[/x] \\u001b[31m \\u202e"}', message_id="[/y]"),
            row(2, "odd", "not json [/x]"),
            row(3, "odd", "[1, 2]"),
        ]
        await until(pilot, lambda: len(log(app).ring) == 3)
        assert lines(app)[0] == '14:02:11 [/x][bold]              [/y]   reason="[/x] ␛[31m \ufffd"'
        log(app).focus()
        await pilot.press("up", "up", "up", "y")
        await until(pilot, lambda: "[/x]" in app.clipboard)


async def test_what_came_too_fast_is_told() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        services.rows, services.left_out = [row(1)], 1200
        await until(pilot, lambda: "1,200 came too fast and were left out" in title(app))


async def test_a_flood_keeps_memory_bounded() -> None:
    services = FakeServices()
    async with opened(services, view="inspect") as (app, pilot):
        for start in range(0, 12_000, 2_000):
            services.rows = [row(n) for n in range(start, start + 2_000)]
            await until(pilot, lambda: not services.rows)
        await until(pilot, lambda: lines(app)[-1].endswith("seq=11999"))
        assert len(log(app).ring) == 10_000
