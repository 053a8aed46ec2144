"""Grades of American climbing: a 5.11a is a five eleven a, 5.9+ on the crux a five nine plus."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["climbing_forms"]

_GRADE = re.compile(
    r"(?<![\w.,$€£])5\.(?P<grade>1[0-5]|[4-9](?!\d))(?:(?P<letter>[a-d])(?:[/-](?P<next>[b-d]))?|(?P<sign>[+-]))?"
    r"(?![\w%°]|[.,]\d|-\d)"
)
_CLIMBS = re.compile(
    r"\b(?:climb\w*|pitch(?:es)?|crux|trad|sport routes?|top-?rop\w+|lead(?:ing)?|led|onsight\w*"
    r"|on-sight\w*"
    r"|redpoint\w*|flash(?:ed)?|crags?|multi-?pitch|boulder\w*|belay\w*|sent|slab|El Cap\w*"
    r"|Yosemite|rope)\b",
    re.IGNORECASE,
)
_REACH = 60


def climbing_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A letter behind ten and more is enough; else climbing is spoken of nearby."""

    def grade(match: re.Match[str]) -> str | None:
        sure = match["letter"] and len(match["grade"]) > 1
        text, end = match.string, match.end()
        if not (sure or _CLIMBS.search(back(match)) or _CLIMBS.search(text, end, end + _REACH)):
            return None
        letters = " ".join(spelled(match[n]) for n in ("letter", "next") if match[n])
        sign = {"+": "plus", "-": "minus"}.get(match["sign"] or "", "")
        return f"five {numbers.said(match['grade'])} {letters or sign}".rstrip()

    return (Form(Kind.SERIAL, _GRADE, grade, "5"),)
