"""Plain numbers: ordinals, ranges, scaled ones, decimals, cardinals."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import (
    back,
    is_noun_after,
    is_plural_after,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.numbers.multiples import multiple_forms
from arqon_sidecar.text.english.numbers.number_ranges import SCALES, range_form
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["figure_forms", "plural"]

_FREE = r"(?<![\w.,])"
_FROM = (
    r"(?:(?<=\d)|(?<=\d\.)|(?<=\d[ap]m)|(?<=\d [ap]m)|(?<=\d[ap]\.m\.)|(?<=\d [ap]\.m\.)"
    r"|(?<=\d['’]s)|(?<=\ds)"
    r"|(?<=\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))|(?<=uary)|(?<=March)"
    r"|(?<=April)|(?<=June)|(?<=July)|(?<=August)|(?<=October)|(?<=[tvc]ember))"
)
"""A number, a time or a month: ever-present begins with none."""
_OPEN = re.compile(
    rf"(?:(?<=[Nn]oon)|(?<=[Mm]idnight))\s?[-–]\s?(?=\d)|(?<=\d)[-–](?=\d{{1,2}}-?ish\b)"
    rf"|{_FROM}\s?[-–—]\s?(?=(?:[Nn]oon|[Mm]idnight|[Pp]resent|now|[Tt]oday|date)\b)"
    r"|(?<=[\dmph])[-–](?=(?:late|close|dusk|dawn|sunset)\b)|(?<=[\da-z])[-–](?=overnight\b)|(?<=\dish)[-–](?=\d)"
    r"|(?:(?<=\d[x×]\d)|(?<=\d[x×]\d\d)|(?<=\d [x×] \d)"
    r"|(?<=\d [x×] \d\d))[-–](?=[1-9]\d?(?![\w./-]))"
)
_MINUS = re.compile(
    r"(?:(?<=[=<>≈,(] )|(?<=[=(\[])|(?<=\bof )|(?<=\bto )|(?<=\bfrom )|(?<=\bis )|(?<=\bwas )"
    r"|(?<=\bat )|(?<=\bbetween ))–(?=\.?\d)"
)
"""A dash of print that stands for a minus: a score of –4."""
_SCALED = re.compile(
    rf"{_FREE}(?P<a>{NUMBER})(?P<scale>k|K|\s?bn|\s?mn|\s?tn|MM|[MBT]|\sM(?=\s[a-z]{{3,12}}s\b))"
    r"(?P<end>\b)(?!\s[A-Z][a-z]|'|-\d)"
)
_COUNT = re.compile(r"(?<![\w.,-])\d{1,2}(?:[-–]\d{1,2}){2,6}(?![\w–-]|[.,]\d)")
_ONE = words("a the my his her our first local annual")
"""In front of a run: a 5K."""
_RUNNING = words("ran run running jogged jog walked finished couch-to")
_LETTERED = words(
    "tv tvs video videos monitor display screen resolution run race footage ultra hdr camera "
    "streaming movie content"
)
_RUN_TIME = re.compile(r":?\s(?:in\s|PR\s|@\s~?)?\d{1,2}:\d\d(?!\s?[ap])|\sin\s(?:sub-|under\s)\d")
"""Behind the length of a run: 10k 46:31."""
_RAN_IN = re.compile(r"(?:\d:\d\d (?:for (?:the |a |my |his |her )?)?|\bsub-\d{1,2}(?::\d\d)? )\Z")
_TURBO = re.compile(
    r"[- ](?:engines?|motor|turbo|four|inline|I4|V6|AWD|FWD|Quattro|Premium|sedan|SUV|MRI"
    r"|scanner|magnet)\b"
)
_WORN = words("size sizes toddler wears wearing")
_NUMERO = re.compile(r"(?:#|№\s?)(?P<number>\d{1,16})(?:\s?[-–]\s?#?(?P<last>\d{1,6}))?(?!\w)")
_FILED = re.compile(
    r"\b(?:P\.?O\.?|order|invoice|inv\.?|claim|policy|case|permit|part|file|ticket) \Z",
    re.IGNORECASE,
)
"""In front of one number with a dash inside: P.O. #88-120."""
_POINT = re.compile(r"(?<![\w.,])(?P<minus>[-−+])?\.(?P<digits>\d+)(?!\w)")
_PLAIN = re.compile(rf"(?P<sign>(?<![\w)\]])[-−+](?=\d))?(?P<number>{NUMBER})(?P<many>s\b)?")


