"""Short forms that many write without their point: vs, tsp, hwy 12, asst manager, 5 hrs."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.shortenings.shortenings import BEFORE_NUMBERS, DOTTED
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["undotted_form"]

_PLAIN = re.compile(
    r"(?:(?<![\w.'/-])|(?<=city/))(?P<word>vs|[Aa]vg(?=:|\s\w)|[Mm]kt(?=\s[Cc]ap)|[Aa]pt|[Aa]vail(?=\s(?:now|\d))|Ave|Blvd|approx|tbsp|tsp|hrs|mins|[Qq]ty|etc"
    r"|(?:(?<=\bon )|(?<=\boff )|(?<=\b[Tt]ake )|(?<=\bvia ))[Rr]t(?=\s\d{1,3}(?!\w))"
    r"|(?:[Hh]wy|[Rr]te|Rm|[Pp]gs?)(?=\s\d)|[Mm]grs?|[Mm]gmt|[Aa]sst(?=\s[A-Za-z])"
    r"|(?:(?<=\d )|(?<=mpg )|(?<=city/))hwy|(?:Ste|STE)(?=\s#?(?:\d|[A-Z]\b))|(?<=\d )pct"
    r"|(?:[Ff]lt|[Gg]rp)(?=\s[\dA-Z])|[Bb]ldg(?=\s[\dA-Z]\b)|[Dd]ept|DEPT|[Gg]ovt|GOVT)(?![\w.'-])"
)
_NEAR_ADDRESS = re.compile(r"\w+(?: ?#[A-Z]?\d| [A-Z]?\d| [NSEW]\b)")


def undotted_form() -> Form:
    """The words that they stand for; a street only in an address."""
    return Form(Kind.ABBREVIATION, _PLAIN, _plain, "[vAaBbFfthmMqeQHRrpdDgGS]")


def _plain(match: re.Match[str]) -> str | None:
    word = match["word"].lower()
    near = match.end() + (3 if word == "apt" else 40)
    street = word in ("apt", "ave", "blvd")
    if street and not _NEAR_ADDRESS.search(match.string, match.start(), near):
        return None
    return DOTTED.get(word) or BEFORE_NUMBERS[word]
