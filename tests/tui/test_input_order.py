"""What arrives in one read is handled in its order, on a real terminal and in tmux."""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import Input

from arqon_service.home import Home
from arqon_service.settings_history import read_history
from arqon_tui.panel.terminal_app import TerminalApp
from arqon_tui.panel.terminal_parser import PatientParser
from tests.e2e.terminal import Terminal
from tests.patience import PATIENCE_S
from tests.service.voices import ARQON_TTS, rows
from tests.tui.driving import Panel, field, opened, until
from tests.tui.fakes import FakeServices, row


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text('[arqon_tts]\narqon_tts_provider = "kokoro"\n')
    return tmp_path


def in_one_read(pilot: Panel, data: str) -> None:
    """Post what the parser makes of `data`, without a pause in between."""
    for event in PatientParser().feed(data):
        pilot.app.post_message(event)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("\x15800", "800"),  # ctrl+u
        ("\x7f\x7f\x7f\x7f800", "800"),
        ("\x7f\x7f\x7f\x7f8\x7f800\x1b[D\x1b[D\x1b[D9", "9800"),
        ("\x01\x0b750\x1b[D\x7f", "70"),  # ctrl+a, ctrl+k, left, backspace
        ("\x15\x1b[200~1234\x1b[201~\x7f\x7f5", "125"),
    ],
)
async def test_a_field_gets_the_keys_in_their_order(typed: str, left: str) -> None:
    async with opened(FakeServices()) as (app, pilot):
        editor = field(app, "kokoro_timeout_ms").editor
        assert isinstance(editor, Input)
        editor.value = "5000"
        editor.focus()
        await pilot.pause()
        in_one_read(pilot, typed)
        await until(pilot, lambda: editor.value == left)


async def test_a_filter_typed_at_once_is_all_filter() -> None:
    services = FakeServices()
    services.rows = [row(1), row(2, "stt.tts.rollback")]
    async with opened(services, view="inspect") as (app, pilot):
        in_one_read(pilot, "/key by key")
        await until(pilot, lambda: app.inspect.browser.text == "key by key")
        assert not app.inspect.browser.window.paused


async def test_speak_and_stop_in_one_read_end_silent() -> None:
    services = FakeServices()
    async with opened(services) as (_app, pilot):
        in_one_read(pilot, "Good day\x1b[15~\x1b[17~")
        await until(pilot, lambda: len(services.calls) == 2)
        assert services.calls == ["say", "stop"]
        assert services.texts == ["Good day"]


async def test_what_is_typed_behind_the_palette_goes_into_it() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        in_one_read(pilot, "\x10roll back")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await until(pilot, lambda: [i.value for i in app.screen.query(Input)] == ["roll back"])
        assert app.tune.box.text == ""


class Hanging(TerminalApp):
    """Has a key whose action does not end."""

    BINDINGS = [  # noqa: RUF012 -- declared so by Textual
        Binding("f2", "hang", priority=True),
        Binding("f9", "note", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.noted = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield Input()

    async def action_hang(self) -> None:
        await asyncio.Event().wait()

    def action_note(self) -> None:
        self.noted.set()


async def test_a_key_that_hangs_does_not_hold_f9() -> None:
    app = Hanging()
    async with app.run_test():
        for key in ("f2", "a", "f9"):
            app.post_message(events.Key(key, None))
        await asyncio.wait_for(app.noted.wait(), PATIENCE_S)


class Deep(TerminalApp):
    """A key that the app knows has a long way to it from the field."""

    BINDINGS = [Binding("f2", "leave")]  # noqa: RUF012 -- declared so by Textual

    def compose(self) -> ComposeResult:
        with ExitStack() as nested:
            for _ in range(100):  # each is a round of the loop, and there are 25 turns
                nested.enter_context(Container())
            yield Input(id="first")
        yield Input(id="second")

    def action_leave(self) -> None:
        self.query_one("#second").focus()


async def test_where_each_round_of_the_loop_is_late_keys_keep_their_order() -> None:
    app = Deep()
    async with app.run_test() as pilot:
        loop = asyncio.get_running_loop()
        busy = True

        def other_work() -> None:  # as on a busy machine: a turn is over in each round
            time.sleep(0.025)
            if busy:
                loop.call_soon(other_work)

        first, second = app.query_one("#first", Input), app.query_one("#second", Input)
        first.focus()
        await pilot.pause()
        loop.call_soon(other_work)
        for event in PatientParser().feed("a\x1bOQb"):  # a, F2, b
            app.post_message(event)
        await until(pilot, lambda: "b" in first.value + second.value)
        busy = False
        assert (first.value, second.value) == ("a", "b")


async def test_a_long_text_typed_at_once_arrives_whole() -> None:
    text = "a quick fox, " * 20
    async with opened(FakeServices()) as (app, pilot):
        in_one_read(pilot, text + "\x7f\x7f.")
        await until(pilot, lambda: app.tune.box.text == text[:-2] + ".")


def test_in_tmux_the_keys_of_one_read_keep_their_order(own: Path) -> None:
    with Terminal(own, str(ARQON_TTS)) as terminal:
        terminal.wait_for("KOKORO")
        terminal.press("F3")
        terminal.wait_for("Streaming")
        terminal.press(*"one two", "C-w", *"thre", "BSpace", *"ee", "Home", *"To: ")
        terminal.wait_for("To: one three")
        terminal.press("F1", "Escape", "F9")
        terminal.wait_for("FALLBACK (rolled back)")


def test_a_fault_leaves_one_sentence_and_no_word_that_was_typed(own: Path) -> None:
    program = "import arqon_tui.panel.app as a\n"
    program += "from arqon_tui.panel.launch import run_panel\n"
    program += "def fail(self):\n    secret = self.tune.box.text\n    raise ValueError(secret)\n"
    program += "a.PanelApp.action_help = fail\nraise SystemExit(run_panel())"
    (own / "faulty.py").write_text(program)
    with Terminal(own, f"{sys.executable} {own / 'faulty.py'}") as terminal:
        terminal.wait_for("KOKORO")
        terminal.press("F3")
        terminal.wait_for("Streaming")
        terminal.type("my secret word")
        terminal.wait_for("my secret word")
        terminal.press("F9", "F1")
        assert terminal.exit_status() == 1
        screen = terminal.wait_for("(ValueError)", "arqon-tts --home")
    assert "secret" not in screen
    assert "Traceback" not in screen
    logged = (own / "state" / "logs" / "arqon-tts.jsonl").read_text()
    assert "faulty.py:5 fail" in logged
    assert "my secret word" not in logged
    assert [entry.new for entry in read_history(Home.under(own).history, 10)] == ["fallback"]
    assert rows(Home.under(own), ".rollback")
