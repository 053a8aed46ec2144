"""Subjects of schools with the number of a course: Econ. 101, Chem 202, Bio. II."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import is_plural_after, word_after
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.numerals import value
from arqon_sidecar.text.english.numbers.slash_words import CRICKET
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["course_form"]

_SHORT = {
    "Econ": "Economics", "Bio": "Biology", "Biol": "Biology", "Chem": "Chemistry",
    "Calc": "Calculus", "Psych": "Psychology", "Hist": "History", "Phys": "Physics",
    "Soc": "Sociology", "Sociol": "Sociology", "Philos": "Philosophy", "Eng": "English",
    "Geog": "Geography", "Anthro": "Anthropology", "Alg": "Algebra", "Geom": "Geometry",
    "Lit": "Literature", "Stats": "Statistics",
}  # fmt: skip
_WHOLE = (
    "Math|Maths|Spanish|French|German|Latin|Accounting|Marketing|Engineering|Nursing|Law|Art|Music|Philosophy"
    "|Economics|Biology|Chemistry|Calculus|Psychology|History|Physics|Sociology|English|Writing"
)
_COURSE = re.compile(
    rf"(?<![\w.'-])(?:(?P<short>{'|'.join(_SHORT)})\.?|(?P<whole>{_WHOLE}))"
    r"\s(?:(?P<number>[1-4]\d\d)|(?P<roman>I{1,3}|IV))(?![\w%:/-]|[.,]\d|'\w)"
)
_VERBS = words("meets starts begins covers runs ends requires counts fills opens")
"""Behind a course; another plural is counted: English 150 years ago."""


def course_form(numbers: Numbers) -> Form:
    """The subject's whole name, and its number as names are said: one oh one."""

    def course(match: re.Match[str]) -> str | None:
        if match["number"] and is_plural_after(match) and word_after(match) not in _VERBS:
            return None
        if match["roman"] == "I" and match.string.startswith(" ", match.end()):
            return None
        start, end = max(0, match.start() - 60), match.end() + 60
        if match["short"] == "Eng" and CRICKET.search(match.string, start, end):
            return None
        subject = _SHORT[match["short"]] if match["short"] else match["whole"]
        roman = match["roman"]
        number = numbers.cardinal(value(roman)) if roman else numbers.name(match["number"])
        return f"{subject} {number}"

    return Form(Kind.ABBREVIATION, _COURSE, course, "[A-Z]")
