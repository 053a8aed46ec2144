"""The keys # and * of a telephone, and # behind a word or a number: *67, 100#, press #, Ref#: 9."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import NOT_NOUNS, back, word_after
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["dialed_forms"]

_CODE = re.compile(r"(?<![\w*#])\*(?P<a>\d{1,4})(?:\*(?P<b>\d{1,20}))?(?P<hash>#)?(?![\w*])")
_HASHED = re.compile(r"(?<![\w.,$€£#])(?P<number>\d{1,12})#(?!\w)")
_BETWEEN = re.compile(r"(?<![\w#])#(?P<number>\d{1,4})#(?!\w)")
_KEY = re.compile(
    r"(?:(?<=\b[Pp]ress )|(?<=\b[Hh]it )|(?<=\bthe )|(?<=\b[Dd]ial )|(?<=\bpressing )|(?<=\bby ))"
    r"(?P<key>[#*])(?=\s(?!of\b)|[.,;!?)]|$)"
)
_DIALS = re.compile(
    r"\b(?:call|dial|press|enter|type|code|key|punch|hit|phone|text)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?<=[A-Za-z.])(?:(?<=[A-Za-z]{2})#(?=[,;)]|\s?\Z)|#(?=\s?:|\s?[A-Z]{0,4}-?\d|\s(?:is|was|on|and|for)\b|\s[A-Z\d]{4})"
    r"| #(?![0-9A-Fa-f]{6}\b)(?=:|\s?[A-Z]{1,4}-?\d|\s\d|\s(?:is|was)\b)"
    r"|(?:(?<=[A-Z]{2})|(?<=order)|(?<=phone)|(?<=account)|(?<=tracking)|(?<=invoice)|(?<=case))"
    r" #(?=[.,;?!)]|$))"
)

_TOPIC = re.compile(r"[A-Z]{3,4}\d(?!\w)")
"""What people talk of: #GPT4."""


_SOLD = words("bag bags box boxes sack sacks test line paper cover stock dumbbell dumbbells weight")
"""What is sold by pounds: a 50# bag."""


def dialed_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Star and pound, in Britain hash; behind a number that nobody dials # means pounds."""
    pound = "hash" if numbers.british else "pound"

    def code(match: re.Match[str]) -> str:
        more = f" star {numbers.digits(match['b'])}" if match["b"] else ""
        first = numbers.said(match["a"]) if len(match["a"]) < 3 else numbers.digits(match["a"])
        return f"star {first}{more}" + f" {pound}" * bool(match["hash"])

    def hashed(match: re.Match[str]) -> str | None:
        number = match["number"]
        if _DIALS.search(back(match)):
            said = numbers.said(number) if len(number) < 3 else numbers.digits(number)
            return f"{said} {pound}"
        one = number == "1" or word_after(match) in _SOLD
        return None if numbers.british else f"{numbers.said(number)} pound{'s' * (not one)}"

    return (
        Form(Kind.TELEPHONE, _CODE, code, r"\*"),
        Form(Kind.TELEPHONE, _HASHED, hashed),
        Form(
            Kind.TELEPHONE,
            _BETWEEN,
            lambda m: f"{pound} {numbers.said(m['number'])} {pound}",
            "#",
        ),
        Form(Kind.SIGN, _KEY, lambda m: "star" if m["key"] == "*" else pound, r"[#*]"),
        Form(Kind.IDENTIFIER, _NUMBER, _number, r"[ #]"),
    )


def _number(match: re.Match[str]) -> str | None:
    """Conf #Q7; "and #AI2024" is a hashtag."""
    tagged = match.group().startswith(" ") and match.string[match.end()].isalpha()
    before = back(match).rsplit(None, 1)
    if not (tagged and before):
        return " number"
    topic = _TOPIC.match(match.string, match.end()) or before[-1].startswith("#")
    return None if topic or before[-1].lower() in NOT_NOUNS else " number"
