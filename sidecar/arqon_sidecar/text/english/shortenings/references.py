"""Short forms of what a number or a letter names: phone no. is, the no. of, App. B, Conf# Q7."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_before
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["reference_forms"]

_NO_IS = re.compile(
    r"(?P<what>(?<!\w)(?:phone|case|account|model|serial|order|tracking|reference|ref|invoice|ticket"
    r"|room|part|id|flight|policy|contact|mobile|cell|fax|toll-free|tel\.?|my|your|his|her|our|their"
    r"|(?-i:[A-Z]{2,5}))) no\.(?=\s(?:and|for)\b)",
    re.IGNORECASE,
)
_NO_OF = re.compile(r"(?<![\w.'-])(?P<n>[nN])o\.(?=\s(?:of|is|was|between)\s|[:?])")
_PART = re.compile(
    r"(?<![\w.'/-])(?P<word>[Aa]ppx?|[Ff]ig|[Ss]ched|[Ee]xh?|[Aa]nx|[Ss]ect|[Pp]t)\.(?=\s(?:[B-HJ-Z](?![\w']|\.\w)|A(?=[,;:)]|\.?$|\sat\s\d)))"
)
_PARTS = {
    "app": "appendix", "appx": "appendix", "fig": "figure", "sched": "schedule", "ex": "exhibit",
    "exh": "exhibit",
    "anx": "annex", "sect": "section", "pt": "part",
}  # fmt: skip
"""What has letters for numbers: App. B."""
_PARCEL = re.compile(
    r"#(?=\d[A-Z\d]{7,40}(?!\w))"
    r"|(?:(?<=\b[Tt]he )|(?<=\b[Tt]otal )|(?<=\bany )|(?<=\ba ))#(?=\sof\s)"
)
_NUMBERS = re.compile(r"(?<![\w&])#s(?!\w)")
_PLACE = re.compile(
    r"(?<![\w.'/-])(?P<word>Rm|Sec|Bldg|Flr|Blk|Ep|(?:(?<=Ave )|(?<=St )|(?<=Blvd )|(?<=Ave, )"
    r"|(?<=St, ))Fl)(?=\s#?[A-Z]?\d{1,4}[A-Z]?(?![\w]|[.,]?\d\d))"
)
_ROOM = re.compile(r"(?<![\w.'/-])Rm\.?(?=\s[A-Z](?![\w']|\.\w))")
_PLACES = {
    "Rm": "Room", "Sec": "Section", "Bldg": "Building", "Flr": "Floor", "Fl": "Floor",
    "Blk": "Block", "Ep": "Episode",
}  # fmt: skip
"""Without a point they are short only with a capital letter."""
_ROUND = re.compile(r"(?<![\w.'/-])Rd\.?(?=\s\d{1,2}(?!\w))")
_COUNTED = re.compile(
    r"(?<![\w.'/-])(?P<word>[Yy]r|[Ww]k|[Ss]z|[Ll]vl|pmt)(?P<many>s)?\.?(?=\s(?:\d{1,3}(?:\.5)?(?![\w.])|[$€£]\d|due\b))"
)
_COUNTED_WORDS = {"yr": "year", "wk": "week", "sz": "size", "lvl": "level", "pmt": "payment"}
_REVISION = re.compile(
    r"(?<![\w.'-])(?P<r>[Rr])ev\.(?=\s\d{1,2}(?!\w|[.,:%]\d|%|\s?(?:million|billion)))"
)
_WEEK_OF = re.compile(r"(?<![\w.'/-])[Ww]k\.?(?=\sof\s(?:\d|[A-Z]|the\b))")
_COUNTY = re.compile(r"(?<![\w.'/-])Cty\.?(?=\s(?:Rd|Road|Hwy|Rte|Line)\b)")
_CIRCA = re.compile(r"(?<![\w.'/-])c(?P<year>1\d{3})(?![\w.,-]\d|\w)")
_LABEL = re.compile(
    r"(?<![\w.'-])(?P<word>[Ww]t|[Hh]t|[Aa]mt|[Ee]lev)\.?(?=:\s?[-−+~]?(?:[$€£]\s?)?\d|(?<=[WwHh]t)\s\d{1,3}(?:\.\d{1,2})?\s?(?:kg|lbs?|cm|m\b|['′]\d))"
)
_LABELS = {
    "wt": "weight", "ht": "height", "amt": "amount", "elev": "elevation",
}  # fmt: skip
_BILL = re.compile(r"(?<![\w.])(?P<house>H\.\s?R\.|S\.)\s(?P<number>\d{1,4})(?![\w%]|[.,]\d)")
"""Of the American congress: H.R. 3746."""
_OF_MAKER = re.compile(r"(?<![\w/])(?P<what>[SP])/N(?=[:#]?\s?#?[A-Z]{0,4}-?\d)")
_OF_MAKERS = {"S": "serial number", "P": "part number"}
_NAMED = re.compile(
    r"(?<![\w.'/-])(?P<word>conf|acct|inv|trk|tkt|res|cust|ord|auth|chk|rcpt|trans|txn)\.?"
    r"(?=\s?#|\s[Nn]o\.)",
    re.IGNORECASE,
)
_NAMES = {
    "conf": "confirmation", "acct": "account", "inv": "invoice", "trk": "tracking",
    "tkt": "ticket", "res": "reservation", "cust": "customer", "ord": "order",
    "auth": "authorization", "chk": "check", "rcpt": "receipt", "trans": "transaction",
    "txn": "transaction",
}  # fmt: skip
"""What bills and tickets print in front of a number."""


def reference_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before the abbreviations that mean the same everywhere."""
    return (
        Form(Kind.ABBREVIATION, _NO_IS, _number_is, "[A-Za-z]"),
        Form(Kind.ABBREVIATION, _NO_OF, lambda m: f"{m['n']}umber", "[nN]"),
        Form(Kind.ABBREVIATION, _PART, lambda m: _PARTS[m["word"].lower()], "[AaFfSsEePp]"),
        Form(Kind.ABBREVIATION, _REVISION, lambda m: f"{m['r']}evision", "[Rr]"),
        Form(Kind.DATE, _CIRCA, lambda m: f"circa {numbers.year(int(m['year']))}", "c"),
        Form(Kind.ABBREVIATION, _WEEK_OF, lambda m: f"{m.group()[0]}eek", "[Ww]"),
        Form(Kind.ABBREVIATION, _COUNTY, lambda _: "County", "C"),
        Form(
            Kind.SERIAL,
            _BILL,
            lambda m: (
                f"{spelled(m['house'][:1] + m['house'][1:].strip('. ')[:1])} "
                f"{numbers.name(m['number'])}"
            ),
            "[HS]",
        ),
        Form(Kind.ABBREVIATION, _LABEL, _label, "[WwHhAaEe]"),
        Form(Kind.SIGN, _PARCEL, lambda _: "number ", "#"),
        Form(Kind.SIGN, _NUMBERS, lambda _: "numbers", "#"),
        Form(Kind.ABBREVIATION, _PLACE, lambda m: _PLACES[m["word"]], "[RSBFE]"),
        Form(Kind.ABBREVIATION, _ROOM, lambda _: "Room", "R"),
        Form(Kind.ABBREVIATION, _ROUND, _round, "R"),
        Form(Kind.ABBREVIATION, _COUNTED, _counted, "[YWSLywspl]"),
        Form(Kind.ABBREVIATION, _OF_MAKER, lambda m: _OF_MAKERS[m["what"]], "[SP]"),
        Form(Kind.ABBREVIATION, _NAMED, _named, "[aAcCiItToOrR]"),
    )


def _round(match: re.Match[str]) -> str | None:
    """Rd. 2 of a draft; "Mill Rd. 2" is a road."""
    return None if word_before(match).istitle() else "Round"


def _counted(match: re.Match[str]) -> str | None:
    """Yr 3, wk 12; behind a number they are how long."""
    before = word_before(match)
    if before[-1:].isdecimal() or before.lower() in ("a", "the", "per"):
        return None
    said = _COUNTED_WORDS[match["word"].lower()] + (match["many"] or "")
    return said.capitalize() if match["word"][0].isupper() else said


def _label(match: re.Match[str]) -> str:
    said = _LABELS[match["word"].lower()]
    return said.capitalize() if match["word"][0].isupper() else said


def _named(match: re.Match[str]) -> str:
    said = _NAMES[match["word"].lower()]
    return said.capitalize() if match["word"][0].isupper() else said


def _number_is(match: re.Match[str]) -> str:
    what = match["what"]
    return f"{'telephone' if what.lower() == 'tel.' else what} number"
