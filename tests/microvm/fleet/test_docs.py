"""What the operator is told to type exists: commands, options, files and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from arqon_tui.cli.main import main

ROOT = Path(__file__).parents[3]
PAGES = ["docs/operations/kokoro-installation.md", "microvm/fleet/README.md"]
LINKED = [*PAGES, "docs/operations/port-reference.md", "docs/operations/guest-image.md"]
MARKS = ("Tried", "Not tried")
# `arqon-tts` is a user, too.
COMMAND = re.compile(
    r"(?<!-u )(?<!-o )(?<!userdel )\barqon-tts (vm [a-z]+|[a-z]+)\b(?!-)([^|&;#\n]*)"
)


def blocks(page: str) -> Iterator[tuple[str, str]]:
    """Each block of commands, and the paragraph after it."""
    text = (ROOT / page).read_text().replace("\\\n", " ")
    yield from re.findall(r"^```\n(.*?)^```\n\n?(.*?)\n", text, re.DOTALL | re.MULTILINE)


def lines() -> Iterator[str]:
    for page in PAGES:
        for block, _ in blocks(page):
            yield from block.splitlines()


@pytest.mark.parametrize("line", [line for line in lines() if COMMAND.search(line)])
def test_a_command_and_its_options_exist(line: str) -> None:
    for names, rest in COMMAND.findall(line):
        command: click.Command = main
        for name in names.split():
            assert isinstance(command, click.Group)
            found = command.get_command(click.Context(command), name)
            assert found is not None, f"no command {name}"
            command = found
        known = {name for parameter in command.params for name in parameter.opts}
        assert {word for word in rest.split() if word.startswith("-")} <= known


@pytest.mark.parametrize("page", PAGES)
def test_each_block_says_whether_it_was_tried(page: str) -> None:
    found = list(blocks(page))
    assert found
    for block, after in found:
        told = after.startswith(MARKS) or after.startswith("and in another terminal")
        assert told, f"no mark after:\n{block}"


@pytest.mark.parametrize("page", LINKED)
def test_links_and_files_exist(page: str) -> None:
    text = (ROOT / page).read_text()
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert ((ROOT / page).parent / link).resolve().exists(), link
    for file in re.findall(r"\bmicrovm/(?:systemd|tools|fleet)/[\w@./-]*\w", text):
        assert (ROOT / file).exists(), file


def test_the_page_is_short_enough_to_be_read_in_the_night() -> None:
    assert len((ROOT / PAGES[0]).read_text().splitlines()) <= 250
