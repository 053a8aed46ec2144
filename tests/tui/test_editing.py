"""Editing text: whatever is pasted, undone and cut, the panel stays and the text is whole."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.document._wrapped_document import WrappedDocument
from textual.widget import Widget

from arqon_tui.panel.text_editor import TextEditor
from arqon_tui.panel.widgets.line_editor import LineEditor
from tests.tui.driving import Panel, field, opened, until
from tests.tui.fakes import FakeServices

MOVES = ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "ctrl+left", "ctrl+e"]
SELECTIONS = [f"shift+{move}" for move in MOVES[:6]]
EDITS = ["backspace", "delete", "enter", "tab", "space", "a", "漢", "alt+backspace", "ctrl+shift+k"]
CONTROLS = [f"ctrl+{letter}" for letter in "zyxkuwdcva"]
KEYS = [*MOVES, *SELECTIONS, *EDITS, *CONTROLS, "f6", "f7"]
PIECES = ["a", "word ", "\n", "\r\n", "\t", "漢字", "🙂", "é", "\u2028", "\x0b", "x" * 90]
TEXTS = st.lists(
    st.sampled_from(
        ["a", "word ", "\n", "\r\n", "\t", "漢字", "🙂", "é", "\u2028", "\x0b", "x" * 90]
    ),
    max_size=12,
).map("".join)
STEPS = st.lists(st.one_of(st.sampled_from(KEYS), TEXTS.map(events.Paste)), max_size=25)


class Editors(App[None]):
    CSS = "TextEditor { height: 3; }"

    def __init__(self) -> None:
        super().__init__()
        self.text = TextEditor(compact=True)
        self.line = LineEditor(compact=True)

    def compose(self) -> ComposeResult:
        yield self.text
        yield self.line


async def used(editor: Widget, steps: list[str | events.Paste]) -> None:
    for step in steps:
        if isinstance(step, events.Paste):
            editor.post_message(events.Paste(step.text))
        else:
            character = step if len(step) == 1 else {"space": " "}.get(step)
            if not await editor.app._check_bindings(step):
                editor.post_message(events.Key(step, character))
        for _ in range(4):
            await asyncio.sleep(0)


async def both_used(steps: list[str | events.Paste], width: int) -> None:
    app = Editors()
    async with app.run_test(size=(width, 8)) as pilot:
        for editor in (app.text, app.line):
            editor.focus()
            await pilot.pause()
            await used(editor, steps)
        await pilot.pause()
        shown = app.text.wrapped_document
        anew = WrappedDocument(app.text.document, app.text.wrap_width, app.text.indent_width)
        assert shown.lines == anew.lines
        written, undone = app.text.text, 0
        while app.text.history.undo_stack:
            app.text.undo()
            undone += 1
        assert app.text.text == ""
        for _ in range(undone):
            app.text.redo()
        assert app.text.text == written


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS, st.sampled_from([10, 40]))
def test_no_edit_ends_the_program_and_undo_gives_back_what_was(
    steps: list[str | events.Paste], width: int
) -> None:
    asyncio.run(both_used(steps, width))


@pytest.mark.parametrize("text", ["one\ntwo\nthree\nfour", "\n" * 60, "one\r\ntwo\r\nthree" * 9])
async def test_a_paste_into_say_can_be_undone_and_done_again(text: str) -> None:
    async with opened(FakeServices()) as (app, pilot):
        await pasted(app.tune.box.editor, text, pilot)
        assert (whole := app.tune.box.text)
        for _ in range(3):
            await pilot.press("ctrl+z")
            assert app.tune.box.text == ""
            await pilot.press("ctrl+y")
            assert app.tune.box.text == whole


@pytest.mark.parametrize(
    ("text", "taken"),
    [("800\n", "800"), ("8\n00", "8 00"), ("\n 800 \r\n\n 900\n", "800 900"), ("\n\n", "")],
)
async def test_lines_that_are_pasted_into_a_field_are_all_there(text: str, taken: str) -> None:
    async with opened(FakeServices()) as (app, pilot):
        editor = field(app, "kokoro_timeout_ms").editor
        assert isinstance(editor, LineEditor)
        editor.focus()
        await pilot.pause()
        editor.value = ""
        await pasted(editor, text, pilot)
        assert editor.value == taken


async def test_the_keys_that_f6_and_f7_shadow_select_by_others() -> None:
    async with opened(FakeServices()) as (app, pilot):
        await pasted(app.tune.box.editor, "one\ntwo", pilot)
        await until(pilot, lambda: app.tune.box.text == "one\ntwo")
        for key, selected in (("alt+l", "two"), ("alt+a", "one\ntwo")):
            await pilot.press(key)
            await until(pilot, lambda: app.tune.box.editor.selected_text == selected)  # noqa: B023


async def test_in_a_narrow_window_an_editor_has_the_room() -> None:
    async with opened(FakeServices(), (40, 24)) as (app, pilot):
        await pilot.press("f3")
        await until(pilot, lambda: app.tune.form.rows[0].editor.size.width)
        assert all(row.editor.size.width >= 20 for row in app.tune.form.rows)


async def pasted(editor: Widget, text: str, pilot: Panel) -> None:
    editor.app.post_message(events.Paste(text))
    await pilot.pause()
    await pilot.pause()
