"""Numbers with units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import (
    is_noun_after,
    modifies,
)
from arqon_sidecar.text.english.fractions import fraction_words
from arqon_sidecar.text.english.numbers import NUMBER, Numbers
from arqon_sidecar.text.english.unit_context import is_unit
from arqon_sidecar.text.english.unit_names import UNITS
from arqon_sidecar.text.english.unit_place import (
    dot_ends,
    goes_on_with_in,
    is_at_sea,
    is_attributive,
)
from arqon_sidecar.text.english.units import PER, THEN, UNIT, per, then, unit_words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["measure_forms"]

_SCALES = {"k": "thousand", "K": "thousand", "M": "million", "B": "billion"}
_SCALE = "thousand|million|billion|trillion"
_FRACTION = r"(?:(?P<whole{n}>\d{{1,4}})[\s-])?(?P<above{n}>\d{{1,3}})[/⁄](?P<below{n}>\d{{1,4}})"
_TO = r"(?:\s?(?:[–—]|\bto\b)\s?|\s-\s|-\s?)"
_BEHIND = (
    r"(?P<power>[²³]|(?<=m)[23]|\^[23](?!\d))?"
    rf"(?P<dot>\.)?(?![\w²³°]|\.[A-Z]\.|\.\d|-[A-Z](?!\w)|'(?!s\b)\w|/(?!\s?[A-Za-zµ\d]))"
    rf"(?:{PER}(?:/(?P<then>{THEN})(?![\w/]))?)?"
)
_TAIL = rf"(?:\s?-?(?P<unit>{UNIT}){_BEHIND})"
_SAME = rf"(?:\s?-?(?P<unit>(?(first)(?P=first)|{UNIT})){_BEHIND})"
"""Only a unit that both ends have is said once: "5 bps to 4%" has two."""
_MEASURE = re.compile(
    rf"(?<![\w.,%°$€£])(?P<minus>[-−+])?(?P<number>{NUMBER}|\.\d+)"
    rf"(?:(?:\s?(?P<first>{UNIT})\s?[-–—]\s?|{_TO})(?P<minus2>[-−])?(?P<to>{NUMBER})"
    rf"|(?P<more>\+)(?=\s?[a-z]))?(?P<scale>\s(?:{_SCALE})|[kK](?=[\s-](?:mi|km)\b)"
    r"|[MB](?=\s(?:km|mi|sq|ha|ac|kg|kWh|gal|bbl|ft|m[²23])))?"
    rf"{_SAME}"
)
_PART = re.compile(
    rf"(?<![\w.])(?<![^a-zA-Z]/)(?:(?P<from>\d{{1,3}})\s?[-–]\s?(?=\d{{1,3}}\s\d))?{_FRACTION.format(n=1)}(?:{_TO}(?:{_FRACTION.format(n=2)}|(?P<to>\d{{1,3}})))?"
    rf"(?P<minus>(?!))?(?P<scale>(?!))?"
    rf"(?:{_TAIL}|[\s-](?P<word>inch|pound|mile|foot|cup|teaspoon|tablespoon|ounce|gallon|hour)\b)"
)
_STONE = re.compile(
    r"(?<![\w.,])(?P<number>[4-9]|1\d|2[02-9])\s?st(?=\s?\d{1,2}\s?lbs?\b"
    r"|[,.;!?)]|\s|$)"
)
"""A weight in Britain: 12st 7lb; first is 1st, 21st, 31st."""
_FINEST = 64
"""Of more parts than an inch has on a rule, so many are meant: 410/500 GB."""
_COMMON, _FINE = 12, (16, 20, 24, 32, 64)
_PARTS_OF = dict.fromkeys(
    ("kB", "KB", "MB", "GB", "TB", "MiB", "GiB", "TiB", "min", "mins", "h", "hr", "hrs"), 8
)
"""What is counted in whole ones is so many of so many sooner: 12/16 GB, 20/30 min."""


def measure_forms(numbers: Numbers) -> tuple[Form, ...]:
    """5 km, 12%, -3°C, 10–20 kg, 30 m², 9.8 m/s², 1/4 lb, 6 ft. board."""
    say = _Measures(numbers)
    return (
        Form(Kind.MEASURE, _STONE, lambda m: f"{numbers.said(m['number'])} stone"),
        Form(Kind.MEASURE, _PART, say.part),
        Form(Kind.MEASURE, _MEASURE, say.measure, r"[-−+\d.]"),
    )


@dataclass(frozen=True, slots=True)
class _Measures:
    """Says measures."""

    numbers: Numbers

    def measure(self, match: re.Match[str]) -> str | None:
        unit = match["unit"]
        if not is_unit(match):
            return None
        unit = "nmi" if unit == "nm" and is_at_sea(match) else unit
        number = match["number"]
        said = _sign(match["minus"]) + self.numbers.said(
            "0" * number.startswith(".") + number, counted=True
        )
        if match["to"]:
            said += f" to {_sign(match['minus2'])}{self.numbers.said(match['to'], counted=True)}"
        said += " plus" if match["more"] else ""
        scale = match["scale"] or ""
        said += f" {_SCALES[scale]}" if scale in _SCALES else scale
        one = (
            number == "1" and not (match["to"] or match["more"]) and not match["scale"]
        ) or is_attributive(match)
        return f"{said} {_unit(match, unit, one=one)}"

    def part(self, match: re.Match[str]) -> str | None:
        said, plural = _fraction(match, 1, self.numbers), bool(match["whole1"])
        if said is None:
            return None
        if match["from"]:
            said = f"{self.numbers.said(match['from'])} to {said}"
        if match["above2"]:
            said = f"{said} to {_fraction(match, 2, self.numbers)}"
            plural = plural or bool(match["whole2"])
        if match["to"]:
            said, plural = f"{said} to {self.numbers.said(match['to'])}", match["to"] != "1"
        if match["unit"] == "in" and not match["dot"] and goes_on_with_in(match):
            return None
        if match["unit"] == "t" and is_noun_after(match):  # a spoon
            return None
        attributive = bool(match["unit"]) and is_attributive(match)
        if f"-{match['unit'] or match['word']}" in match.group():
            said, attributive = said.removesuffix("s"), True
        of = (
            ""
            if attributive or plural or match["above2"] or match["to"] or match["above1"] == "1"
            else _of(match)
        )
        if match["word"]:
            return f"{said} {of}{match['word']}"
        one = not plural or attributive
        return f"{said} {'' if attributive else of}{_unit(match, match['unit'], one=one)}"


def _unit(match: re.Match[str], unit: str, *, one: bool) -> str:
    """The unit, what it is per, and the point that ends the sentence, too."""
    words = unit_words(unit, (match["power"] or "").lstrip("^"), one=one) + per(match) + then(match)
    ends = match["dot"] and match.group().endswith(".")
    return words + "." * bool(ends and dot_ends(match))


def _of(match: re.Match[str]) -> str:
    """Three quarters of an inch; but "a three eighths inch drill"."""
    name = match["word"] or UNITS[match["unit"]][0]
    return "" if modifies(match) else f"of {'an' if name[0] in 'aeio' or name == 'hour' else 'a'} "


def _sign(written: str | None) -> str:
    return {"-": "minus ", "−": "minus ", "+": "plus "}.get(written or "", "")


def _fraction(match: re.Match[str], number: int, numbers: Numbers) -> str | None:
    above, below = int(match[f"above{number}"]), int(match[f"below{number}"])
    shutter = above == 1 and match["unit"] in ("s", "sec")
    most = _PARTS_OF.get(match["unit"] or "", _FINEST)
    counted = above > 1 and (below > most or (below > _COMMON and below not in _FINE))
    if counted or not (0 < above < below <= _FINEST or (shutter and below > 1)):
        return None
    return fraction_words(match[f"whole{number}"], above, below, numbers)
