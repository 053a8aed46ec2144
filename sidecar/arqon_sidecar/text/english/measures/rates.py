"""How often: 100 req/s, 30 frames/sec, 3 meals/day, twice/week, up 4% y/y."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.clock.clock import minute_words
from arqon_sidecar.text.english.context import word_before
from arqon_sidecar.text.english.money.paid import paid_forms
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import ends_sentence
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["rate_forms"]

_PERIODS = {
    "s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour", "d": "day",
    "wk": "week", "mo": "month", "yr": "year", "y": "year",
}  # fmt: skip
_ONE_OF = (
    "serving|portion|dose|gallon|liter|litre|mile|meter|metre|kilometer|kilometre|pound|ounce|gram"
    "|kilogram|acre|hectare|household|capita|employee|student|child|customer|visitor|page|sheet|sprint|game|match|lap|session"
)
_LONG = (
    "second|minute|hour|day|night|week|month|quarter|year|person|user|unit|room|car|vehicle|table"
    f"|team|item|{_ONE_OF}"
)
_TIMES = frozenset(
    f"s|sec|min|hr|second|minute|hour|day|week|month|year|person|{_ONE_OF}".split("|")
)
"""Behind a plural also without a number: "words/minute"; but "night/day", "days/months"."""
_PLURALS = ("people", "men", "women", "children")
_COUNTED = {
    "req": "request", "op": "operation", "msg": "message", "tx": "transaction",
    "txn": "transaction", "pkt": "packet", "img": "image", "iter": "iteration",
    "it": "iteration", "tok": "token", "rev": "revolution", "conn": "connection",
    "pt": "point", "evt": "event", "rec": "record", "cmd": "command", "sample": "sample",
    "frame": "frame",
    "word": "word", "beat": "beat", "cycle": "cycle", "step": "step", "byte": "byte", "bit": "bit",
}  # fmt: skip
"""What is counted, in the short names that programs print; each may have an s behind it."""
_RATE = re.compile(
    rf"(?P<noun>[a-z]{{2,14}})/(?P<unit>{_LONG}|{'|'.join(_PERIODS)})(?P<dot>\.)?(?![\w/])"
)
_OF_MANY = re.compile(
    r"(?<=[a-z\d])/(?=(?:100[kK]|1,000|10,000|100,000|1[mM])(?![\w/]|[.,]\d))"
    r"|(?<=[a-z]s)/(?=\d{1,3}\s?(?:min|sec|hrs?|h|s|days?|hours?|minutes?|months?)\b)"
)
"""In front of so many people: 98.7/100k."""
_FOR_ONE = re.compile(r"(?<=\d)/(?P<sign>[$€£])(?!\s?\d)")
"""In front of the other currency: 154.70/$."""
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound"}
_OFTEN = re.compile(
    rf"(?P<often>once|twice|thrice)/(?P<unit>{_LONG}|{'|'.join(_PERIODS)})(?![\w/])"
)
_EACH = re.compile(
    r"(?:(?<=\d)|(?<=\d[hm])|(?<=\d\s[A-Z]{3}))/(?P<unit>customer|cust(?=\.)\.(?=[;,)]|\s[a-z])|cust(?=\.)|person|household|family|guest|order|account|user"
    r"|student|team|day|night|week|month|quarter|year"
    r"|hr|wk|mo|yr|HOUR|HR|DAY|NIGHT|WEEK|WK|MONTH|MO|YEAR|YR|PERSON|EA|LB)(?!\w|/)"
)
_OFTEN_EACH = re.compile(
    r"(?<![\w.,/])(?:(?P<from>\d{1,2})[x×]?\s?[-–]\s?)?(?P<number>\d{1,2})[x×]/(?P<unit>day|night|week|month|year|d|wk|mo|yr)(?![\w/])"
    r"(?:(?<=/wk|/mo|/yr)\.(?=[,;)]|\s[a-z]))?"
)
_OVER = re.compile(r"(?<![\w/])(?P<a>[ymqwYMQW])/(?P=a)(?![\w/])|(?<!\w)(?P<b>[YMQW])o(?P=b)(?!\w)")
_TERM = re.compile(
    r"(?<![\w.,])(?P<years>[123579]|10|15|20|30)Y(?=:?\s(?:\d+\.\d|yields?|Treasur|notes?|bonds?|UST|swap))"
)
"""10Y yields: for how long money is lent."""
_SPANS = {"y": "year", "m": "month", "q": "quarter", "w": "week"}
_AMOUNT = re.compile(r"[~<>≈]?\d[\d.,]*[kKM]?")
_GLUED = re.compile(r"(?<![\w.,])\d[\d.,]*\Z")


_PACE = re.compile(
    r"(?<![\w.:])(?P<minutes>\d{1,2})[:'′](?P<seconds>[0-5]\d)[\"″”]?\s?(?:/\s?|per\s)"
    r"(?P<unit>km|mi|mile|kilometer|100m|500m)\b"
)
"""Of who runs or rows: 4'55"/km."""
_LENGTHS = {
    "km": "kilometer", "mi": "mile", "100m": "hundred meters", "500m": "five hundred meters",
}  # fmt: skip


