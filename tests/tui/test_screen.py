"""The panel as a whole: sizes, themes, the keys at the bottom, the palette, the help."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.command import CommandPalette

from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.screens.help import HelpScreen
from arqon_tui.panel.status import Voice
from arqon_tui.panel.widgets.key_bar import KeyBar
from arqon_tui.panel.widgets.section import Section
from tests.tui.driving import opened, until
from tests.tui.fakes import (
    IDLE,
    LATER,
    READY,
    ROOT,
    UNREACHABLE,
    FakeServices,
    panel,
    snapshot_of,
)


def shown(app: PanelApp) -> str:
    return app.band.render().plain


async def test_at_first_it_says_that_it_is_reading() -> None:
    services = FakeServices()
    app = PanelApp(lambda heard: (services.goes_on.wait(), services.open(heard))[1])
    services.goes_on.clear()
    async with app.run_test() as pilot:
        assert "READING  · the settings are being read\nSidecar not checked yet" in shown(app)
        services.goes_on.set()
        await until(pilot, lambda: "KOKORO" in shown(app))


async def test_the_header_says_who_speaks_since_when_by_whom_and_why() -> None:
    async with opened(FakeServices(snapshot_of(change=ROOT))) as (app, _pilot):
        first = shown(app).splitlines()[0].strip()
        assert first == 'FALLBACK (rolled back)  · since 03:12 by root (cli): "hiss on line 2"'


async def test_the_sidecar_line_follows_the_sidecar() -> None:
    services = FakeServices()
    services.health = None
    async with opened(services) as (app, pilot):
        assert "Sidecar not checked yet" in shown(app)
        services.health = UNREACHABLE
        await until(pilot, lambda: "unreachable · connection refused" in shown(app))
        services.health = replace(READY, state="starting", phase="failed", reason="no model")
        line = "Sidecar failed · host-dev, not production · kokoro-82m · no model"
        await until(pilot, lambda: line in shown(app))
        services.health = READY
        line = "Sidecar ready · host-dev, not production · kokoro-82m"
        await until(pilot, lambda: line in shown(app))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"attested": True}, "firecracker, attested"),
        ({}, "firecracker, claimed, not attested"),
        ({"refused_release": "1.12.1"}, "refused firecracker 1.12.1, not attested"),
    ],
)
async def test_the_band_says_whether_the_vm_is_proven(found: dict[str, Any], words: str) -> None:
    health = replace(READY, runtime="firecracker", **found)
    async with opened(FakeServices(health=health)) as (app, pilot):
        await until(pilot, lambda: f"ready · {words} · kokoro-82m" in shown(app))


async def test_every_size_shows_the_state_and_the_way_back() -> None:
    async with opened(FakeServices(), (20, 5)) as (app, pilot):
        for size in ((40, 10), (80, 24), (160, 50), (300, 80), (1, 1), (40, 10)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert shown(app).startswith(" KOKORO")
            assert ("Make the window larger" in shown(app)) == (size < (60, 16))
            if size > (20, 5):
                assert "Roll back" in app.query_one("#keys", KeyBar).render().plain
        await pilot.press("f9")
        await until(pilot, lambda: app.provider == "fallback")


async def test_the_keys_at_the_bottom_can_be_clicked() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        keys = app.query_one("#keys", KeyBar)
        at = keys.render().plain.index("Roll back") + 2
        await pilot.click(keys, offset=(at, 0))
        await until(pilot, lambda: app.provider == "fallback")


async def test_a_keymap_moves_a_key_and_the_bar_shows_it() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        app.set_keymap({"rollback": "ctrl+b"})
        await pilot.press("ctrl+b")
        await until(pilot, lambda: app.provider == "fallback")
        app.query_one("#keys", KeyBar).refresh()
        assert "^B Roll back" in app.query_one("#keys", KeyBar).render().plain


async def test_the_bar_shows_what_applies_and_f9_always() -> None:
    services = FakeServices()
    async with opened(services, (160, 50), view="operate") as (app, pilot):
        bar = app.query_one("#keys", KeyBar)

        def keys() -> set[str]:
            return {name for name in ("Stop", "Kokoro", "Undo") if name in bar.render().plain}

        assert keys() == set()
        services.made = [LATER]
        services.busy = replace(IDLE, in_hand=1, phase="speaking", speaks="kokoro")
        await until(pilot, lambda: keys() == {"Stop", "Undo"})
        await pilot.press("f9")
        await until(pilot, lambda: "Kokoro" in keys())
        assert "F9 Roll back" in bar.render().plain
        assert " Operate " in bar.render().plain


async def test_after_a_rollback_the_bar_names_the_way_back_on_the_smallest_screen_too() -> None:
    services = FakeServices()
    services.made = [LATER]
    async with opened(services, (80, 24)) as (app, pilot):
        bar = app.query_one("#keys", KeyBar)
        await pilot.press("f9")
        await until(pilot, lambda: "F8 Kokoro" in bar.render().plain)
        assert "F9 Roll back" in bar.render().plain


async def test_the_palette_offers_only_what_applies() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert "Roll back (F9)" in names
        assert not names & {"Kokoro (F8)", "Speak (F5)", "Stop (F6)"}
        await pilot.press("x", "f9")
        await until(pilot, lambda: app.provider == "fallback")
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert names >= {"Kokoro (F8)", "Speak (F5)"}
        assert "Roll back (F9)" not in names


async def test_the_palette_rolls_back() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press(*"roll back")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app.provider == "fallback")


async def test_the_help_opens_and_closes() -> None:
    async with opened(FakeServices()) as (app, pilot):
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, HelpScreen))


async def test_a_look_at_the_sidecar_can_be_asked_for() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        app.action_look_at_sidecar()
        await until(pilot, lambda: services.calls == ["look"])


@pytest.mark.parametrize(
    ("asked", "taken"), [("arqon-light", "arqon-light"), ("odd", "arqon-dark")]
)
async def test_the_theme_can_be_asked_for(
    asked: str, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", asked)
    assert panel(FakeServices()).theme == taken


async def test_operate_says_that_maestros_settings_follow() -> None:
    services = FakeServices()
    async with opened(services, view="operate") as (app, pilot):
        health = app.query(Section).first()
        assert "Maestro" not in health.render().plain
        services.busy = Voice(maestro="/home/alice/.arqon/arqon.json")
        line = "its settings are kept in step: /home/alice/.arqon/arqon.json"
        await until(pilot, lambda: line in health.render().plain)
