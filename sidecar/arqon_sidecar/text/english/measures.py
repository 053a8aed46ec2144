"""Numbers with units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import (
    back,
    ends_sentence,
    is_noun_after,
    modifies,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.fractions import STEPS, fraction_words
from arqon_sidecar.text.english.numbers import NUMBER, Numbers
from arqon_sidecar.text.english.unit_names import UNITS
from arqon_sidecar.text.english.units import DOTTED, PER, THEN, UNIT, per, unit_words
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["measure_forms"]

_SCALE = "thousand|million|billion|trillion"
_FRACTION = r"(?:(?P<whole{n}>\d{{1,4}})[\s-])?(?P<above{n}>\d{{1,3}})[/⁄](?P<below{n}>\d{{1,3}})"
_TO = r"(?:\s?(?:[–—]|\bto\b)\s?|\s-\s|-\s?)"
_BEHIND = (
    r"(?P<power>[²³]|(?<=m)[23]|\^[23](?!\d))?"
    rf"(?P<dot>\.)?(?![\w²³°]|'(?!s\b)\w|/(?!\s?[A-Za-zµ\d]))"
    rf"(?:{PER}(?:/(?P<then>{THEN})(?![\w/]))?)?"
)
_TAIL = rf"(?:\s?-?(?P<unit>{UNIT}){_BEHIND})"
_SAME = rf"(?:\s?-?(?P<unit>(?(first)(?P=first)|{UNIT})){_BEHIND})"
"""Only a unit that both ends have is said once: "5 bps to 4%" has two."""
_MEASURE = re.compile(
    rf"(?<![\w.,%°$€£])(?P<minus>[-−+])?(?P<number>{NUMBER}|\.\d+)"
    rf"(?:(?:\s?(?P<first>{UNIT})\s?[-–—]\s?|{_TO})(?P<minus2>[-−])?(?P<to>{NUMBER})"
    rf"|(?P<more>\+)(?=\s?[a-z]))?(?P<scale>\s(?:{_SCALE}))?{_SAME}"
)
_PART = re.compile(
    rf"(?<![\w./]){_FRACTION.format(n=1)}(?:{_TO}{_FRACTION.format(n=2)})?"
    rf"(?P<minus>(?!))?(?P<scale>(?!))?"
    rf"(?:{_TAIL}|\s(?P<word>inch|pound|mile|foot|cup|teaspoon|tablespoon|ounce|gallon|hour)\b)"
)
_RATE = re.compile(
    r"(?<![\w/.])(?P<unit>(?:[nµμmckMG]?(?:g|m|l|L|mol|B|b)|km|kW|mi|W|N))(?P<power>[²³23])?"
    r"/(?P<per_count>(?!))?(?P<per>min|mol|kg|km|ml|mL|dL|L|l|h|s|m)(?P<per_power>[²³23])?(?![\w/])"
)
_STONE = re.compile(
    r"(?<![\w.,])(?P<number>[4-9]|1\d|2[02-9])\s?st(?=\s?\d{1,2}\s?lbs?\b"
    r"|[,.;!?)]|\s|$)"
)
"""A weight in Britain: 12st 7lb; first is 1st, 21st, 31st."""
_DEGREES = re.compile(r"(?<=degrees )(?P<scale>[FC])(?!\w)")
_AGE = re.compile(r"(?<=\d)[- ]?y\.?/?o\.?(?!\w)")
_BARE = re.compile(
    r"(?<![\w/.'&-])(?P<unit>kg|km|cm|mmHg|mm|mph|kWh|mmHg|kHz|MHz|GHz|mAh|lbs|mL|km/h)"
    r"(?![\w/'&-])"
)
_FEET_BEFORE = re.compile(r"\d\s?(?:ft\.?|feet|foot|') $")
_SURFACE = re.compile(
    r"(?<![\w.'-])(?P<power>sq|cu)\.?\s?(?P<unit>ft|in|m|mi|yd|km|cm)(?!\w)(?P<dot>\.)?"
)
_CURRENT = re.compile(
    r"\b(?:draws?|drawing|pulls?|amps?|amperes?|volts?|fuse|breaker|current|charger|charging|circuit"
    r"|wire|rated|outlet|socket|supply|adapter|battery|plug)\b|\d\s?k?[VW]\b",
    re.IGNORECASE,
)
"""Where electricity is spoken of."""
_FINEST = 64
"""Of more parts than an inch has on a rule, so many are meant: 410/500 GB."""
_KELVIN = re.compile(r"(?<=\d )K(?![\w'-])")
_HEAT = re.compile(r"°|\b(?:kelvin|temperature|temp|heated|cooled)\b", re.IGNORECASE)
_SCALES = {"F": "Fahrenheit", "C": "Celsius"}
_DIRECTION = re.compile(r"\s[NSEW]{1,2}\.?\sof\b")
_SINGLE = words("m g l s h d V W A F C N J L c")
_GLUED_OR_DOTTED = words("d c pt au mo MP t Ki Mi Gi Ti")
"""Apart from the number they are other words, or names."""
_DIGITS_BEFORE = re.compile(r"\d $")
_LETTERS = words("A C F J L N")
"""Behind a hyphen they are letters: no. 4711-A."""
_HEADS = words(
    "bucket jug drum tub crate fuse breaker "
    "run walk drive ride race bag box bottle board fence pole wall ladder tank disk lens "
    "screen angle turn can cup steak jar glass package pack monitor display cable charger nap "
    "engine engines adapter jack window limit zone nail pipe bolt bit drill socket bulb clock"
)
_NAME = re.compile(r"(?:i[A-Z]|[A-Z])[\w']*\Z")
_FUNCTION_WORDS = words(
    "The A An In On At By For From To Of Add Use Take Run Walk Drive Only About Over Under And Or "
    "But Is It After Before Within Every Each Cut Bake Cook Mix Lift Wait Buy Just Nearly Almost "
    "Up Down Some Set Turn Keep Heat Between With Around Approximately Drink Give Pour"
)


def measure_forms(numbers: Numbers) -> tuple[Form, ...]:
    """5 km, 12%, -3°C, 10–20 kg, 30 m², 9.8 m/s², 1/4 lb, 6 ft. board, kg/m³."""
    say = _Measures(numbers)
    return (
        Form(Kind.MEASURE, _STONE, lambda m: f"{numbers.said(m['number'])} stone"),
        Form(Kind.MEASURE, _PART, say.part),
        Form(Kind.MEASURE, _MEASURE, say.measure, r"[-−+\d.]"),
        Form(Kind.MEASURE, _RATE, say.rate, r"[a-zA-Zµμ]"),
        Form(Kind.MEASURE, _SURFACE, say.surface, "[sc]"),
        Form(Kind.MEASURE, _DEGREES, lambda m: _SCALES[m["scale"]], "[FC]"),
        Form(Kind.MEASURE, _KELVIN, lambda m: "kelvin" if _HEAT.search(back(m)) else None, "K"),
        Form(Kind.MEASURE, _AGE, lambda _: " year old", r"[- y]"),
        Form(Kind.MEASURE, _BARE, say.bare, r"[kcmMGl]"),
    )


@dataclass(frozen=True, slots=True)
class _Measures:
    """Says measures."""

    numbers: Numbers

    def measure(self, match: re.Match[str]) -> str | None:
        unit = match["unit"]
        if not _is_unit(match):
            return None
        number = match["number"]
        said = _sign(match["minus"]) + self.numbers.said(
            "0" * number.startswith(".") + number, counted=True
        )
        if match["to"]:
            said += f" to {_sign(match['minus2'])}{self.numbers.said(match['to'], counted=True)}"
        said += " plus" if match["more"] else ""
        said += match["scale"] or ""
        one = (
            number == "1" and not (match["to"] or match["more"]) and not match["scale"]
        ) or _is_attributive(match)
        return f"{said} {_unit(match, unit, one=one)}"

    def part(self, match: re.Match[str]) -> str | None:
        said, plural = _fraction(match, 1, self.numbers), bool(match["whole1"])
        if said is None:
            return None
        if match["above2"]:
            said = f"{said} to {_fraction(match, 2, self.numbers)}"
            plural = plural or bool(match["whole2"])
        if match["unit"] == "in" and not match["dot"] and _goes_on_with_in(match):
            return None
        attributive = bool(match["unit"]) and _is_attributive(match)
        of = "" if plural or match["above2"] or match["above1"] == "1" else _of(match)
        if match["word"]:
            return f"{said} {of}{match['word']}"
        one = not plural or attributive
        return f"{said} {'' if attributive else of}{_unit(match, match['unit'], one=one)}"

    def rate(self, match: re.Match[str]) -> str:
        return unit_words(match["unit"], match["power"], one=False) + per(match)

    def surface(self, match: re.Match[str]) -> str:
        """Per sq. ft., without a number."""
        one = word_before(match).lower() in ("per", "a", "each", "every")
        said = unit_words(match["unit"], {"sq": "²", "cu": "³"}[match["power"]], one=one)
        return said + "." * bool(match["dot"] and _dot_ends(match))

    def bare(self, match: re.Match[str]) -> str | None:
        return "kilometers per hour" if match["unit"] == "km/h" else UNITS[match["unit"]][1]


def _unit(match: re.Match[str], unit: str, *, one: bool) -> str:
    """The unit, what it is per, and the point that ends the sentence, too."""
    words = unit_words(unit, (match["power"] or "").lstrip("^"), one=one) + per(match)
    then = match["then"]
    if then:
        words += f" per {UNITS[then][0] if then in UNITS else then}"
    ends = match["dot"] and match.group().endswith(".")
    return words + "." * bool(ends and _dot_ends(match))


def _dot_ends(match: re.Match[str]) -> bool:
    if _DIRECTION.match(match.string, match.end()):
        return False
    return ends_sentence(match.string, match.end(), any_capital=True)


def _of(match: re.Match[str]) -> str:
    """Three quarters of an inch; but "a three eighths inch drill"."""
    name = match["word"] or UNITS[match["unit"]][0]
    return "" if modifies(match) else f"of {'an' if name[0] in 'aeio' else 'a'} "


def _sign(written: str | None) -> str:
    return {"-": "minus ", "−": "minus ", "+": "plus "}.get(written or "", "")


def _fraction(match: re.Match[str], number: int, numbers: Numbers) -> str | None:
    above, below = int(match[f"above{number}"]), int(match[f"below{number}"])
    shutter = above == 1 and match["unit"] in ("s", "sec")
    if not (0 < above < below <= _FINEST or (shutter and below > 1)):
        return None
    return fraction_words(match[f"whole{number}"], above, below, numbers)


def _is_unit(match: re.Match[str]) -> bool:
    """Whether the letters behind the number are a unit here.

    No unit stands behind a bare name ("iPhone 5s"), and "in" is a word more often than an inch.
    """
    unit, glued = match["unit"], match.string[match.start("unit") - 1].isdigit()
    if match["dot"] and unit not in DOTTED and not _dot_ends(match):
        return False
    if unit == "in":
        following = word_after(match)
        dotted = bool(match["dot"] and (following.islower() or not following))
        return dotted or glued or bool(_FEET_BEFORE.search(back(match)))
    if unit == "st" and glued:
        return False
    if unit in _LETTERS and match.string[match.start("unit") - 1] == "-":
        return False
    if unit == "A":
        end = match.end()
        near = _CURRENT.search(back(match)) or _CURRENT.search(match.string, end, end + 24)
        return bool(near or not (glued or word_after(match))) and not _is_named(match)
    if unit in ("C", "F") and _DIGITS_BEFORE.search(back(match)):
        return False
    if unit in ("C", "F"):
        return 2 <= len(match["number"].partition(".")[0]) <= 3 and not _is_named(match)
    if unit in _GLUED_OR_DOTTED and not (glued or match["dot"]):
        return False
    if unit == "g" and len(match["number"]) > 1:  # "Flour 500g"; a model has one figure: "Moto 5g"
        return True
    return not (_is_named(match) and glued and unit in _SINGLE)


def _goes_on_with_in(match: re.Match[str]) -> bool:
    """Whether the word "in" stands behind a fraction: "retry 3/5 in 500ms"."""
    step = word_before(match).lower().rstrip(":") in STEPS
    word = word_after(match)
    number = match.string[match.end() : match.end() + 2].strip()[:1].isdecimal()
    return step or number or bool(word and not (is_noun_after(match) or word in _HEADS))


def _is_named(match: re.Match[str]) -> bool:
    """Whether a name stands before the number: "iPhone 5", "Apt. 4"."""
    before = word_before(match)
    return bool(_NAME.match(before)) and before not in _FUNCTION_WORDS


def _is_attributive(match: re.Match[str]) -> bool:
    """Whether the measure describes the noun behind it: "a 5 km run", "6 ft. board"."""
    unit, hyphen = match["unit"], "-" + match["unit"] in match.group()
    if hyphen:
        return True
    if unit == "ft" and is_noun_after(match):
        return True
    return modifies(match) or word_after(match) in _HEADS