def rate_forms(numbers: Numbers) -> tuple[Form, ...]:
    """What is counted and the time for which it is counted, behind a number."""

    def pace(match: re.Match[str]) -> str:
        seconds = match["seconds"]
        minutes = numbers.said(match["minutes"])
        said = f"{minutes} {'minutes' if seconds == '00' else minute_words(seconds, numbers)}"
        return f"{said} per {_LENGTHS.get(match['unit'], match['unit'])}"

    def often_each(match: re.Match[str]) -> str:
        first = f"{numbers.said(match['from'])} to " if match["from"] else ""
        times = {"1": "once", "2": "twice"}.get(first or match["number"])
        often = times or f"{first}{numbers.said(match['number'])} times"
        return f"{often} {_article(_period(match))}"

    return (
        Form(Kind.MEASURE, _PACE, pace),
        *paid_forms(),
        Form(Kind.MEASURE, _OFTEN_EACH, often_each),
        Form(Kind.MEASURE, _FOR_ONE, lambda m: f" per {_CURRENCIES[m['sign']]}", "/"),
        Form(Kind.MEASURE, _OF_MANY, lambda _: " per ", "/"),
        Form(Kind.MEASURE, _EACH, _each, "/"),
        Form(Kind.MEASURE, _OFTEN, _often, "[ot]"),
        Form(Kind.MEASURE, _RATE, _rate, "[a-z]"),
        Form(Kind.MEASURE, _TERM, lambda m: f"{numbers.said(m['years'])} year"),
        Form(Kind.MEASURE, _OVER, _over, "[ymqwYMQW]"),
    )


def _often(match: re.Match[str]) -> str:
    return f"{match['often']} {_article(_period(match))}"


def _rate(match: re.Match[str]) -> str | None:
    glued = _GLUED.search(match.string, max(0, match.start() - 12), match.start())
    number, noun = glued[0] if glued else word_before(match), match["noun"]
    if not _AMOUNT.fullmatch(number):
        many = (noun.endswith("s") and len(noun) > 4) or noun in _PLURALS
        counted = many and match["unit"] in _TIMES
        return f"{noun} per {_period(match)}{match['dot'] or ''}" if counted else None
    name = _COUNTED.get(noun.removesuffix("s"))
    if not name and not (noun.endswith("s") and len(noun) > 3):
        return None
    said = f"{name}{'s' * (number != '1')}" if name else noun
    dot = match["dot"] and ends_sentence(match.string, match.end(), any_capital=True)
    return f"{said} per {_period(match)}" + "." * bool(dot)


def _over(match: re.Match[str]) -> str:
    span = _SPANS[(match["a"] or match["b"]).lower()]
    return f"{span} over {span}"


def _period(match: re.Match[str]) -> str:
    return _PERIODS.get(match["unit"], match["unit"])


def _article(period: str) -> str:
    return f"{'an' if period == 'hour' else 'a'} {period}"


def _each(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    if unit == "ea":
        return " each"
    names = {"cust": "customer", "cust.": "customer", "lb": "pound"} | _PERIODS
    return f" per {names.get(unit, unit)}"
