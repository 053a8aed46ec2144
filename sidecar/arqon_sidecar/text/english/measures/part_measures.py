"""Parts of a unit: 1/4 lb, 3/8 inch, 1 1/2-2 cups, a 5/8-in. bit."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import is_noun_after, modifies
from arqon_sidecar.text.english.measures.measures import TAIL, TO, unit_and_point
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.measures.unit_place import goes_on_with_in, is_attributive
from arqon_sidecar.text.english.numbers.fractions import fraction_words
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["part_measure_form"]

_FRACTION = r"(?:(?P<whole{n}>\d{{1,4}})[\s-])?(?P<above{n}>\d{{1,3}})[/⁄](?P<below{n}>\d{{1,4}})"
_PART = re.compile(
    rf"(?<![\w.])(?<![^a-zA-Z]/)(?:(?P<from>\d{{1,3}})\s?[-–]\s?(?=\d{{1,3}}\s\d))?{_FRACTION.format(n=1)}(?:{TO}(?:{_FRACTION.format(n=2)}|(?P<to>\d{{1,3}})))?"
    rf"(?P<minus>(?!))?(?P<scale>(?!))?"
    rf"(?:{TAIL}|[\s-](?P<word>inch|pound|mile|foot|cup|teaspoon|tablespoon|ounce|gallon|hour|ton|acre|yard|quart|pint|liter)\b)"
)
_FINEST = 64
"""Of more parts than an inch has on a rule, so many are meant: 410/500 GB."""
_COMMON, _FINE = 12, (16, 20, 24, 32, 64)
_PARTS_OF = dict.fromkeys(
    ("kB", "KB", "MB", "GB", "TB", "MiB", "GiB", "TiB", "min", "mins", "h", "hr", "hrs"), 8
)
"""What is counted in whole ones is so many of so many sooner: 12/16 GB, 20/30 min."""


def part_measure_form(numbers: Numbers) -> Form:
    """It stands before the measures, which would take what is above its line alone."""
    return Form(Kind.MEASURE, _PART, lambda match: _part(match, numbers))


def _part(match: re.Match[str], numbers: Numbers) -> str | None:
    said, plural = _fraction(match, 1, numbers), bool(match["whole1"])
    if said is None:
        return None
    if match["from"]:
        said = f"{numbers.said(match['from'])} to {said}"
    if match["above2"]:
        said = f"{said} to {_fraction(match, 2, numbers)}"
        plural = plural or bool(match["whole2"])
    if match["to"]:
        said, plural = f"{said} to {numbers.said(match['to'])}", match["to"] != "1"
    if match["unit"] == "in" and not match["dot"] and goes_on_with_in(match):
        return None
    if match["unit"] == "t" and is_noun_after(match):  # a spoon
        return None
    attributive = bool(match["unit"]) and is_attributive(match)
    if f"-{match['unit'] or match['word']}" in match.group():
        said = said.removesuffix("s") if said.endswith("quarters") else said
        attributive = True
    of = (
        ""
        if attributive or plural or match["above2"] or match["to"] or match["above1"] == "1"
        else _of(match)
    )
    if match["word"]:
        return f"{said} {of}{match['word']}"
    one = not plural or attributive
    return f"{said} {'' if attributive else of}{unit_and_point(match, match['unit'], one=one)}"


def _of(match: re.Match[str]) -> str:
    """Three quarters of an inch; but "a three eighths inch drill"."""
    name = match["word"] or UNITS[match["unit"]][0]
    return "" if modifies(match) else f"of {'an' if name[0] in 'aeio' or name == 'hour' else 'a'} "


def _fraction(match: re.Match[str], number: int, numbers: Numbers) -> str | None:
    above, below = int(match[f"above{number}"]), int(match[f"below{number}"])
    shutter = above == 1 and match["unit"] in ("s", "sec")
    most = _PARTS_OF.get(match["unit"] or "", _FINEST)
    counted = above > 1 and (below > most or (below > _COMMON and below not in _FINE))
    if counted or not (0 < above < below <= _FINEST or (shutter and below > 1)):
        return None
    return fraction_words(match[f"whole{number}"], above, below, numbers)
