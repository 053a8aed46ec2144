"""Takes out what is not shown to a reader: comments, scripts, a language model's thoughts."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

import regex

from arqon_sidecar.text.grammar.traced import Traced

__all__ = ["without_hidden"]

_OPENING = regex.compile(
    r"<(?:(?P<name>script|style|template|think|thinking|thought|reasoning)(?:\s[^<>]{0,500})?>"
    r"|(?P<comment>!--)|(?P<data>\?|!(?=doctype\b)|!(?=\[CDATA\[)))",
    regex.IGNORECASE,
)
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)


def without_hidden(text: Traced) -> Traced:
    """The text without these parts. What is never closed stays: it may be all there is to say."""
    kept, start = [], 0
    for first, last in _hidden(text.text.translate(_SMALL)):
        kept.append(text.cut(start, first))
        start = last
    return Traced.joined([*kept, text.cut(start, len(text.text))])


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Each hidden part, with its marks; every closing is looked for once from where it may be."""
    done, missing = 0, set[str]()
    for opening in _OPENING.finditer(text):
        closing = _closing(opening)
        if opening.start() < done or closing in missing:
            continue
        end = text.find(closing, opening.end())
        if end < 0:
            missing.add(closing)
            continue
        done = max(text.find(">", end), end) + 1
        yield opening.start(), done


def _closing(opening: regex.Match[str]) -> str:
    if opening["name"]:
        return f"</{opening['name']}"
    return "-->" if opening["comment"] else ">"
