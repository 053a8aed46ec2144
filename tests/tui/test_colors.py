"""Colours: readable on every terminal, light when light is asked for, and kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color

from arqon_settings.snapshot import ProviderChange
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.kept_theme import KeptTheme
from tests.tui.driving import opened, until
from tests.tui.fakes import ALICE, NOW, ROOT, FakeServices, snapshot_of

ANSWERS = ("Stay on fallback", "Switch to kokoro")
READABLE = 4.5
"""WCAG 2.1, text of any size."""


def contrast(style: Style, system: ColorSystem) -> float:
    """Of what a terminal with `system` shows; it writes white on black by itself."""
    sides = [_shown(style.color, "white", system), _shown(style.bgcolor, "black", system)]
    light, dark = sorted((_luminance(side) for side in sides), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _shown(color: RichColor | None, else_: str, system: ColorSystem) -> Color:
    if color is None or color.is_default:
        return Color.parse(else_)
    return Color(*color.downgrade(system).get_truecolor())


def _luminance(color: Color) -> float:
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in color.normalized]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def texts(app: PanelApp) -> list[tuple[str, Style]]:
    """Every segment of the screen that holds text."""
    return [
        (text.strip(), style or Style())
        for strip in app.screen._compositor.render_strips()
        for text, style, _ in strip
        if any(character.isalnum() for character in text)
    ]


def hard_to_read(app: PanelApp, system: ColorSystem) -> list[tuple[str, float]]:
    found = [(text, contrast(style, system)) for text, style in texts(app)]
    return [(text, ratio) for text, ratio in found if ratio < READABLE]


@pytest.mark.parametrize(
    ("term", "change", "theme"),
    [
        ("screen", ALICE, "arqon-dark"),
        ("linux", ROOT, "arqon-dark"),
        ("xterm-16color", ROOT, "arqon-light"),
    ],
)
async def test_sixteen_colours_hide_nothing(
    term: str, change: ProviderChange, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    services = FakeServices(snapshot_of(change=change))
    async with opened(services) as (app, pilot):
        assert app.console.color_system == "standard"
        for key in ("f2", "f3", "f4", "f12", "f1", "f8"):
            await pilot.press(key)
            await pilot.pause()
            assert hard_to_read(app, ColorSystem.STANDARD) == []
        badges = [style for text, style in texts(app) if text in ("KOKORO", "FALLBACK")]
        assert all(style.bold and style.reverse and style.color is None for style in badges)


async def test_a_question_has_one_bright_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "screen")
    async with opened(FakeServices(snapshot_of(change=ROOT))) as (app, pilot):
        await pilot.press("f8")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        for answer, key in (("Stay on fallback", "right"), ("Switch to kokoro", "left")):
            bright = [text for text, style in texts(app) if style.reverse and text in ANSWERS]
            assert bright == [answer]
            await pilot.press(key)


async def test_without_colour_there_is_no_grey_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(FakeServices()) as (app, _pilot):
        assert {(style.color, style.bgcolor) for _, style in texts(app)} == {(None, None)}


@pytest.mark.parametrize("theme", ["arqon-dark", "arqon-light"])
async def test_a_theme_that_is_asked_for_is_drawn(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    monkeypatch.setenv("COLORTERM", "truecolor")
    async with opened(FakeServices()) as (app, pilot):
        for key in ("f2", "f3", "f4", "f12"):
            await pilot.press(key)
            await pilot.pause()
            assert hard_to_read(app, ColorSystem.TRUECOLOR) == []
        grounds = [
            _luminance(Color.from_rich_color(style.bgcolor))
            for _, style in texts(app)
            if style.bgcolor
        ]
        light = sum(ground > 0.5 for ground in grounds)
        assert (light > len(grounds) / 2) == (theme == "arqon-light")


def kept(place: Path, name: str) -> bool:
    return place.exists() and place.read_text() == f"{name}\n"


async def test_a_chosen_theme_is_there_the_next_time(tmp_path: Path) -> None:
    place = tmp_path / "state" / "panel-theme"
    for before, after in (("arqon-dark", "arqon-light"), ("arqon-light", "nord")):
        services = FakeServices()
        app = PanelApp(services.open, now=lambda: NOW, kept_theme=KeptTheme(lambda: place))
        async with opened(services, app=app) as (_, pilot):
            assert app.theme == before
            app.theme = after
            await until(pilot, partial(kept, place, after))


@pytest.mark.parametrize("content", [b"no such theme\n", b"\xff\xfe", b"x" * 10_000, b""])
async def test_a_theme_that_is_not_known_is_not_taken(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "panel-theme"
    place.write_bytes(content)
    services = FakeServices()
    app = PanelApp(services.open, now=lambda: NOW, kept_theme=KeptTheme(lambda: place))
    async with opened(services, app=app):
        assert app.theme == "arqon-dark"
