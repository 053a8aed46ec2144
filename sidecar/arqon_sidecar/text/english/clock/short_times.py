"""Times of the day that are written short: 7a-7p, by 6p, the 7.15 to London."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.clock.clock import HALVES, minute_words
from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.numbers.figures import plural
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["short_time_forms"]

_POINTED = re.compile(
    r"(?<![\w.,:$€£])(?P<hour>1?\d|2[0-3])\.(?P<minute>[0-5]\d)(?!\w|[.,]\d|[:%°])(?P<behind>"
    r"(?=\s(?:to|from|train|bus|service|ferry|flight|showing|kick-?off|departure)\b)"
    r"|(?=[.,;!?]?(?:\s(?:on|today|tomorrow|tonight|sharp|in the|every|this"
    r"|and (?:gets|arrives|leaves|calls))\b|\s?$)|[.!?]\s[A-Z]))"
)
"""As written in Britain: the 7.15 to London, at 7.15."""
_LEAVES = re.compile(
    r"\b(?:[Ll]eav|[Dd]epart|[Aa]rriv|gets? in|calls at|train|bus|ferry)\w*\b[^.!?]*\bat \Z"
)
"""Where a point between figures is no decimal's, in America neither: it leaves at 10.24."""
_LETTERED = re.compile(
    r"(?<![\w:.$€£])(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d))?(?P<half>[ap])"
    r"(?:\s?[-–]\s?(?P<hour2>1[0-2]|0?[1-9])(?::(?P<minute2>[0-5]\d))?(?P<half2>[ap]))?(?!\w|-\w\b|-\d|\.\w)"
)
"""7a-7p, by 6p, leaves 7:05a, from 5p-close."""
_DAY_BEFORE = re.compile(
    r"\b(?:\d{1,2}/\d{1,2}|Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|[A-Z]\w+day)\.?,? \Z"
)
"""A day in front of its time: Thu 3/21 7p."""
_SPAN = re.compile(
    r"(?<![\w:.$€£-])(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d))?\s?[-–]\s?"
    r"(?P<hour2>1[0-2]|0?[1-9])(?::(?P<minute2>[0-5]\d))?(?P<half>[ap])(?!\w|-|\.\w)"
)
"""1-5p, 8:30-12p."""
_TWO_ZONES = re.compile(
    r"(?<![\w.,/$])(?P<east>1[0-2]|[1-9])(?::30)?/(?P<central>1[0-2]|[1-9])(?::(?P<half>30))?[cC](?!\w)"
)
"""When television starts in the east, and an hour less: 9/8c."""
_EARLY = re.compile(r"(?<![\w.,:$€£#-])0(?P<hour>[1-9])(?P<minute>[0-5]\d)(?![\w-]|[.,:]\d)")
"""The 0715 to Leeds, at 0600."""
_HOURS = re.compile(
    r"(?<![\w.,:$€£#-])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)\s?[-–]\s?"
    r"(?P<hour2>[01]\d|2[0-4])(?P<minute2>[0-5]\d)(?=\s?(?:hrs?|hours|h)\b)"
)
"""Of a duty: 0800–1600 hrs."""
_TRAINS = re.compile(r"(?<![\w:.])(?P<hour>1?\d|2[0-3]):(?P<minute>[0-5]\d)s(?!\w)")
"""Those that leave then: the 10:15s."""
_TRAVELS = re.compile(r"\s(?:to|from|train|bus|service|ferry|flight|departure|shift)\b")
_BEFORE = words(
    "by at @ til till until from after before around about ~ leaves opens closes between btwn b/w &"
)
_BEFORE_HOURS = words("at @")
"""Those of them that are not taken to stand before pence."""


def short_time_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A point as in Britain, and one letter for the half of the day."""

    def pointed(match: re.Match[str]) -> str | None:
        before, behind = word_before(match).lower(), match.string[match.end() :][:6]
        train = before == "the" and behind.startswith((" to ", " from ", " train"))
        leaves = before == "at" and _LEAVES.search(back(match))
        if not (
            train or leaves or (numbers.british and before in ("at", "by", "till", "until", "the"))
        ):
            return None
        return said(match["hour"], match["minute"])

    def lettered(match: re.Match[str]) -> str | None:
        pence = numbers.british and match["half"] == "p"
        alone = not (match["half2"] or match["minute"])
        known = _BEFORE_HOURS if pence else _BEFORE
        if alone and not (_before(match) in known or _DAY_BEFORE.search(back(match))):
            return None
        first = f"{said(match['hour'], match['minute'])} {HALVES[match['half'].upper()]}"
        if not match["half2"]:
            return first
        last = f"{said(match['hour2'], match['minute2'])} {HALVES[match['half2'].upper()]}"
        return f"{first} to {last}"

    def early(match: re.Match[str]) -> str | None:
        before = word_before(match).lower()
        named = before in ("the", "an") and _TRAVELS.match(match.string, match.end())
        if not (named or before in ("at", "@", "by", "until", "till", "before", "after")):
            return None
        minute = match["minute"]
        return f"oh {said(match['hour'], minute)}{' hundred' * (minute == '00')}"

    def trains(match: re.Match[str]) -> str:
        return plural(said(match["hour"], match["minute"]))

    def said(hour: str, minute: str | None) -> str:
        return _hour(hour, minute, numbers)

    return (
        Form(Kind.TIME, _TWO_ZONES, lambda m: _two_zones(m, numbers)),
        Form(Kind.RANGE, _HOURS, lambda m: _hours(m, numbers)),
        Form(Kind.TIME, _TRAINS, trains),
        Form(Kind.TIME, _POINTED, pointed),
        Form(Kind.TIME, _LETTERED, lettered),
        Form(Kind.RANGE, _SPAN, lambda m: _span(m, numbers)),
        Form(Kind.TIME, _EARLY, early, "0"),
    )


def _span(match: re.Match[str], numbers: Numbers) -> str | None:
    if numbers.british and match["half"] == "p":
        return None
    first = _hour(match["hour"], match["minute"], numbers)
    last = _hour(match["hour2"], match["minute2"], numbers)
    return f"{first} to {last} {HALVES[match['half'].upper()]}"


def _two_zones(match: re.Match[str], numbers: Numbers) -> str | None:
    if int(match["east"]) % 12 != (int(match["central"]) + 1) % 12:
        return None
    both = (_hour(match[zone], match["half"], numbers) for zone in ("east", "central"))
    return f"{', '.join(both)} central"


def _hour(hour: str, minute: str | None, numbers: Numbers) -> str:
    rest = f" {minute_words(minute, numbers)}" if minute and minute != "00" else ""
    return numbers.cardinal(int(hour)) + rest


def _hours(match: re.Match[str], numbers: Numbers) -> str:
    ends = (_on_duty(match["hour" + n], match["minute" + n], numbers) for n in ("", "2"))
    return " to ".join(ends)


def _on_duty(hour: str, minute: str, numbers: Numbers) -> str:
    """Oh eight hundred, sixteen thirty."""
    rest = "hundred" if minute == "00" else minute_words(minute, numbers)
    return f"{'oh ' * (hour[0] == '0')}{numbers.cardinal(int(hour))} {rest}"


def _before(match: re.Match[str]) -> str:
    return "@" if match.string.endswith("@", 0, match.start()) else word_before(match).lower()
