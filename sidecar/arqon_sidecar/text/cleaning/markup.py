"""Takes the marks of Markdown away; what they mark stays.

A heading, a list item or a table row gets a line end of its own, so that it is spoken as a
sentence. Code is read like any text: it was sent to be spoken.
"""

from __future__ import annotations

import re

from arqon_sidecar.text.cleaning.fences import with_lines_of_code
from arqon_sidecar.text.cleaning.lettered_items import LETTERED_ITEMS
from arqon_sidecar.text.cleaning.tags import without_tags
from arqon_sidecar.text.grammar.rules import Rule, apply, put
from arqon_sidecar.text.grammar.traced import Traced

__all__ = ["without_markup"]

_LINES = re.MULTILINE


def _numbered(match: re.Match[str]) -> str:
    return f"\n\n{match['number']}, "


_PIPED = (
    r"(?:e?grep|wc|uniq|xargs|awk|sed|jq|fzf|bash|sh|python3?|sudo)\b(?:[ \t]+[-'\"\w/.$]|$|[.,;`])"
    r"|(?:head|tail|sort|less|more|cut|tee|tr|column|nl)(?:[ \t]+-\w|$)"
)
"""What a shell hands the output of a command to; other such bars part columns and titles."""
_BLOCK_MARKS = (
    put(r"^[ \t]*(?:`{3,}|~{3,})[^\n]*$", "", _LINES),
    put(r"^[ \t]*\|?[ \t:]*-{2,}[ \t:]*(?:\|[ \t:]*-{2,}[ \t:]*)*\|?[ \t]*$", "\n", _LINES),
    put(r"^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$", "\n", _LINES),
    put(r"^[ \t]*(?:>(?![=\d])[ \t]?)+", "", _LINES),
    put(r"(?:^[ \t]*|(?<=`))\$ (?=[a-z~./])(?!(?:per|in|and|of|is|to|amount|sign)\b)", "", _LINES),
    put(r"^[ \t]{0,3}#{1,6}[ \t]+", "\n\n", _LINES),
    put(r"[ \t]#{1,6}[ \t]*$", "", _LINES),
    LETTERED_ITEMS,
    put(
        r"^[ \t]*(?:[-*+•‣◦▪–]|[→➔➜➤►▶✓✔☐☑]\ufe0f?(?!\s?\d))[ \t]+(?:\[[ xX]\][ \t]+)?",
        "\n\n",
        _LINES,
    ),
    put(r"^[ \t]*\[[ xX]\][ \t]+(?=\S)", "\n\n", _LINES),
    Rule(re.compile(r"^[ \t]*(?P<number>\d{1,2})[.)][ \t]+(?=\S)", _LINES), _numbered),
    put(r"^[ \t]{0,3}:[ \t]+(?=[^\W\d_])", "", _LINES),
    put(r"^[ \t]*\|[ \t]*", "\n\n", _LINES),
    put(r"[ \t]*\|[ \t]*$", "\n\n", _LINES),
    put(rf"[ \t]+\|[ \t]+(?!{_PIPED})", ", "),
)

_DIALED = (
    r"\*\d{1,4}(?:\*\d{1,20})?(?:#(?![\w*])|(?![\w*]|[^*\n]{0,200}\*))|(?<=\()\*\)|\*\.\w|\*=\s"
)
"""A code that is dialed, as *67 (no star stands behind it), COUNT(*), *.log, x *= 2."""
_MARKED = re.compile(
    r"(?<![^\s(\"'“*_])==(?=[^\s=])(?P<marked>[^=\n]{0,200}[^\s=])==(?=[\s.,;:!?)\"'”*_]|$)", _LINES
)
"""==Set off== with a colored pen; between operands it compares."""
_INLINE_MARKS = (
    put(r"\[\^[^\]\n]{1,50}\]:?", ""),
    put(r"(?:(?<=[a-z\d][.,;!?])|(?<=[a-z\d][.,!?][\"”]))(?:\[\d{1,3}\])+(?=\s|$)", "", _LINES),
    put(
        r"^[ \t]*\[[^\]\n]{1,100}\]:[ \t]+(?:<[^<>\n]{1,500}>|[^\s\"'(“]\S{0,500})"
        r"(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|\([^()\n]{0,300}\)))?[ \t]*$",
        "",
        _LINES,
    ),
    put(r"!?\[(?=[^\[\]\n]{0,300}\]\([^()\n]{0,500}\))", ""),
    put(r"(?<=[^\n\[])\]\([^()\n]{0,500}\)", ""),
    put(r"`+", ""),
    put(r"~~", ""),
    Rule(_MARKED, lambda match: match["marked"]),
    put(r"\\(?!\\\w)(?=[!-/:-@\[-`{-~])", ""),
    put(rf"(?<![\w*])(?!{_DIALED})\*{{1,3}}(?=[^\s*])", ""),
    put(r"(?<=[^\s*(])(?!(?<=[\"'])\*\.\w)\*{1,3}(?![\w*])", ""),
    put(r"(?<=[^\W\d_])\*{1,3}(?=[^\W\d_])", ""),
    put(r"(?<![^\W_])_{1,3}(?=[^\W_])", ""),
    put(r"(?<=[^\W_])_{1,3}(?![^\W_])", ""),
)


def without_markup(text: Traced) -> Traced:
    """The text as it would be seen when rendered; for all texts, marked up or not."""
    return apply((*_BLOCK_MARKS, *_INLINE_MARKS), with_lines_of_code(without_tags(text)))
