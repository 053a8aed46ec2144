"""Copying: to tmux's buffer, with the desktop's tools, or to the terminal; and it says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from arqon_tui.panel.clipboard import UNKNOWN, copied_with
from tests.e2e.terminal import Terminal
from tests.service.voices import ARQON_TTS
from tests.tui.driving import opened, until
from tests.tui.fakes import FakeServices

TEXT = '{"text":"Grüße, 漢字\\n"}\n'


@pytest.fixture
def desk(tmp_path: Path) -> dict[str, str]:
    """An environment with programs of the test's own, and no desktop."""
    (tmp_path / "bin").mkdir()
    return {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "HOME": str(tmp_path)}


def tool(desk: dict[str, str], name: str, body: str = 'cat > "$HOME/copied"') -> None:
    path = Path(desk["HOME"], "bin", name)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "variable"), [("wl-copy", "WAYLAND_DISPLAY"), ("xclip", "DISPLAY")]
)
def test_a_tool_of_the_desktop_gets_the_text(
    desk: dict[str, str], name: str, variable: str
) -> None:
    tool(desk, name)
    sent: list[str] = []
    said = copied_with(TEXT, {**desk, variable: ":0"}, sent.append)
    assert said == f"Copied to the clipboard ({name})."
    assert Path(desk["HOME"], "copied").read_text() == TEXT
    assert sent == []


@pytest.mark.parametrize(
    "more", [{}, {"DISPLAY": ":0", "SSH_CONNECTION": "there"}, {"WAYLAND_DISPLAY": "", "TMUX": ""}]
)
def test_what_is_far_away_or_has_no_tool_goes_to_the_terminal(
    desk: dict[str, str], more: dict[str, str]
) -> None:
    tool(desk, "xclip")
    tool(desk, "wl-copy")
    sent: list[str] = []
    assert copied_with(TEXT, {**desk, **more}, sent.append) == UNKNOWN
    assert sent == [TEXT]


def test_a_tool_that_fails_is_named_and_the_terminal_is_tried(desk: dict[str, str]) -> None:
    tool(desk, "xclip", "exit 3")
    sent: list[str] = []
    said = copied_with(TEXT, {**desk, "DISPLAY": ":0"}, sent.append)
    assert said == f"{UNKNOWN} xclip: ended with 3"
    assert sent == [TEXT]


def test_a_tmux_that_is_too_old_for_the_terminal_still_keeps_the_text(desk: dict[str, str]) -> None:
    tool(desk, "tmux", '[ "$2" = -w ] && exit 1; cat > "$HOME/copied"')
    said = copied_with(TEXT, {**desk, "TMUX": "/tmp/x,1,0"}, list[str]().append)
    assert said == "Copied to tmux's buffer."
    assert Path(desk["HOME"], "copied").read_text() == TEXT


def test_in_tmux_the_panel_copies_to_its_buffer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path))
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    with Terminal(tmp_path, str(ARQON_TTS), columns=80, rows=24) as terminal:
        terminal.wait_for("Quit")
        terminal.press("F3")
        terminal.wait_for("Timeout")
        terminal.press("C-u", *"copy me", "S-Home", "C-c")
        terminal.wait_for("Copied to tmux's buffer.")
        assert terminal.copied == "copy me"


async def test_copying_in_the_panel_says_where_the_text_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    async with opened(FakeServices()) as (app, pilot):
        app.copy_to_clipboard(TEXT)
        await until(pilot, lambda: [note.message for note in app._notifications] == [UNKNOWN])
        assert app.clipboard == TEXT
