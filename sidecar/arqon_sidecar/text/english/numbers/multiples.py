"""So many times as much, and so many of a thing: 3x faster, a 2x champion, 2x Latte."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import NOT_NOUNS, back, word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["multiple_forms"]

_FREE = r"(?<![\w.,])"
_FOLD = re.compile(
    rf"{_FREE}(?P<a>{NUMBER})(?:(?:\s?|[x×])(?:[-–]|\s–)\s?(?P<b>{NUMBER}))?\s?[x×]"
    r"(?!\w|'|\s?[-+=*/^<>]|\s?[–−]\s?\d{1,6}(?![\d.,]*[x×])|\s?(?:\d{1,3} )?\d{1,2}[/⁄]\d)"
)
_IN_FORMULA = re.compile(r"[=+*/(^] ?$")
"""In front of "2x" in "y = 2x"."""
_TITLED = words("champion champ winner mvp finalist medalist all-star runner-up")
"""Behind how many times one was that: a 3x champion."""
_BY_X = words("engineer engineers developer developers programmer zoom lens scope")
_MULTIPLIED = words(
    "more less faster better growth speed speedup daily weekly monthly zoom optical return returns"
    " as the a per revenue performance improvement leverage"
)
"""Behind how many times something is more."""


_BEHIND = re.compile(
    r"(?:(?<=[A-Za-z)]{2} )|(?<=[a-z] [A-D] ))"
    r"x(?P<count>[1-9]\d?)(?=[.,;!)]?(?:$|\s)|\s(?:faster|more|per|each|a)\b)"
    r"|(?<=[\w.)\"”]{2} \()x(?P<again>[1-9]\d{0,4})(?=\))"
)
"""Behind what there is so much of: Milk x2, Hep B x3, error (x17)."""
_VARIABLES = words("for let find plot variable value where with root roots solve and than is")


_FOR = re.compile(r"(?<![\w.,/$€£])(?P<count>[1-9]\d?)/(?=[$€£]\d)")


def multiple_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A number with an x behind it; in a shop, so many for a sum: 2/$7."""

    def fold(match: re.Match[str]) -> str | None:
        if _is_item(match):
            return numbers.said(match["a"])
        if _IN_FORMULA.search(back(match)):
            return (
                f"{numbers.said(match['a'])} x"
                if match.group().endswith("x") and not match["b"]
                else None
            )
        last = f" to {numbers.said(match['b'])}" if match["b"] else ""
        said = f"{numbers.said(match['a'])}{last}"
        after = word_after(match).lower()
        return f"{said} {'time' if after in _TITLED else 'x' if after in _BY_X else 'times'}"

    def behind(match: re.Match[str]) -> str | None:
        if word_before(match).lower() in NOT_NOUNS | _VARIABLES:
            return None
        return f"times {numbers.said(match['count'] or match['again'])}"

    return (
        Form(Kind.CARDINAL, _BEHIND, behind, "x"),
        Form(Kind.CARDINAL, _FOR, lambda m: f"{numbers.said(m['count'])} for "),
        Form(Kind.CARDINAL, _FOLD, fold),
    )


def _is_item(match: re.Match[str]) -> bool:
    """Whether it is so many of what a bill or a list names: "2x Latte, 1x croissant"."""
    word, front = word_after(match), back(match).rstrip()
    listed = not front or front[-1] in ",;:(+•·&" or front.endswith((" and", " plus"))
    if match["b"] or len(match["a"]) > 2 or not listed or word.lower() in _MULTIPLIED:
        return False
    return match["a"] == "1" or (word[:1].isupper() and not word.endswith("er"))
