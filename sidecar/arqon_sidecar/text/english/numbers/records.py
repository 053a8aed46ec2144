"""How many games a team won and lost: a 10-2 record, improved to 9-3, 12-4 this season."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_noun_after, is_plural_after
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["record_forms"]

_PITCHED = re.compile(
    r"(?<![\w.,/:$€£-])(?P<won>[0-3])[-–](?P<lost>[0-2])(?=\s(?:counts?|pitch(?:es)?|fastball|slider"
    r"|curve(?:ball)?|changeup)\b)"
)
"""Balls and strikes: a 3-2 count."""
_RECORD = re.compile(r"(?<![\w.,/:$€£-])(?P<won>\d{1,3})[-–](?P<lost>\d{1,3})(?![\w%/°-]|[.,:]\d)")
_BEFORE = re.compile(
    r"\brecord (?:of|is|was|to|at|stands at|now) (?:now )?\Z"
    r"|\b(?:[A-Z][a-z]+s|[Tt]eam|[Ss]quad|[Ww]e|[Tt]hey|[Hh]e|[Ss]he) (?:have |has |had )?"
    r"(?:improved to|fell to|dropped to|moved to|went|(?:is|are) now) \Z"
)
_TEAM_IS = re.compile(
    r"\b(?:[Tt]he|[Oo]ur) (?:[A-Z][A-Za-z0-9]+ ){0,2}[A-Z0-9][A-Za-z0-9]+s?(?:ox)? are \Z"
)
_GOES_ON = re.compile(
    r"[.,;:!?)](?!\d)|\s?$"
    r"|\s(?:and|but|since|at home|after|against|when|with|through|entering|so"
    r"|in (?:the|their|conference|league|division|[A-Z]\w+))\b"
)
"""Behind what a team is: the Bulls are 12-31; but "the Bruins are 3-1 up"."""
_BEHIND = re.compile(
    r"\s(?:this season|(?:(?:home|road|regular) )?season|start(?! (?:time|date|of))|campaign"
    r"|on the (?:season|year"
    r"|road)|overall|(?:win-loss )?record"
    r"|in (?:conference|league|division|interleague) play|against the spread)\b"
)
_TEAM = re.compile(r"\b[A-Z][a-z]+\.? \(\Z")
_PLAYS = re.compile(
    r"\)\s(?:hosts?|visits?|faces?|plays?|meets?|vs\.?|takes? on|leads?|beat|upset|edged"
    r"|topped)\s(?:the )?[A-Z]|\)\s(?:lost|won|fell|sit|are)\b"
    r"|\)\sat (?:the )?[A-Z]\w+ \(\d"
)
"""Behind a team's record in brackets: the Chiefs (10-2) host the Bills."""
_ALSO_PLAYS = re.compile(
    r"\b(?:host|visit|face|play|meet|at|vs\.?|beat)s? (?:the )?[A-Z]\w+ \(\Z"
    r"|\b(?:behind|ahead of|against) the [A-Z]\w+ \(\Z"
)
_SCORED = re.compile(r"\b(?:won|wins?|beat|lost|loses?|drew|led|final|score)\b[^.!?]{0,20}\Z")
_TALL = re.compile(r"\b[Ss]?[Hh]e(?:'s| is) \Z")
"""In front of feet and inches as well."""
_GAMES = 162
"""As many as a team of baseball plays in a season; nobody else plays more."""


def record_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Ten and two; a score of one game is said with "to"."""

    def record(match: re.Match[str]) -> str | None:
        won, lost = match["won"], match["lost"]
        before = back(match)
        counts = (is_noun_after(match) or is_plural_after(match)) and not _is_season(match)
        if counts or int(won) + int(lost) > _GAMES or won == lost == "50":
            return None
        said = _and(match, numbers)
        is_team = _TEAM_IS.search(before) and _GOES_ON.match(match.string, match.end())
        if is_team or _BEFORE.search(before):
            return said
        if _is_season(match):
            return None if _SCORED.search(before) or _TALL.search(before) else said
        plays = _PLAYS.match(match.string, match.end()) or (
            match.string.startswith(")", match.end()) and _ALSO_PLAYS.search(before)
        )
        return said if plays and _TEAM.search(before) else None

    return (
        Form(Kind.SCORE, _PITCHED, lambda match: _and(match, numbers)),
        Form(Kind.SCORE, _RECORD, record),
    )


def _and(match: re.Match[str], numbers: Numbers) -> str:
    """Ten and two, seventeen and oh."""
    won, lost = ("oh" if match[n] == "0" else numbers.said(match[n]) for n in ("won", "lost"))
    return f"{won} and {lost}"


def _is_season(match: re.Match[str]) -> bool:
    won, lost = match["won"], match["lost"]
    if match.string.startswith(" season", match.end()) and int(lost) == int(won) + 1 > 10:
        return False  # of two years: the 23-24 season
    return _BEHIND.match(match.string, match.end()) is not None
