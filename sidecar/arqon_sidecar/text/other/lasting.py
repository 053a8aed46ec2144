"""Lengths of time that are written as times: tarda 1h15, dura 3:45, 2h05min."""

from __future__ import annotations

import re

from arqon_sidecar.text.other.counting import with_noun
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["length_of_time"]

_AT = re.compile(r"\b(?:[Oo]re|[AaDd]a?lle|[Ll][ae]s?|h\.?) \Z")
"""In front of a time, where what has no such word is a length: Italian and Spanish."""
_FOR = re.compile(
    r"\b(?:[Tt]empo(?: \w+)?:|[Pp]reparo:|[Dd]uração(?: de|:)|leva|levou|dur\w+|demor\w+"
    r"|em|por|há|após|cerca de|mais de|menos de|total de) \Z"
)
"""In front of a length in Portuguese."""
_WITHIN = re.compile(r"(?:\bde |\()\Z")
"""In front of either; few hours are a length."""
_PLAYED = re.compile(r"\b(?:dur(?:a|e|ó|ou)|[Dd]ur(?:ación|ée|ata|ação) ?:) \Z")
"""In front of that of a song: dura 3:45."""
_SHORT = 5
"""Hours that something takes, where it may also be a time."""
_REACH = 16


def length_of_time(match: re.Match[str], words: Vocabulary) -> str:
    """What is said for the length, or nothing for a time.

    The groups of `match` are h, m behind a colon or after_h, and min for the sign of minutes.
    """
    language, hours = words.counts_in, str(int(match["h"]))
    joint = f" {words.and_} " if words.with_cents else " "

    def named(number: str, unit: str) -> str:
        return with_noun(language, number, words.units[unit].of(number))

    if match["m"]:
        played = _PLAYED.search(match.string, max(0, match.start() - _REACH), match.start())
        return f"{named(hours, 'min')}{joint}{int(match['m'])}" if played else ""
    if not match["after_h"] or language == "fr":
        return ""
    minutes = str(int(match["after_h"]))
    if match["min"]:
        return f"{named(hours, 'h')} {words.and_} {named(minutes, 'min')}"
    return f"{named(hours, 'h')} {words.and_} {minutes}" if _lasts(match, language) else ""


def _lasts(match: re.Match[str], language: str) -> bool:
    """Whether 1h30 is no time by the word in front, as it is in alle 9h30."""
    start = max(0, match.start() - _REACH)
    if language == "pt_BR":
        before = _WITHIN if int(match["h"]) < _SHORT else _FOR
        return any(each.search(match.string, start, match.start()) for each in (_FOR, before))
    return language in ("it", "es") and not _AT.search(match.string, start, match.start())
