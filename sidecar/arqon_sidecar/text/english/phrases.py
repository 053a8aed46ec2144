"""Short forms that the words beside them tell: the no. of, est. in 1901, (b. 1950), E. coli."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import point, word_before
from arqon_sidecar.text.english.letters import spelled
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["phrase_forms"]

_COMPANY = re.compile(r"(?<=\b[Tt]he )co\.(?=\s[a-z])")
_FOUNDED = re.compile(r"(?<![\w.])[Ee]st\.(?=\s(?:in\s|c\.\s?)?(?:1\d{3}|20\d\d)\b)")
_NO_IS = re.compile(
    r"(?P<what>(?<!\w)(?:phone|case|account|model|serial|order|tracking|reference|ref|invoice|ticket"
    r"|room|part|id|flight|policy|contact|mobile|tel"
    r"|(?-i:[A-Z]{2,5}))) no\.(?=\s(?:is|was|and|for)\b|:)",
    re.IGNORECASE,
)
_NO_OF = re.compile(r"(?<![\w.'-])(?P<n>[nN])o\.(?=\sof\s)")
_LIVED = re.compile(
    r"(?:(?<=\()|(?<=[,;] ))(?P<word>[bd])\.(?=\s?(?:c\.\s?)?1?\d{3}\b|\s?20\d\d\b)"
)
_LIVED_WORDS = {"b": "born", "d": "died"}
_SCORED = re.compile(r"(?<=\d )(?P<word>pts|rebs?|asts?|stls?|blks?)\b\.?(?=[,;:.!?)]|\s|$)")
_SCORES = {"pt": "points", "reb": "rebounds", "ast": "assists", "stl": "steals", "blk": "blocks"}
_RETIRED = re.compile(r"(?:(?<=, )|(?<=\())Ret\.(?=[,)]|$)")
_TURN = re.compile(
    r"(?:(?<=[Tt]urn )|(?<=[Bb]ear )|(?<=then )|(?<=[Mm]ake a )|(?<=[Tt]ake a )|(?<=[Hh]ang a )"
    r"|(?<=[Kk]eep ))(?P<way>[LR])(?=\s(?:on|onto|at|turn|in|after|before|into)\b|[.,;](?!\w)|$)"
)
_WAYS = {"L": "left", "R": "right"}
_PART = re.compile(
    r"(?<![\w.'/-])(?P<word>[Aa]pp|[Ff]ig|[Ss]ched|[Ee]x|[Aa]nx)\.(?=\s[B-HJ-Z](?![\w']|\.\w))"
)
_PARTS = {
    "app": "appendix", "fig": "figure", "sched": "schedule", "ex": "exhibit", "anx": "annex",
}  # fmt: skip
"""What has letters for numbers: App. B."""
_BEATEN = re.compile(r"(?<![\w.'-])def\.(?=\s(?:No\.\s|#)?[A-Z\d(])")
"""Nadal def. Federer."""
_TRAVELS = re.compile(
    r"(?<![\w.'-])(?P<word>[Aa]rr|[Dd]ep)(?:\.|(?=:)|(?=\s))"
    r"(?=:?\s(?:[A-Z]{3}\s)?(?:at\s)?~?\d{1,2}[:.]\d\d(?!\d))"
)
_TRAVELS_WORDS = {"arr": "arrives", "dep": "departs"}
_RANK = re.compile(
    r"(?<![\w.'-])(?P<rank>Sr|Jr)\.?(?=\s(?:[A-Z]\w+\s){0,2}"
    r"(?:Manager|Engineer|Developer|Director|Analyst|Designer|Consultant|Architect|Editor"
    r"|Associate|Scientist|Accountant|Vice|VP|Researcher|Officer|Partner|Technician|Programmer"
    r"|Administrator|Advisor|Counsel|Lecturer|Specialist|Lead|Producer|Buyer|Planner)s?\b)"
)
_RANKS = {"Sr": "Senior", "Jr": "Junior"}
_SPECIES = re.compile(r"(?<![\w.'])(?P<genus>[A-Z])\.(?=\s[a-z]{4,})")
_GENERA = re.compile(r"\s(?:[a-z]{2,}(?:i|us|is|um|ii|ae|ans|ens|er|ns|ex|yx))\b")


def phrase_forms() -> tuple[Form, ...]:
    """They stand before the abbreviations that mean the same everywhere."""
    return (
        Form(Kind.ABBREVIATION, _COMPANY, lambda _: "company", "c"),
        Form(Kind.ABBREVIATION, _FOUNDED, lambda _: "established", "[eE]"),
        Form(Kind.ABBREVIATION, _NO_IS, lambda m: m["what"] + " number", "[A-Za-z]"),
        Form(Kind.ABBREVIATION, _NO_OF, lambda m: f"{m['n']}umber", "[nN]"),
        Form(Kind.ABBREVIATION, _LIVED, lambda m: _LIVED_WORDS[m["word"]], "[bd]"),
        Form(
            Kind.ABBREVIATION,
            _SCORED,
            lambda m: _SCORES[m["word"].removesuffix("s")] + point(m),
            "[prasb]",
        ),
        Form(Kind.ABBREVIATION, _TURN, lambda m: _WAYS[m["way"]], "[LR]"),
        Form(Kind.ABBREVIATION, _PART, lambda m: _PARTS[m["word"].lower()], "[AaFfSsEe]"),
        Form(Kind.ABBREVIATION, _RETIRED, lambda _: "retired", "R"),
        Form(Kind.ABBREVIATION, _BEATEN, _beaten, "d"),
        Form(Kind.ABBREVIATION, _TRAVELS, _travels, "[aAdD]"),
        Form(Kind.INITIALISM, _SPECIES, _species, "[A-Z]"),
        Form(Kind.ABBREVIATION, _RANK, lambda m: _RANKS[m["rank"]], "[JS]"),
    )


def _species(match: re.Match[str]) -> str | None:
    """E. coli, S. aureus, C. elegans."""
    return spelled(match["genus"]) if _GENERA.match(match.string, match.end()) else None


def _beaten(match: re.Match[str]) -> str | None:
    return "defeated" if word_before(match)[:1].isupper() else None


def _travels(match: re.Match[str]) -> str:
    said = _TRAVELS_WORDS[match["word"].lower()]
    return said.capitalize() if match["word"][0].isupper() else said
