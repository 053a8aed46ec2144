"""Times of day: 14:30, 14h30-16h, ore 18.30, 10:30 बजे."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.counting import counted, with_noun
from arqon_sidecar.text.other.lasting import length_of_time
from arqon_sidecar.text.other.ranges import up_to
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["clock_forms"]

_TIME = re.compile(
    r"(?<![\w.:,])(?P<h>[01]?\d|2[0-4])"
    r"(?::(?P<m>[0-5]\d)(?:\s?h(?:rs?|s)?(?!\w)(?:\.(?=\s[a-zà-ÿ]))?)?"
    r"|\s?[hH]\s?(?P<after_h>[0-5]\d)(?P<min>\s?m(?:in)?|['’′](?![\d'’′]))?|[hH])"
    r"(?!\w|:\w|\.\d|/\d(?!\d?\s?[hH]\s?\d{0,2}(?!\w))|,\d{3}|[ \u00a0\u202f]\d{3}(?!\d))"
    r"(?P<oclock> बजे)?"
)
_POINTED = re.compile(
    r"(?:(?<=\b[Oo]re )|(?<=\b[Aa]lle )|(?<=\b[Dd][ae]lle )|(?<=\b[Ll]e )|(?<=\bh )"
    r"|(?<=\bh\. )|(?<=\blas )|(?<=\b[Aa]ll')|(?<=\()(?=\d\d\.\d\d\)))"
    r"(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)"
    r"(?:\s?h(?!\w)(?:\.(?=\s[a-zà-ÿ]))?)?(?![\w%]|[.,]\d)"
)
"""As in Italy and Spain: ore 18.30, a las 9.15."""
_BEFORE_HOURS = re.compile(
    r"(?<![\w.:,])(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)\s?h(?:\.(?=\s[a-zà-ÿ]))?(?![\w/])"
)
"""20.30 h."""
_HALF = re.compile(r"(?:सुबह|शाम|दोपहर|रात) \Z")
"""A half of the day in front of a time."""
_TO_TIME = re.compile(
    r"(?:(?<=:\d\d)|(?<=\d[hH])|(?<=[hH]\d\d)|(?<=\d [hH])|(?<=[hH] \d\d))\s?[-–]\s?"
    r"(?=\d{1,2}(?::[0-5]\d|\s?[hH](?![a-zA-Z])))"
    r"|(?<=[ap]\.m\.)[-–](?=\d)|(?<=\d[ap]m)[-–](?=\d)|(?<=[ap]\.\sm\.)[-–](?=\d)"
    r"|(?:(?<=[\s(]\d)|(?<=[\s(]\d\d))[-–](?=\d{1,2}:[0-5]\d(?!\w|:\w))"
)
_POINTED_RANGE = re.compile(
    r"(?<![\w.,:/-])(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5][05])\s?[-–]\s?"
    r"(?P<h2>[01]?\d|2[0-4])\.(?P<m2>[0-5][05])(?P<sign>\s?h(?!\w))?(?![\w%]|[.,:/-]\d|\s?[€$£%])"
)
"""Opening hours in Italy and Switzerland: 8.30-12.30."""
_OR = re.compile(r"(?<![\w.,/])(?P<a>24|48|12|72)/(?P<b>24|36|48|72|96)\s?h(?!\w)")
"""Within 24/48h."""
_NEXT = re.compile(r"(?<=[hH\d])/(?=\d{1,2}\s?[hH](?:\s?\d\d)?(?!\w))")
"""Between two times: 9h-12h/14h-18h."""
_LONG = re.compile(
    r"(?<![\w.:,])(?P<minutes>2[5-9]|[3-9]\d|1\d\d):(?P<seconds>[0-5][1-9]|[1-5]0)(?![\w:]|[.,/]\d)"
)
"""More minutes than a day has hours: 42:15."""
_MINUTES = re.compile(
    r"(?:(?<=\dh )|(?<=\d h )|(?<=\dh)|(?=\d{1,2} ?m \d{1,2} ?s(?!\w)))"
    r"(?P<n>[0-5]?\d)\s?m(?![\w²³/])"
)
"""2h 15m, 15m 30s: minutes, and no metres."""


def clock_forms(words: Vocabulary) -> tuple[Form, ...]:
    """14:30, 14h30, 14h as a time or as a length of time."""

    def time(match: re.Match[str]) -> str:
        hours, minutes = int(match["h"]), int(match["m"] or match["after_h"] or 0)
        if length := length_of_time(match, words):
            return length
        half = words.oclock and _HALF.search(match.string, max(0, match.start() - 8), match.start())
        if match["oclock"] or half:
            form = words.oclock.get(f"{hours}:{minutes}") or words.oclock.get(f":{minutes}")
            form = form or words.oclock["to the minute"] if minutes else words.full_hour
            return form.format(h=hours, m=minutes, next=hours % 12 + 1)
        lasting = not (match["m"] or match["after_h"] or "h" in words.full_hour.partition("}")[2])
        if lasting:
            return with_noun(words.counts_in, str(hours), words.units["h"].of(str(hours)))
        return clock(hours, minutes)

    def clock(hours: int, minutes: int) -> str:
        hour = words.units["h"]
        form = words.clock if minutes else words.full_hour
        said = form.format(h=counted(words.counts_in, str(hours), hour.one), m=minutes)
        return said.replace(hour.many, hour.one, 1) if hours in (0, 1) else said

    def minutes(match: re.Match[str]) -> str:
        return with_noun(words.counts_in, match["n"], words.units["min"].of(match["n"]))

    def pointed(match: re.Match[str]) -> str:
        return clock(int(match["h"]), int(match["m"]))

    def opening(match: re.Match[str]) -> str | None:
        first, last = int(match["h"]), int(match["h2"])
        to = f" {up_to(match, words)} "
        return (
            to.join((clock(first, int(match["m"])), clock(last, int(match["m2"]))))
            if first < last and (match["sign"] or words.counts_in != "es")
            else None
        )

    return (
        *_days_left(words),
        Form(Kind.RANGE, _OR, lambda m: f"{m['a']} {m['b']} {words.units['h'].many}"),
        Form(Kind.TIME, _NEXT, lambda _: ", ", "/"),
        *([Form(Kind.RANGE, _POINTED_RANGE, opening)] * (words.counts_in in ("es", "fr", "it"))),
        Form(Kind.DURATION, _MINUTES, minutes),
        Form(Kind.DURATION, _LONG, lambda m: f"{m['minutes']} {m['seconds']}"),
        Form(Kind.RANGE, _TO_TIME, lambda m: f" {up_to(m, words)} ", r"[\s–-]"),
        Form(Kind.TIME, _TIME, time),
        Form(Kind.TIME, _POINTED, pointed),
        Form(Kind.TIME, _BEFORE_HOURS, pointed),
    )


def _days_left(words: Vocabulary) -> tuple[Form, ...]:
    """Days in front of hours: 3 d 4 h."""
    if words.day is None:
        return ()
    letter, name = words.day
    days = re.compile(
        rf"(?<![\w.,])(?P<n>\d{{1,3}})\s?{letter}\.?(?=,?\s?(?:{words.and_}\s)?\d{{1,2}}\s?h(?!\w))"
    )

    def said(match: re.Match[str]) -> str:
        gap = " " * match.string[match.end()].isalnum()
        return with_noun(words.counts_in, match["n"], name.of(match["n"])) + gap

    return (Form(Kind.DURATION, days, said),)
