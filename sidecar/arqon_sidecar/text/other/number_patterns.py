"""What numbers look like in other languages than English, and what may stand beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = [
    "END",
    "FREE",
    "GAP",
    "MINUS",
    "NUMBER",
    "POINT",
    "SIGNED",
    "VALUE",
    "any_of",
    "form",
    "per",
]

NUMBER = (
    r"(?:\d{1,3}(?:['’]\d{3}){1,4}(?:[.,]\d+)?(?![\d'’])"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)*)"
)
"""1'234.56 in Switzerland, 1 234,56 and 1.234,56 and 1,234.56 and 12,5."""
VALUE = rf"(?P<number>{NUMBER})"
MINUS = r"(?P<minus>[-−](?:(?<![\w%€$£°]\s[-−])\s)?)?"
SIGNED = r"[-−\d]"
GAP = "[ \u00a0\u202f]?"
FREE = r"(?:(?<![\w.,/-])|(?<=\d[x×])|(?<=\dh[-–])|(?<=\d h[-–]))"
"""Where a number begins: nothing before it belongs to it."""
POINT = r"(?:\.(?=\s[\da-zà-ÿ(\u0900-\u0963]|[,;)]))?"
"""Of a short form, and no end of a sentence."""
END = r"(?!\w|/(?!-)|[.,]\d)"


def form(
    kind: Kind, pattern: str, say: Callable[[re.Match[str]], str | None], first: str = r"\d"
) -> Form:
    """The form of this pattern."""
    return Form(kind, re.compile(pattern), say, first)


def any_of(written: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    return "|".join(sorted(map(re.escape, written), key=len, reverse=True))


def per(words: Vocabulary) -> str:
    """A pattern for "/kg" or "/kg/día" behind a sum or a measure, if it is there."""
    other = r"|[a-zà-ÿ]{3,20}" if words.each else ""
    one = rf"(?:{any_of(words.per)}{other})(?!\w)"
    return rf"(?:{GAP}/{GAP}(?P<per>{one}(?:/{one})?){POINT})?"
