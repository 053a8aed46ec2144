"""Short forms of ways and journeys: turn L, arr. 9:20, dep. 7:15."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_noun_after, word_after
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["travel_forms"]

_TURN = re.compile(
    r"(?:(?<=[Tt]urn )|(?<=[Bb]ear )|(?<=then )|(?<=, )(?=[LR]\.?\s(?:on|onto|at)\b)"
    r"|(?<=[Mm]ake a )|(?<=[Tt]ake a )|(?<=[Hh]ang a )"
    r"|(?<=[Kk]eep ))(?P<way>[LR])"
    r"(?:\.?(?=\s(?:on|onto|at|turn|in|after|before|into)\b)|(?=[.,;](?!\w)|$))"
)
_WAYS = {"L": "left", "R": "right"}
_RUNWAY = re.compile(
    r"(?<![\w.'-])(?P<word>(?i:rwy|runway)|ILS(?=\s\d{1,2}[LRC]))\s(?P<a>[0-3])?(?P<b>\d)(?P<side>[LRC])?(?![\w%]|[.,]\d)"
)
_SIDES = {"L": " left", "R": " right", "C": " center"}
_TRAVELS = re.compile(
    r"(?<![\w.'-])(?P<word>[Aa]rr|[Dd]ep|[Ll]v)(?:\.|(?=:)|(?=\s))"
    r"(?=:?\s(?:[A-Z]{3}\s(?:T\d\s)?|(?<=\.\s)(?:[A-Z][a-z]+\s){1,2}|daily\s|weekdays\s)?(?:at\s)?~?\d{1,2}(?:[:.]\d\d(?!\d)|\s?[ap]\.?m\b))"
)
_TRAVELS_WORDS = {"arr": "arrives", "dep": "departs", "lv": "leaves"}


_NIGHTS = re.compile(
    r"(?<![\w.,])(?P<a>\d{1,2})(?P<of>[ND])\s?[/&]?\s?(?P<b>\d{1,2})(?P<and>[ND])(?!\w)"
)
"""How long a journey is: 2N/3D."""
_LASTS = {"N": "night", "D": "day"}
_AIRPORTS = re.compile(r"(?<=(?<![\w–-])[A-Z]{3})\s?–\s?(?=[A-Z]{3}(?![\w–-]))")
"""Between the letters of two airports: EWR–PEK."""
_FLIGHTS = words("flight flights route leg fare fares ticket tickets nonstop round-trip service")
_MANY = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Tt]hey)\b")


def travel_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Which way to turn, and when one leaves and arrives."""

    def runway(match: re.Match[str]) -> str:
        """Pilots say each figure: runway two seven left."""
        figures = numbers.digits((match["a"] or "") + match["b"])
        what = spelled("ILS") if match["word"] == "ILS" else "runway"
        return f"{what} {figures}{_SIDES.get(match['side'], '')}"

    def nights(match: re.Match[str]) -> str | None:
        if match["of"] == match["and"]:
            return None
        ends = ((match["a"], match["of"]), (match["b"], match["and"]))
        return ", ".join(f"{numbers.said(n)} {_LASTS[u]}{'s' * (n != '1')}" for n, u in ends)

    return (
        Form(Kind.DURATION, _NIGHTS, nights),
        Form(Kind.SERIAL, _RUNWAY, runway, "[rRI]"),
        Form(Kind.ABBREVIATION, _TURN, lambda m: _WAYS[m["way"]], "[LR]"),
        Form(Kind.RANGE, _AIRPORTS, _airports, r"[\s–]"),
        Form(Kind.ABBREVIATION, _TRAVELS, _travels, "[aAdDlL]"),
    )


def _travels(match: re.Match[str]) -> str:
    said = _TRAVELS_WORDS[match["word"].lower()]
    if _MANY.search(back(match)):
        said = said.removesuffix("s")
    return said.capitalize() if match["word"][0].isupper() else said


def _airports(match: re.Match[str]) -> str | None:
    """JFK–LAX, a JFK–LAX flight; but "a CIA–FBI feud"."""
    end = match.end() + 3
    noun = is_noun_after(match, end)
    return None if noun and word_after(match, end) not in _FLIGHTS else " to "
