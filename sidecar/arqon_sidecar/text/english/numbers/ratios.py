"""Ratios: 16:9, 1:1 meetings, line 14:7."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.clock.clock import minute_words
from arqon_sidecar.text.english.context import back, word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["ratio_forms"]

_FREE = r"(?<![\w.,/:])"
_END = r"(?![\w/]|[.,:]\d)"
_RATIO = re.compile(rf"{_FREE}(?P<a>{NUMBER}):(?P<b>{NUMBER})(?P<more>(?::\d+){{1,2}})?{_END}")
_ONE_TO_ONE = re.compile(rf"{_FREE}1:1(?:(?P<many>s)(?!\w)|{_END})")
_OF_THINGS = re.compile(
    r"(?:(?<=\d:\d \([a-z]{3})|(?<=\d:\d \([a-z]{4})|(?<=\d:\d \([a-z]{5})|(?<=\d:\d \([a-z]{6})"
    r"|(?<=\d:\d \([a-z]{7})|(?<=\d:\d \([a-z]{8})):(?=[a-z]{3,12}\))"
    r"|(?:(?<=\b[Oo]il)|(?<=\b[Ww]ater)|(?<=\b[Ss]ignal)|(?<=\b[Ss]tudent)|(?<=\b[Cc]offee)):"
    r"(?=(?:vinegar|water|rice|flour|noise|teacher|faculty|coffee)\b)"
)
"""Of what a ratio is: 3:1 (oil:vinegar), water:rice."""
_PARTS = re.compile(r"(?<=[a-z]):(?=\d{1,2}(?:\.\d)? parts?\b)")
_SAMPLED = re.compile(rf"{_FREE}4:(?:2:0|2:2|4:4|1:1){_END}")
"""How the colors of a video are."""
_MET = re.compile(r"\s(?:with|meeting|session|chat|call|coaching|time)s?\b")
_OWNERS = words("my our your his her their next weekly")
"""Who has a 1:1 has a meeting."""
_RATIO_WORDS = re.compile(
    r"\b(?:ratios?|aspect|display|monitor|screen|odds|scale|mix\w*|slope|gradient|incline|dilut\w+|proportion\w*)\b",
    re.IGNORECASE,
)


def ratio_forms(numbers: Numbers) -> tuple[Form, ...]:
    """16:9. All but the last take what looks like a time, where a word says what it is."""

    def ratio(match: re.Match[str]) -> str | None:
        if _is_lasting(match):
            return lasting(match)
        parts = [match["a"], match["b"], *(match["more"] or "").split(":")[1:]]
        if len(parts) > 2 and max(map(len, parts)) > 1:
            return None
        return " to ".join(map(numbers.said, parts))

    def lasting(match: re.Match[str]) -> str:
        """Minutes and seconds."""
        minutes, seconds = numbers.said(match["a"]), match["b"]
        return f"{minutes} {'minutes' if seconds == '00' else minute_words(seconds, numbers)}"

    def standard(match: re.Match[str]) -> str | None:
        """ISO 9001:2015."""
        if word_before(match) not in ("ISO", "IEC", "EN", "BS", "DIN", "ASTM"):
            return None
        return f"{numbers.name(match['a'])}, {numbers.name(match['b'])}"

    def place(match: re.Match[str]) -> str | None:
        return _place(match, numbers)

    def named(match: re.Match[str]) -> str | None:
        if re.match("0\\d", match["b"]):  # of a time
            return None
        before = _RATIO_WORDS.search(back(match))
        return ratio(match) if before or _RATIO_WORDS.match(word_after(match)) else None

    return (
        Form(Kind.RATIO, _PARTS, lambda _: " to ", ":"),
        Form(Kind.RATIO, _OF_THINGS, lambda _: " to ", ":"),
        Form(Kind.IDENTIFIER, _RATIO, standard),
        Form(Kind.IDENTIFIER, _SAMPLED, lambda m: " ".join(map(numbers.said, m.group()[::2]))),
        Form(Kind.IDENTIFIER, _RATIO, place),
        Form(Kind.RATIO, _ONE_TO_ONE, _meeting),
        Form(Kind.RATIO, _RATIO, named),
        Form(Kind.RATIO, _RATIO, ratio),
    )


def _meeting(match: re.Match[str]) -> str | None:
    """Our 1:1, 1:1s, a 1:1 with Ann; but "our 1:1 ratio"."""
    owned = word_before(match).lower() in _OWNERS and not _RATIO_WORDS.match(word_after(match))
    if not (match["many"] or owned or _MET.match(match.string, match.end())):
        return None
    return "one on one" + (match["many"] or "")


def _place(match: re.Match[str], numbers: Numbers) -> str | None:
    """Line 14:7 of a file, but "L 09:40"; ports, as 8080:80 behind -p."""
    first, last = match["a"], match["b"]
    ports = word_before(match) == "-p" or (len(first) == 4 and len(last) > 2)
    if ports and (first + last).isdecimal() and not match["more"]:
        return f"{numbers.name(first)} colon {numbers.name(last)}"
    tide = len(first) == 2 and first.startswith("0")
    if tide or word_before(match).lower().strip("[(") not in ("line", "ln", "l", "lines"):
        return None
    return f"{numbers.said(match['a'])}, column {numbers.said(match['b'])}"


def _is_lasting(match: re.Match[str]) -> bool:
    """Whether it is a length of time: "in 25:30"; no hour is that late."""
    a, b = match["a"], match["b"]
    timed = a.isdecimal() and b.isdecimal() and len(b) == 2 and int(b) < 60 and not match["more"]
    return timed and 24 < int(a) < 200 and not _RATIO_WORDS.search(back(match))
