"""All other numbers: ordinals, years, fractions, ranges, phone numbers, versions, plain ones."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers import NUMBER, Numbers
from arqon_sidecar.text.rules import Rule

__all__ = ["decade_rules", "figure_rules"]

_FREE = r"(?<![\w.,])"
_END = r"(?![\w]|[.,]\d)"
_PHONE = re.compile(
    r"(?<![\w.])(?P<plus>\+)?(?P<groups>(?:\d{1,3}[-. ])?(?:\(\d{2,4}\)\s?|\d{2,4}[-. ])"
    r"\d{3,4}[-. ]\d{3,4})(?![\w-]|\.\d)"
)
_DOTTED = re.compile(
    r"(?<![\w.])(?P<v>(?:[Vv]ersion\s)?[vV])?(?P<parts>\d{1,5}(?:\.\d{1,5}){2,7})(?![\w])"
)
_VERSION = re.compile(
    r"(?<!\w)(?:[Vv]ersion\s)?[vV](?P<number>\d{1,5}(?:\.\d{1,5})?)(?![\w.]\d|\w)"
)
_ORDINAL = re.compile(rf"{_FREE}(?P<number>\d{{1,3}}(?:,\d{{3}})*|\d{{1,9}})(?:st|nd|rd|th)\b")
_DECADE = re.compile(
    r"(?<!\w)(?:(?P<century>1[1-9]|20)|'|(?<=\b(?:the|her|his)\s)|(?<=mid-)|(?<=\blate\s)"
    r"|(?<=\b(?:early|their)\s))(?P<decade>\d0)'?s\b"
)
_FEET = re.compile(r"(?<![\w'])(?P<feet>\d)'\s?(?P<inches>\d{1,2})(?:\"|''|″)?(?!\w)")
_FRACTION = re.compile(
    r"(?<![\w./])(?:(?P<whole>\d{1,4})\s)?(?P<a>\d{1,3})[/⁄](?P<b>\d{1,4})(?![\w/])"
)
_ALWAYS = re.compile(r"(?<!\w)24/7(?!\w)")
_RANGE = re.compile(rf"{_FREE}(?P<a>{NUMBER})\s?[-–]\s?(?P<b>{NUMBER}){_END}(?!-)")
_TIMES = re.compile(rf"{_FREE}(?P<a>{NUMBER})\s?[x×*]\s?(?P<b>{NUMBER}){_END}")
_FOLD = re.compile(rf"{_FREE}(?P<a>{NUMBER})[x×](?!\w)")
_SCALED = re.compile(rf"{_FREE}(?P<a>{NUMBER})(?P<scale>k|bn|[MB](?!\s[A-Z]))(?!\w)")
_SCALES = {"k": "thousand", "M": "million", "B": "billion", "bn": "billion"}
_SCIENTIFIC = re.compile(rf"{_FREE}(?P<a>{NUMBER})[eE](?P<sign>[-+]?)(?P<power>\d{{1,3}})(?!\w)")
_NUMERO = re.compile(r"(?<!\w)(?:#|[Nn][or]\.\s?|No\s(?=\d))(?P<number>\d{1,6})(?!\w)")
_YEAR = re.compile(rf"{_FREE}(?P<year>1[1-9]\d\d|20\d\d){_END}")
_DECIMAL = re.compile(r"(?<![\w.,])\.(?P<digits>\d+)(?!\w)")
_PLAIN = re.compile(rf"(?P<minus>(?<![\w)])[-−](?=\d))?(?P<number>{NUMBER})")
_NAMES = {2: "half", 4: "quarter"}


def figure_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """In order; the last one takes every digit that is left."""

    def said(match: re.Match[str]) -> str:
        return numbers.said(match["number"])

    def phone(match: re.Match[str]) -> str:
        groups = re.findall(r"\d+", match["groups"])
        return ("plus " if match["plus"] else "") + ", ".join(map(numbers.digits, groups))

    def dotted(match: re.Match[str]) -> str:
        parts = [numbers.whole(part) for part in match["parts"].split(".")]
        if match["v"]:
            return "version " + " point ".join(parts)
        return (" dot " if len(parts) == 4 else " point ").join(parts)

    def power(match: re.Match[str]) -> str:
        minus = "minus " if match["sign"] == "-" else ""
        exponent = minus + numbers.cardinal(int(match["power"]))
        return f"{numbers.said(match['a'])} times ten to the {exponent}"

    def plain(match: re.Match[str]) -> str:
        return _spaced(match, ("minus " if match["minus"] else "") + said(match))

    return (
        Rule(_ALWAYS, lambda _: "twenty four seven"),
        Rule(_PHONE, phone),
        Rule(_DOTTED, dotted),
        Rule(_VERSION, lambda m: f"version {said(m)}"),
        Rule(_NUMERO, lambda m: f"number {said(m)}"),
        Rule(_ORDINAL, lambda m: numbers.ordinal(int(m["number"].replace(",", "")))),
        Rule(_FEET, lambda m: f"{numbers.whole(m['feet'])} foot {numbers.whole(m['inches'])}"),
        Rule(_FRACTION, lambda m: _fraction(m, numbers)),
        Rule(_TIMES, lambda m: f"{numbers.said(m['a'])} {_by(m)} {numbers.said(m['b'])}"),
        Rule(_FOLD, lambda m: f"{numbers.said(m['a'])} times"),
        Rule(_SCIENTIFIC, power),
        Rule(_SCALED, lambda m: f"{numbers.said(m['a'])} {_SCALES[m['scale']]}"),
        Rule(_RANGE, lambda m: f"{_end(m['a'], numbers)} to {_end(m['b'], numbers)}"),
        Rule(_YEAR, lambda m: numbers.year(int(m["year"]))),
        Rule(_DECIMAL, lambda m: f"point {numbers.digits(m['digits'])}"),
        Rule(_PLAIN, plain),
    )


def decade_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """The 1990s, the '80s; before units, where s is a second."""

    def decade(match: re.Match[str]) -> str:
        tens = numbers.cardinal(int(match["decade"]))
        tens = tens[:-1] + "ies" if tens.endswith("y") else tens + "s"
        if not match["century"]:
            return tens
        if match["decade"] == "00":
            return numbers.year(int(match["century"] + "00")) + "s"
        return f"{numbers.cardinal(int(match['century']))} {tens}"

    return (Rule(_DECADE, decade),)


def _end(text: str, numbers: Numbers) -> str:
    """One end of a range, which may be of years."""
    is_year = len(text) == 4 and text.isdecimal() and "1100" <= text <= "2099"
    return numbers.year(int(text)) if is_year else numbers.said(text)


def _by(match: re.Match[str]) -> str:
    """Pixels and planks are so many by so many; what is starred is multiplied."""
    return "times" if "*" in match.group() else "by"


def _fraction(match: re.Match[str], numbers: Numbers) -> str:
    above, below = int(match["a"]), int(match["b"])
    whole = f"{numbers.cardinal(int(match['whole']))} and " if match["whole"] else ""
    if not 1 <= above < below or below > 20:
        return f"{whole}{numbers.cardinal(above)} over {numbers.cardinal(below)}"
    name = _NAMES.get(below) or numbers.ordinal(below)
    many = "halves" if name == "half" else name + "s"
    return f"{whole}{numbers.cardinal(above)} {name if above == 1 else many}"


def _spaced(match: re.Match[str], words: str) -> str:
    """Words where digits stood; apart from letters on either side: B2B."""
    text, start, end = match.string, match.start(), match.end()
    before = " " if start and text[start - 1].isalnum() else ""
    after = " " if end < len(text) and text[end].isalnum() else ""
    return before + words + after
