"""What batters hit, as announcers say it: batting .285, a .300 hitter, a .312/.401/.550 line."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["average_forms"]

_AVERAGE = re.compile(
    r"(?<![\w.,$€£])\.(?P<first>\d{3})(?:/\.(?P<second>\d{3})/\.(?P<third>\d{3}))?(?![\w/]|[.,]\d)"
)
_BATS = re.compile(
    r"\b(?:bat(?:s|ted|ting)|hit(?:s|ting)?|slugg?(?:s|ed|ing)|slash(?:es|ed|ing)|(?:batting"
    r"|career) average"
    r"|on-base percentage|BA|AVG|OBP|SLG)\b[^.!?\n]{0,24}\Z"
)
_BATTER = re.compile(
    r"\s(?:(?:career|lifetime|switch) )?(?:hitters?|batters?|batting|average|OBP|BA|AVG|SLG"
    r"|slugging|on-base|OPS|teams?|clubs?|ball|season|record)\b"
)


def average_forms(numbers: Numbers) -> tuple[Form, ...]:
    """So many of a thousand times; without a word of baseball beside it is a decimal."""

    def average(match: re.Match[str]) -> str | None:
        line = match["third"] is not None
        if not (line or _BATS.search(back(match)) or _BATTER.match(match.string, match.end())):
            return None
        return ", ".join(numbers.name(part) for part in match.groups() if part)

    return (Form(Kind.DECIMAL, _AVERAGE, average, r"\."),)
