"""Numbers that are known by themselves: 737-800, BA 284, a 404, 503 errors."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import (
    back,
    is_noun_after,
    is_plural_after,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.numbers.figures import plural
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["known_number_forms"]

_FREE = r"(?<![\w.,$€£#-])"
_END = r"(?![\w%/(]|:(?!\s|$)|[.,]\d|[-–]\d| \d{1,2}[/⁄]\d|\s?[x×]\s?\d)"
_AIRCRAFT = re.compile(
    rf"{_FREE}(?P<number>7[0-8]7)(?:-(?P<variant>\d{{1,3}}))?(?P<kind>SP|ER|LR|F)?(?P<many>s)?{_END}"
)
_FLIGHT = re.compile(r"(?P<line>[A-Z][A-Z\d])\s(?P<number>\d{1,4})(?!\w|[.,:]\d)")
_LINES = words("AA UA DL BA LH AF KL WN EK QR SQ NH JL QF AC B6 NK IB AZ TK VS EY FR U2 SK")
"""Airlines by their codes of the IATA."""
_FORM = re.compile(
    rf"{_FREE}(?P<number>10(?:99|98|95|40|65))(?P<kind>-[A-Z]{{1,4}})?(?P<many>s)?{_END}"
)
"""Of the American tax office."""
_OF_LAW = re.compile(
    rf"{_FREE}(?:1031(?=[- ](?:[Ee]xchange|[Dd]eal)s?\b)|529(?=[- ](?:[Pp]lans?|[Aa]ccounts?"
    rf"|[Cc]ollege|[Cc]ontributions?)\b))"
)
"""Sections of a code that give a plan its name: a 529 plan."""
_STATION = re.compile(r"(?:(?<=(?<!\d )AM )|(?<=(?<!\d )FM ))\d{3,4}(?![\w:]|[.,]\d)")
"""What a radio is tuned to: AM 1010."""
_STATUS = re.compile(rf"{_FREE}(?P<number>[1-5]\d\d)(?P<many>s)?{_END}")
_ANSWERED = re.compile(
    r"(?:\b(?:return(?:s|ed|ing)?|response|respond(?:s|ed)? with|got|gets?)(?: an?)?|→|[-=]>)"
    r"[: ]\s?\Z"
)
_REASON = re.compile(
    r":? (?:Not Found|Bad Request|Unauthorized|Forbidden|Internal Server|Bad Gateway|Too Many|Gone"
    r"|Service Unavailable|Gateway Time|Moved Perm|Method Not|Conflict|Unprocessable)"
)
_REQUESTED = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD) [^\n]{1,60}(?:→|[-=]>)\s?\Z")
_FREEWAY = re.compile(r"\b(?:[Tt]ake|[Tt]aking|[Tt]ook|on|off|onto) the \Z")
"""In front of a road of California: take the 101."""
_LASTING = words("took takes in after for within every")
_WEB = re.compile(r"\b[2-5]xx\b|\bHTTP\b")
"""Beside 200s, which are answers and no seconds."""
_NEAR = 100
_STATUSES = words("400 401 403 404 405 408 409 418 422 429 500 501 502 503 504")
"""Answers of the web that are spoken of by their numbers."""


def known_number_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Aircraft, flights of airlines and what servers answer."""
    say = _Known(numbers)
    return (
        Form(Kind.SERIAL, _AIRCRAFT, say.aircraft),
        Form(Kind.SERIAL, _FORM, say.form),
        Form(Kind.SERIAL, _OF_LAW, lambda m: numbers.name(m.group())),
        Form(Kind.SERIAL, _FLIGHT, say.flight, "[A-Z]"),
        Form(Kind.IDENTIFIER, _STATION, lambda m: numbers.name(m.group())),
        Form(Kind.IDENTIFIER, _STATUS, say.status),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    numbers: Numbers

    def aircraft(self, match: re.Match[str]) -> str:
        said = self.numbers.name(match["number"])
        if match["variant"]:
            said = f"{said} {self.numbers.name(match['variant'])}"
        said += f" {spelled(match['kind'])}" if match["kind"] else ""
        return plural(said) if match["many"] else said

    def form(self, match: re.Match[str]) -> str | None:
        """A 1099, 1099s, 1099-INT, form 1040."""
        named = word_before(match).lower() in ("form", "a", "the", "your", "my", "irs", "schedule")
        if not (match["kind"] or match["many"] or (named and not is_plural_after(match))):
            return None
        kind = f" {spelled(match['kind'][1:])}" if match["kind"] else ""
        said = self.numbers.name(match["number"]) + kind
        return plural(said) if match["many"] else said

    def flight(self, match: re.Match[str]) -> str | None:
        if word_after(match) in UNITS:
            return None
        if match["line"] not in _LINES and word_before(match).lower() != "flight":
            return None
        return f"{spelled(match['line'])} {self.numbers.name(match['number'])}"

    def status(self, match: re.Match[str]) -> str | None:
        """A 404, HTTP 500, a 503 error, GET / -> 204."""
        number, before = match["number"], word_before(match).lower()
        sure = (
            before.startswith(("status", "http/"))
            or word_after(match) in ("error", "errors", "response")
            or _REASON.match(match.string, match.end()) is not None
            or _REQUESTED.search(back(match)) is not None
            or bool(match["many"] and before not in _LASTING and _is_of_web(match))
        )
        spoken_of = before in ("a", "an", "the") or _ANSWERED.search(back(match)) or match["many"]
        alone = number in _STATUSES and spoken_of and not is_noun_after(match)
        freeway = _FREEWAY.search(back(match)) and not (
            is_noun_after(match) or is_plural_after(match)
        )
        if not (sure or alone or freeway):
            return None
        said = self.numbers.name(number)
        return plural(said) if match["many"] else said


def _is_of_web(match: re.Match[str]) -> bool:
    start, end = match.span()
    return _WEB.search(match.string, max(0, start - _NEAR), end + _NEAR) is not None
