"""Short forms of sports: 24 pts, 7 reb, Nadal def. Federer 7-6(4)."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["sport_forms"]

_SCORED = re.compile(
    r"(?<=\d )(?P<word>pts|inn|rebs?|asts?|stls?|blks?|PTS|REB|AST|STL|BLK)\b\.?(?=[,;:.!?)]|\s|$)"
)
_SCORES = {
    "pt": "points",
    "reb": "rebounds",
    "ast": "assists",
    "stl": "steals",
    "blk": "blocks",
    "inn": "innings",
}
_POINTS = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:\.\d)?)-pts?\.?(?=\s(?:margin|lead|dogs?|underdogs?|spread|shots?|play|line|win|loss|game"
    r"|scale|range|swing|attempts?|font|type|basket|goal|deficit|TNR|Times|Arial|Courier|bold|edge|drop|gain|conversion)s?\b)"
)
"""A 3-pt. lead, and no pints."""
_BEATEN = re.compile(
    r"(?<![\w.'-])(?:def\.(?=\s(?:No\.\s|#)?[A-Z\d(])"
    r"|bt(?=\s[A-Z][A-Za-z]{1,14}\s(?:\d{2,3}(?:/\d{1,2})?(?!\w)|by\s))|(?:d\.|bt)(?=\s[A-Z][\w.-]{0,20}(?:\s[A-Z][\w-]{1,20})?(?:\s\(\d{1,2}\))?,?\s\d{1,2}[-–]\d))"
)
"""Nadal def. Federer, Gauff d. Swiatek 6-4."""
_BOTTOM = re.compile(r"(?<![\w.'-])[Bb]ot\.?(?=\s(?:of\s)?(?:the\s)?\d{1,2}(?:st|nd|rd|th)\b)")
"""Of an inning."""
_SHOTS = re.compile(r"\b(?:FG|3PT?|PTS|REB|AST)\b[^.!?\n]{0,30}\Z")
"""Where FT is free throws."""
_MADE = re.compile(
    r"(?<![\w.,-])(?P<a>\d{1,2})[-/](?P<b>\d{1,2})(?=\s(?:FG|FGs|FT|FTs|3PT|3P|3FG)\b)"
)
"""So many shots of so many."""
_TIE_BREAK = re.compile(r"(?<![\w.,-])(?P<a>[67])[-–](?P<b>[67])\s?\((?P<lost>\d{1,2})\)(?!\w)")
"""A set of tennis, with the points of who lost its tie-break."""

_DECLARED = re.compile(r"(?<![\w.,/])(?P<runs>\d{3})/(?P<lost>[1-9])\s?d(?:ec)?(?!\w)")
"""Of cricket: 487/6d."""
_GAMES = re.compile(r"(?<=\d )GB(?=\s(?:behind|back|ahead)\b)")
"""So many games behind."""
_HALF_TIME = re.compile(
    r"(?<![\w.'-])(?P<half>[HF])T(?=:? [^.!?\n]{0,30}\d[-–]\d)|(?<=\bat )HT(?!\w)"
    r"|(?<=\d[-–]\d )(?P<behind>[HF])T(?=[;,.)]|\s|$)"
)
"""Where a match stood: FT: Leeds 2-1 Hull, 1-0 at HT."""

_SCORE = re.compile(r"(?P<a>\d{1,2})[-–](?P<b>\d{1,2}) \Z")
_STOPPAGE = re.compile(
    r"(?<![\w.,:])(?P<minute>45|90|105|120)\+(?P<more>\d{1,2})['′]?(?!\w|[.,]\d)"
)
"""Minutes of football: 90+3'."""


def sport_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Points and rebounds behind their number, who beat whom, sets with a tie-break."""

    def tie_break(match: re.Match[str]) -> str:
        first, last, lost = (numbers.said(match[name]) for name in ("a", "b", "lost"))
        return f"{first} to {last}, {lost}"

    def made(match: re.Match[str]) -> str | None:
        """5-6 FT are free throws; 3-1 FT is a match at its end."""
        if int(match["a"]) > int(match["b"]) or match["b"] == "0":
            return None
        return f"{numbers.said(match['a'])} of {numbers.said(match['b'])}"

    def stoppage(match: re.Match[str]) -> str | None:
        sure = match.group()[-1] in "'′" or word_before(match).lower() in ("in", "at", "minute")
        if not sure:
            return None
        return f"{numbers.said(match['minute'])} plus {numbers.said(match['more'])}"

    return (
        Form(Kind.TIME, _STOPPAGE, stoppage),
        Form(Kind.MEASURE, _POINTS, lambda m: f"{numbers.said(m['number'])} point"),
        Form(
            Kind.ABBREVIATION,
            _SCORED,
            lambda m: _SCORES[m["word"].lower().removesuffix("s")] + point(m),
            "[iprasbPRASB]",
        ),
        Form(Kind.ABBREVIATION, _BEATEN, _beaten, "[db]"),
        Form(
            Kind.ABBREVIATION,
            _HALF_TIME,
            _half_time,
            "[HF]",
        ),
        Form(Kind.ABBREVIATION, _BOTTOM, lambda _: "bottom", "[Bb]"),
        Form(Kind.ABBREVIATION, _GAMES, lambda _: "games", "G"),
        Form(Kind.SCORE, _TIE_BREAK, tie_break),
        Form(Kind.SCORE, _MADE, made),
        Form(
            Kind.SCORE,
            _DECLARED,
            lambda m: f"{numbers.name(m['runs'])} for {numbers.said(m['lost'])} declared",
        ),
    )


def _half_time(match: re.Match[str]) -> str | None:
    if match["behind"] == "H":
        return "half time"
    if match["behind"]:
        score = _SCORE.search(back(match))
        return "full time" if score and int(score["a"]) >= int(score["b"]) else None
    if match["half"] != "F":
        return "half time"
    return None if _SHOTS.search(back(match)) else "full time"


def _beaten(match: re.Match[str]) -> str | None:
    before = word_before(match)
    return "defeated" if before[:1].isupper() or before.endswith(")") else None
