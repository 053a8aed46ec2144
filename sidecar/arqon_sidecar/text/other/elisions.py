"""Numbers behind an Italian article: l'8 marzo, l'11/9, dell'8,5%.

espeak-ng would say "elle otto".
"""

from __future__ import annotations

import re

from num2words import num2words

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["elision_forms"]

_ELIDED = re.compile(
    r"(?P<article>(?:[Ll]|[Aa]ll|[Dd]ell|[Nn]ell|[Dd]all|[Ss]ull|[Uu]n|[Qq]uest|[Qq]uell)')(?P<number>1|11|8\d{0,2})"
    r"(?:(?P<heat>\s?°\s?C)(?!\w)|(?P<ranked>[°ºª])|/(?P<month>1[0-2]|0?[1-9])(?!/)|,(?P<decimals>\d{1,2}))?(?![\w/]|[.,:]\d)"
)


_HOUR = re.compile(
    r"\s(?:di notte|del pomeriggio|di pomeriggio|del mattino|in punto"
    r"|e \d|e mezz|e un|alle\b|circa)"
)
_IS = re.compile(r"\b(?:è|era|sarà|verso|dopo|prima del|dalle [\d:.]{1,5}) \Z", re.IGNORECASE)


def _is_hour(match: re.Match[str]) -> bool:
    """Whether it is one o'clock: l'1 di notte, è l'1."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    return bool(_HOUR.match(match.string, match.end()) or _IS.search(before))


def elision_forms(words: Vocabulary) -> tuple[Form, ...]:
    """The number in words, with the month or the decimals behind it."""

    def say(match: re.Match[str]) -> str:
        number = num2words(int(match["number"]), lang="it")
        if match["heat"]:
            return f"{match['article'].lower()}{number} {words.degrees.many} Celsius"
        if match["ranked"]:
            ranked: str = num2words(int(match["number"]), lang="it", to="ordinal")
            return match["article"].lower() + (
                f"{ranked[:-1]}a" if match["ranked"] == "ª" else ranked
            )
        if match["number"] == "1" and not (match["month"] or match["decimals"]) and _is_hour(match):
            number = "una"
        month = f" {words.months[int(match['month']) - 1]}" if match["month"] else ""
        decimals = f" virgola {match['decimals']}" if match["decimals"] else ""
        return f"{match['article'].lower()}{number}{month}{decimals}"

    return (Form(Kind.CARDINAL, _ELIDED, say, "[A-Za-z]"),)