def plural(words: str) -> str:
    """Sixteens, sixes, twenties."""
    if words.endswith("y"):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith("x") else "s")


def figure_forms(numbers: Numbers) -> tuple[Form, ...]:
    """In order; the last one takes every digit that is left."""

    def scaled(match: re.Match[str]) -> str:
        scale, before = match["scale"].strip(), word_before(match).lower()
        if scale == "T" and _is_letter(match, before):
            return f"{numbers.said(match['a'])} T"
        one_race = before in _ONE and not is_plural_after(match)
        timed = _RUN_TIME.match(match.string, match.end()) or _RAN_IN.search(back(match))
        runs = (
            bool(timed)
            or word_after(match).lower() in ("run", "runs", "race", "races", "pr", "pb", "pace")
            or (before in _RUNNING and match["a"] in ("3", "5", "8", "10", "15", "20", "21", "42"))
        )
        named = scale == "k" and before == "the" and match["a"] in ("5", "10")
        if (
            runs
            or (named and not is_noun_after(match))
            or (
                scale == "K"
                and (one_race or word_after(match).lower() in _LETTERED or match["a"] in ("4", "8"))
            )
        ):
            return f"{numbers.said(match['a'])} K"
        return f"{numbers.said(match['a'])} {SCALES[scale]}"

    def numero(match: re.Match[str]) -> str:
        said = numbers.said if len(match["number"]) < 4 else numbers.name
        if match["last"] and _FILED.search(back(match)):
            return f"number {numbers.name(match['number'])}, {numbers.name(match['last'])}"
        last = f" to {said(match['last'])}" if match["last"] else ""
        return f"number {said(match['number'])}{last}"

    def plain(match: re.Match[str]) -> str:
        sign = {"-": "minus ", "−": "minus ", "+": "plus "}.get(match["sign"] or "", "")
        said = numbers.said(match["number"], counted=is_plural_after(match))
        if match["many"] and "." in match["number"]:
            return f"{sign}{said} seconds"
        return sign + (plural(said) if match["many"] else said)

    return (
        Form(
            Kind.CARDINAL,
            _COUNT,
            lambda m: " ".join(map(numbers.said, re.split("[-–]", m.group()))),
        ),
        Form(Kind.IDENTIFIER, _NUMERO, numero, r"[#№]"),
        Form(Kind.OPERATOR, _MINUS, lambda _: "minus ", "–"),
        Form(Kind.RANGE, _OPEN, lambda _: " to ", r"[-–—\s]"),
        *multiple_forms(numbers),
        range_form(numbers),
        Form(Kind.CARDINAL, _SCALED, scaled),
        Form(Kind.DECIMAL, _POINT, lambda m: _point(m, numbers), r"[-−+.]"),
        Form(Kind.CARDINAL, _PLAIN, plain, r"[-−+\d]"),
    )


def _is_letter(match: re.Match[str], before: str) -> bool:
    """A 2.0T, a 3T MRI, size 2T: no trillions."""
    number = match["a"]
    turbo = number[1:] == ".0" or _TURBO.match(match.string, match.end())
    return bool(turbo) or (before.rstrip(":") in _WORN and len(number) == 1)


def _point(match: re.Match[str], numbers: Numbers) -> str:
    minus = "minus " if match["minus"] in ("-", "−") and match["minus"] else ""
    return f"{minus}point {numbers.digits(match['digits'])}"
