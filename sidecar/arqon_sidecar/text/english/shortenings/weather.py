"""What forecasts write short: wind NW 10 mph, from the NNE, H 75 L 60, Cat 4 storm, M6.4 quake."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.measures.compass import point_words
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["weather_forms"]

_POINT = r"NNE|ENE|ESE|SSE|SSW|WSW|WNW|NNW|NE|NW|SE|SW|N|S|E|W"
_WIND = re.compile(
    rf"(?<![\w.'&/-])(?P<point>{_POINT})(?:(?P<to>-|/|\sto\s)(?P<point2>{_POINT}))?(?P<ly>'?ly)?(?![\w'&/-]|\.\w|(?<=\W[NSEW])\.\s[A-Z])"
)
_BLOWS = re.compile(
    r"\b(?:winds?|gusts?|breezes?|swell|gale|blowing|gusting)\b[^.!?\n]{0,28}\Z|\bout of the \Z",
    re.IGNORECASE,
)
_SPEED = re.compile(
    r"(?::|\sat|\saround)?\s\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s?(?:mph|km/h|kph|kts?|kn|knots)\b"
)
_DEGREES = r"[-−]?\d{1,3}(?:°\s?[FC]?|º[FC]?|[FC]\b)?"
_HIGH_LOW = re.compile(
    rf"(?<![\w.'&/-])H(?P<mark>:?)\s?(?P<high>{_DEGREES})\s?(?P<gap>[,/|·]?)\s?L:?\s?(?P<low>{_DEGREES})(?!\w|[.,]\d)"
)
_LOW_HIGH = re.compile(
    rf"(?<![\w.'&/-])L(?P<mark>:?)\s?(?P<low>{_DEGREES})\s?(?P<gap>[,/|·]?)\s?H:?\s?(?P<high>{_DEGREES})(?!\w|[.,]\d)"
)
_STORM = r"(?:hurricane|storm|cyclone|typhoon)s?\b"
_CATEGORY = re.compile(rf"(?<![\w.'-])(?P<c>[Cc])at\.?(?=[ -][1-5] {_STORM})")
_MAGNITUDE = re.compile(r"(?<!\w)M[wL]?\s?(?=\d\.\d(?!\d))")
_QUAKE = re.compile(
    r"\b(?:earth)?quakes?\b|\baftershocks?\b|\bseismic\b|\btremors?\b|\bepicenter\b", re.I
)
_SCALES = {"F": "degrees Fahrenheit", "C": "degrees Celsius"}


def weather_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Points of the compass where a wind is told, and the highest and lowest temperature."""

    def degrees(written: str) -> str:
        sign = "minus " * (written[0] in "-−")
        number = "".join(filter(str.isdecimal, written))
        written = written.strip()
        unit = _SCALES.get(written[-1]) or ("degrees" if written[-1] in "°º" else "")
        return f"{sign}{numbers.said(number)} {unit}".rstrip()

    def high_low(match: re.Match[str]) -> str:
        return f"high {degrees(match['high'])}, low {degrees(match['low'])}"

    def low_high(match: re.Match[str]) -> str:
        return f"low {degrees(match['low'])}, high {degrees(match['high'])}"

    return (
        Form(Kind.MEASURE, _HIGH_LOW, high_low, "H"),
        Form(Kind.MEASURE, _LOW_HIGH, low_high, "L"),
        Form(Kind.ABBREVIATION, _CATEGORY, lambda m: f"{m['c']}ategory", "[Cc]"),
        Form(Kind.ABBREVIATION, _MAGNITUDE, _magnitude, "M"),
        Form(Kind.ADDRESS, _WIND, _wind, "[NSEW]"),
    )


def _magnitude(match: re.Match[str]) -> str | None:
    """M6.4, where an earthquake is told."""
    near = _QUAKE.search(match.string, max(0, match.start() - 60), match.end() + 60)
    return "magnitude " if near else None


def _wind(match: re.Match[str]) -> str | None:
    three = len(match["point"]) == 3
    if not (three or _BLOWS.search(back(match)) or _SPEED.match(match.string, match.end())):
        return None
    last = f" to {point_words(match['point2'])}" if match["point2"] else ""
    return point_words(match["point"]) + last + ("erly" if match["ly"] else "")
