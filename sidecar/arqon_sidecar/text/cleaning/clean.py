"""Makes a text plain: no markup, no emoji, no control characters, marks as Kokoro knows them."""

from __future__ import annotations

import re

from arqon_sidecar.text.cleaning.characters import CHARACTERS
from arqon_sidecar.text.cleaning.commits import POINTS
from arqon_sidecar.text.cleaning.dashes import DASH, DAYS
from arqon_sidecar.text.cleaning.hidden import without_hidden
from arqon_sidecar.text.cleaning.markup import without_markup
from arqon_sidecar.text.cleaning.sights import SIGHTS
from arqon_sidecar.text.grammar.rules import Rule, apply, put
from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.portions import PARAGRAPH

__all__ = ["cleaned", "plain", "readable"]

_QUOTES = str.maketrans("‘’‚‛ʼ′`«»„‟〝〞「」『』", "'" * 7 + "“”“““”“”“”")
_ITEM = re.compile(r"[a-z]\)\s|www\.|https?://|[\w.+-]{1,40}@\w")
_MANY_MARKS = r"""(?:[.,;:!?…—"“”'()-]\s?){9,}"""
_GOES_ON = re.compile(r"\b(?:Mrs?|Ms|Prof|No|Nos|Figs?|vs|e\.g|i\.e|cf|pp?)\.\Z")
"""Short forms with which no line ends but one that was broken."""
_LONG_LINE = 50
"""Characters from which on a line that ends without a mark was broken for its width."""


def _line_end(match: re.Match[str]) -> str:
    """Space within a paragraph; between paragraphs the end of a sentence."""
    text, start, end = match.string, match.start(), match.end()
    if start == 0 or end == len(text):
        return ""
    closed = text[start - 1] in ".!?…:;,—"
    if match.group().count("\n") > 1:
        return PARAGRAPH if closed else "." + PARAGRAPH
    line_start = max(text.rfind("\n", 0, start) + 1, start - _LONG_LINE)
    long = start - line_start >= _LONG_LINE - 1
    wrapped = (text[end].islower() and not _ITEM.match(text, end)) or long
    if wrapped or (closed and (text[start - 1] != "." or _GOES_ON.search(text, line_start, start))):
        return " "
    return PARAGRAPH if closed else "." + PARAGRAPH


def _first_end(match: re.Match[str]) -> str:
    """One mark for an ornament of them: the first that ends a sentence, or a comma."""
    marks = match.group()
    return next((mark for mark in marks if mark in ".!?…"), ",") + " "


_IDENTICAL = (
    r"(?:(?<=[^\W_] )|(?<=[^\W_]))===(?= ?[\w\"']|[.,;)])|(?<=[\w\])] )\|\|=(?= [\w\"'\[{(])"
)
"""An operator; other rows of such marks are rules."""
_PUNCTUATION = (
    put(r"(?:(?<=\./)|(?<=\bcd ))\.\.(?![\w./])", POINTS[".."]),
    put(r"\.(?:\.|\s\.(?!\d))+(?!/)|…+", "…"),
    put(r"!{2,}", "!"),
    put(r"\?{2,}", "?"),
    DAYS,
    put(r"(?<=\w) ?--+>(?=\s*(?:\n|\Z))|(?<=[.!?]) ?--+>", ""),
    put(rf"{DASH}|(?<!\s)--+(?!>)|--+(?![A-Za-z>])|—+", "—"),
    put(rf"(?!{_IDENTICAL})(?:[-_=~*#+^|]{{3,}}|<{{5,}}|>{{5,}})", " "),
    put(r",(?:\s?,)+(?=\d)", ", "),
    put(r",(?:\s?,)+", ","),
    Rule(re.compile(r"(?<!\s)\s*\n\s*"), _line_end),
    put(r"[^\S\n]+", " "),
    put(r" (?=[,;:!?](?:\s|$))", ""),
    Rule(re.compile(_MANY_MARKS), _first_end),
)


def plain(text: str) -> Traced:
    """The text in plain characters: no control characters, none of the private use area."""
    return apply(CHARACTERS, Traced.of(text))


def readable(text: Traced) -> Traced:
    """What `plain` made, with nothing in it that is not to be read aloud.

    Line ends (`PARAGRAPH`) remain only where a paragraph, a heading or a list item ends.
    """
    seen = apply(SIGHTS, without_markup(without_hidden(text)))
    return apply(_PUNCTUATION, _translated(seen, _QUOTES))


def cleaned(text: str) -> Traced:
    """`plain` and `readable` in one."""
    return readable(plain(text))


def _translated(text: Traced, table: dict[int, int]) -> Traced:
    """One character for another, so that every place stays where it is."""
    return Traced(text.text.translate(table), text.starts, text.ends)
