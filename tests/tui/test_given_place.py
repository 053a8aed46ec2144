"""What is typed into a field, and other rows in a list, lay out no screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual._compositor import Compositor, ReflowResult
from textual.geometry import Size
from textual.widget import Widget

from arqon_tui.panel.widgets.line_editor import LineEditor
from arqon_voice.sidecar.voices import SidecarVoice, VoiceList
from tests.tui.driving import opened, until
from tests.tui.fakes import URL, VOICES, FakeServices
from tests.tui.test_tune import SIZE, in_audition


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[Compositor]:
    """Everything that was laid out."""
    compositors: list[Compositor] = []
    reflow = Compositor.reflow

    def noted(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
        compositors.append(compositor)
        return reflow(compositor, parent, size)

    monkeypatch.setattr(Compositor, "reflow", noted)
    return compositors


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        (["ctrl+g", "t"], "800"),
        (["f4", "slash"], "fail"),
        (["f3", "slash"], "bel"),
        (["f3", "e", "shift+tab"], "Greeting in the morning"),
    ],
)
async def test_letters_lay_out_nothing(
    there: list[str], typed: str, laid_out: list[Compositor]
) -> None:
    async with opened(FakeServices(), SIZE) as (app, pilot):
        await until(pilot, lambda: app.tune.tuning and app.tune.tuning.phrases)
        for key in there:
            await pilot.press(key)
        await until(pilot, lambda: isinstance(app.focused, LineEditor))
        laid_out.clear()
        await pilot.press(*typed)
        editor = app.focused
        assert isinstance(editor, LineEditor)
        await until(pilot, lambda: editor.value.endswith(typed))
        assert laid_out == []


async def test_what_is_longer_than_its_field_scrolls_with_the_cursor() -> None:
    async with opened(FakeServices(), (80, 24)) as (app, pilot):
        await pilot.press("ctrl+g", "v", *["x"] * 200)
        editor = app.focused
        assert isinstance(editor, LineEditor)
        await until(pilot, lambda: editor.scroll_x > 0)
        assert editor.scroll_x == editor.virtual_size.width - editor.size.width
        await pilot.press("home")
        await until(pilot, lambda: editor.scroll_x == 0)


async def test_other_rows_in_a_list_lay_out_nothing_but_the_list(
    laid_out: list[Compositor],
) -> None:
    services = FakeServices()
    many = tuple(SidecarVoice(f"af_{number}") for number in range(60))
    services.known = VoiceList(URL, (*VOICES.voices, *many))
    async with opened(services, SIZE) as (app, pilot):
        await in_audition(app, pilot)
        picker = app.tune.audition_box.picker
        await until(pilot, lambda: picker.options.show_vertical_scrollbar)
        picker.show(VOICES, "af_sky")
        await until(pilot, lambda: not picker.options.show_vertical_scrollbar)
        laid_out.clear()
        picker.show(replace(VOICES, voices=VOICES.voices[:2]), "af_bella")
        await until(pilot, lambda: picker.options.virtual_size.height == 2)
        assert laid_out == []
