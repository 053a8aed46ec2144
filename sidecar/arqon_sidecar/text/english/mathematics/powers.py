"""Powers: 6e23, 5×10⁴, 2^8, 10⁻³, x²."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.numbers.numbers import INDICES, NUMBER, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["power_forms"]

_FREE = r"(?<![\w.,])"
_UNIT = "km|cm|mm|µm|nm|m|s|kg|mg|g|mol|Hz|J|eV|W|V|N|Pa|K|L"
_SCIENTIFIC = re.compile(rf"{_FREE}(?P<a>{NUMBER})[eE](?P<sign>[-+−]?)(?P<power>\d{{1,3}})(?!\w)")
_TIMES_TEN = re.compile(
    rf"{_FREE}(?P<a>{NUMBER})\s?[x×*·⋅]\s?10(?:\^(?P<plain>[-−+]?\d{{1,3}})|(?P<raised>[⁻⁺]?[⁰¹²³⁴-⁹]+)|(?P<lost>[-−]\d{{1,2}})(?![\w-]|[.,]\d)|(?=\sto\sthe\s))"
    rf"(?:/(?P<per>[A-Za-zµμ]{{1,3}})(?!\w)|\s(?P<unit>{_UNIT})(?![\w/'.-]\w|[\w/·⋅⁻]))?"
)
_AGAIN = re.compile(
    r"(?<=\d)\s?[x×]\s?10(?:\^(?P<plain>[-−]?\d{1,2})|(?P<raised>⁻?[⁰¹²³⁴-⁹]{1,2}))(?:/(?P<per>[A-Za-zµμ]{1,3}))?(?!\w)"
)
"""Behind a range: 4.5–11.0 ×10³/µL."""
_LOGARITHM = re.compile(
    r"(?<!\w)log_?(?P<base>[₀-₉]{1,3}|(?<=_)\d{1,3})(?:\s?(?=[^\W₀-₉]|\()|(?P<alone>))"
)
_POWER = re.compile(
    rf"(?:(?P<base>{NUMBER})|(?P<name>[A-Za-z]))\s?(?:\^\s?(?P<open>\()?(?P<plain>[-−+]?(?:\d{{1,3}}|[a-z])(?!\w))(?(open)\))"
    r"|\*\*(?P<starred>\d{1,3})|(?P<raised>[⁻⁺]?[⁰¹²³⁴-⁹]+))"
    rf"(?:(?<=[⁰¹²³⁴-⁹])\s(?P<unit>{_UNIT})(?![\w/'.·⋅⁻-]))?"
)


def power_forms(numbers: Numbers) -> tuple[Form, ...]:
    """6e23, 5×10⁴, 2^8, 10⁻³, x²."""

    def scientific(match: re.Match[str]) -> str:
        minus = "minus " if match["sign"] in ("-", "−") and match["sign"] else ""
        exponent = minus + numbers.cardinal(int(match["power"]))
        return f"{numbers.said(match['a'])} times ten to the {exponent}"

    def times_ten(match: re.Match[str]) -> str | None:
        exponent = (match["plain"] or match["raised"] or match["lost"] or "").replace("−", "-")
        if not exponent:  # 6.02 x 10 to the 23rd
            return f"{numbers.said(match['a'])} times ten"
        if match["lost"] and "." not in match["a"]:
            return None  # 3 x 10-12 reps
        if match["per"] and match["per"] not in UNITS:
            return None
        per = f" per {UNITS[match['per']][0]}" if match["per"] else ""
        unit = per or _many(match["unit"])
        return f"{numbers.said(match['a'])} times ten {_to_the(exponent, numbers)}{unit}"

    def power(match: re.Match[str]) -> str | None:
        if match["name"] and match.start() and match.string[match.start() - 1].isalnum():
            return None
        exponent = (match["plain"] or match["starred"] or match["raised"]).replace("−", "-")
        base = numbers.said(match["base"]) if match["base"] else match["name"]
        unit = match["unit"]
        if unit and match["base"] != "10":
            return None
        return f"{base} {numbers.power(exponent)}{_many(unit)}"

    def logarithm(match: re.Match[str]) -> str:
        of = "" if match["alone"] is not None else " of "
        return f"log base {numbers.said(match['base'].translate(INDICES))}{of}"

    return (
        Form(Kind.OPERATOR, _LOGARITHM, logarithm, "l"),
        Form(Kind.DECIMAL, _SCIENTIFIC, scientific),
        Form(Kind.DECIMAL, _TIMES_TEN, times_ten),
        Form(Kind.DECIMAL, _AGAIN, lambda m: _again(m, numbers), r"[\sx×]"),
        Form(Kind.OPERATOR, _POWER, power, r"[\dA-Za-z]"),
    )


def _again(match: re.Match[str], numbers: Numbers) -> str | None:
    if match["per"] and match["per"] not in UNITS:
        return None
    exponent = (match["plain"] or match["raised"]).replace("−", "-")
    per = f" per {UNITS[match['per']][0]}" if match["per"] else ""
    return f" times ten {_to_the(exponent, numbers)}{per}"


def _many(unit: str | None) -> str:
    return f" {UNITS[unit][1]}" if unit in UNITS else f" {unit}" if unit else ""


def _to_the(exponent: str, numbers: Numbers) -> str:
    said = numbers.power(exponent)
    return {"squared": "to the power of two", "cubed": "to the power of three"}.get(said, said)
