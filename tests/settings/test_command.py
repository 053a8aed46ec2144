"""A message that names a command names it for the home that it speaks of."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from arqon_settings.command import command_here
from arqon_tui.cli.output import fail

ROOT = Path(__file__).parents[2]
OF_A_HOME = re.compile(r"arqon-tts (restore|rollback|doctor|logs|voices|settings|status)\b")


@pytest.mark.parametrize("home", ["/srv/voice", "/srv/a voice", "/srv/it's"])
def test_a_command_acts_on_this_home(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARQON_TTS_HOME", home)
    told = ["arqon-tts", "--home", home, "settings", "set", "key", "a value"]
    assert shlex.split(command_here("settings", "set", "key", "a value")) == told
    monkeypatch.delenv("ARQON_TTS_HOME")
    assert command_here("doctor") == "arqon-tts doctor"


def test_what_the_vm_advises_acts_on_this_home(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ARQON_TTS_HOME", "/srv/voice")
    with pytest.raises(SystemExit):
        fail("no VM runs. Start it: arqon-tts vm up.", 1)
    assert "arqon-tts --home /srv/voice vm up." in capsys.readouterr().err


def test_no_message_names_a_command_of_a_home_by_itself() -> None:
    named = [
        f"{file.relative_to(ROOT)}: {text}"
        for part in ("settings", "voice", "service", "tui")
        for file in (ROOT / part).rglob("*.py")
        for text in told(ast.parse(file.read_text()))
        if OF_A_HOME.search(text)
    ]
    assert named == []


def told(tree: ast.Module) -> Iterator[str]:
    """Every text but docstrings."""
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documents:
            yield str(node.value)
