"""How sums are paid and interest moves: £30k p.a., £12.50pp, a 25 bp cut."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_after
from arqon_sidecar.text.english.sentence_ends import ends_sentence
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["paid_forms"]

_PAID = re.compile(
    r"(?:(?<=[\d%kKLrs.] )|(?<=[\dkK]))(?P<for>p\.a\.|pcm|p\.m\.|p\.w\.|pw|p/[amwh])(?!\w)"
)
_PAID_FOR = {
    "p.a.": "year",
    "pcm": "calendar month",
    "p.m.": "month",
    "p.w.": "week",
    "pw": "week",
    "p/a": "year",
    "p/m": "month",
    "p/w": "week",
    "p/h": "hour",
}
_HEAD = re.compile(r"(?:(?<=[\dkK])|(?<=/day)|(?<=/night))\s?pp(?!\w)(?:\.(?=\s[a-z]|[,;)]))?")
_PRICE = re.compile(r"[€£$₹]\s?[\d.,]+[kK]?(?:[-–][\d.,]+)?(?:/(?:day|night))?\Z")
"""In front of pp: £12.50pp."""
_PRICED = re.compile(r"[€£$₹]\s?[\d.,]+ \Z")
_EACH = re.compile(
    r"(?<=\d )ea(?=\s?[=,;)+]|\s(?:or|and|for|plus)\b|\s?\Z|[.](?:\s?\Z|\s[A-Z]))(?P<dot>\.)?"
)
_BASIS_POINTS = re.compile(r"(?<=\d )bps?(?!\w)")
_OF_INTEREST = re.compile(
    r"\b(?:rates?|yields?|spreads?|cuts?|cutting|hikes?|hiked|rose|rises?|fell|falls?|up|down|by)\b[^.;!?]*\Z",
    re.IGNORECASE,
)
"""Where bp are no pairs of bases."""
_SUM = re.compile(r"[€£$₹]\s?[\d.,]+[kL]? ?\Z|% \Z|\b(?:hrs?\.?|hours|days) \Z")


def paid_forms() -> tuple[Form, ...]:
    """Per year, per person, basis points."""
    return (
        Form(Kind.MEASURE, _PAID, _paid, "p"),
        Form(
            Kind.MEASURE,
            _HEAD,
            lambda m: " per person" if _PRICE.search(back(m)) else None,
            r"[\sp]",
        ),
        Form(
            Kind.MEASURE,
            _EACH,
            lambda m: f"each{m['dot'] or ''}" if _PRICED.search(back(m)) else None,
            "e",
        ),
        Form(Kind.MEASURE, _BASIS_POINTS, _basis_points, "b"),
    )


def _paid(match: re.Match[str]) -> str | None:
    if not _SUM.search(back(match)):
        return None
    ends = match.group().endswith(".") and ends_sentence(match.string, match.end())
    return f"per {_PAID_FOR[match['for']]}" + "." * ends


def _basis_points(match: re.Match[str]) -> str | None:
    moved = word_after(match) in ("cut", "cuts", "hike", "hikes", "rise", "increase", "move")
    return "basis points" if moved or _OF_INTEREST.search(back(match)) else None
