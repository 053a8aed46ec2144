"""Numbers in the plural that are no tens of years: over 65s, 1000s of things, ones and zeros."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.numbers.figures import plural
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["counted_ten_forms"]

_AGES = re.compile(
    r"(?:(?<=[Oo]ver[ -])|(?<=[Uu]nder[ -]))(?P<age>[1-9]\d?)s(?!\w)(?!\s?[/-])", re.ASCII
)
_OF_PEOPLE = re.compile(
    r"(?:(?:^|[.;:,(]\s?)|\b(?:the|and|of|to|all|by|with|most|among|many|our) )(?:over|under)[ -]\Z"
    r"|\bfor (?:over|under)[ -]\Z(?<=-)",
    re.IGNORECASE,
)
"""Those over or under an age, and no seconds: free for the over 65s."""
_AUDIENCE = re.compile(
    r"(?<![\w.,$€£-])(?P<a>1[2568]|[2-5]5|50)\s?[-–]\s?(?P<b>1[1-9]|[2-5][49]|64)s(?!\w)"
)
_TAKES = words("in after for every within takes took lasts last about ~ hold rest wait")
"""In front of seconds."""
_BITS = re.compile(r"(?<!\w)(?P<a>\d)s(?P<and> (?:and|or|&) )(?P<b>\d)s(?!\w)")
"""Ones and zeros, 8s and 9s."""
_FEW = re.compile(
    r"(?:(?<=\b[Tt]wo )|(?<=\b[Tt]hree )|(?<=\b[Ff]our )|(?<=\b[Ff]ive )|(?<=\b[Ss]ix )"
    r"|(?<=\bseven )"
    r"|(?<=\beight )|(?<=\bnine )|(?<=\bten )|(?<=\ball )|(?<=\bstraight )"
    r"|(?<=\bpair of )|(?<=\bNo\. ))(?P<figure>\d)s(?!\w)"
)
"""How often a figure is there: four 7s."""
_HUNDREDS = re.compile(
    r"(?<![\w.,])1(?P<zeros>0{2,6}|0{0,2}(?:,000){1,2}|0(?=s of [a-z]{2,12}s\b))s"
    r"(?=\s(?:of|more)\b|(?<=[sd] of 1000s))"
)
"""Ten seconds of something are no tens: only of many things."""
_HUNDRED_NAMES = (
    "",
    "tens",
    "hundreds",
    "thousands",
    "tens of thousands",
    "hundreds of thousands",
    "millions",
)


def counted_ten_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before the decades."""

    def ages(match: re.Match[str]) -> str | None:
        before, round_ = back(match), match["age"].endswith(("0", "5")) and match["age"] != "65"
        sure = _OF_PEOPLE.search(before) or (not round_ and re.search(r"\bfor \w+[ -]\Z", before))
        return plural(numbers.said(match["age"])) if sure else None

    def audience(match: re.Match[str]) -> str | None:
        """Who is so old, as those who sell to them say: 18–34s, 25-54s."""
        before = word_before(match).lower()
        if before in _TAKES or int(match["a"]) + 5 > int(match["b"]):
            return None
        return f"{numbers.said(match['a'])} to {plural(numbers.said(match['b']))}"

    return (
        Form(Kind.RANGE, _AUDIENCE, audience),
        Form(Kind.CARDINAL, _HUNDREDS, lambda m: _HUNDRED_NAMES[m["zeros"].count("0")]),
        Form(
            Kind.CARDINAL,
            _BITS,
            lambda m: (
                f"{plural(numbers.said(m['a']))}{m['and'].replace('&', 'and')}"
                f"{plural(numbers.said(m['b']))}"
            ),
        ),
        Form(Kind.CARDINAL, _AGES, ages),
        Form(Kind.CARDINAL, _FEW, lambda m: plural(numbers.said(m["figure"]))),
    )
