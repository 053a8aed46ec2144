"""Lines of code between fences: each is read by itself, for programs are not broken to a width."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.traced import Traced

__all__ = ["with_lines_of_code"]

_FENCE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})(?P<kind>[^`\n]*)$", re.MULTILINE)
_LINE_END = re.compile(r"(?<=\S)[ \t]*\n(?=[ \t]*(?P<next>\S))")
_GOES_ON = "([{,\\|&=+"
"""At the end of a line, behind which its statement goes on."""
_STILL = ")]}.|&?:,"
"""At the beginning of one that goes on."""


def with_lines_of_code(text: Traced) -> Traced:
    """The text with an empty line between two statements of a block of code."""
    blocks = list(_blocks(text.text))
    if not blocks:
        return text
    parts, done = [], 0
    for start, end in blocks:
        parts += [text.cut(done, start), text.cut(start, end).sub(_LINE_END, _between)]
        done = end
    return Traced.joined([*parts, text.cut(done, len(text.text))])


def _blocks(text: str) -> list[tuple[int, int]]:
    """Where the code of each block stands; what is never closed is none."""
    found, opened = [], None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence["fence"].startswith(opened["fence"]) and not fence["kind"].strip():
            found.append((opened.end(), fence.start()))
            opened = None
    return found


def _between(match: re.Match[str]) -> str | None:
    before = match.string[match.start() - 1]
    return " " if before in _GOES_ON or match["next"] in _STILL else "\n\n"
