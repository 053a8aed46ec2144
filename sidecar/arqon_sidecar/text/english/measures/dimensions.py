"""Sides and sizes: 2x8, 1920x1080, 3 × 4 = 12, 8 1/2 x 11."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_noun_after, is_plural_after
from arqon_sidecar.text.english.measures.units import unit_words
from arqon_sidecar.text.english.numbers.figures import plural
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["dimension_forms"]

_FREE = r"(?<![\w.,/:])"
_SIDES = re.compile(
    rf"{_FREE}(?P<a>{NUMBER})(?P<unit>\s?(?:ft|in|cm|mm|m|km|px|'|\"|″)\.?)?(?!\s[x×]\d)\s?(?P<mark>[x×*])\s?"
    rf"(?P<b>{NUMBER})(?:(?:\s?(?:ft|in|cm|mm|m|km|px))?\s?[x×*]\s?(?P<c>{NUMBER}))?"
    r"(?P<of>\s?(?:(?:m|cm|mm|km|ft|px)\b|in\b(?=\.?(?:[,;:!?)]|\s*$)))(?:\.(?=[,;:)]))?|-(?:in|ft|yd|cm|mm|m)\b\.?(?=\s[a-z]))?"
    r"(?![\d]|[.,/⁄]\d| \d{1,2}[/⁄]\d)(?P<sum>\s?=)?"
)
_LETTERED_SIDE = rf"{NUMBER}\s?(?:\"|″|”|''|in\.?|cm|mm|m|ft|')?\s?[LWDH]"
_LETTERED = re.compile(
    rf"(?<![\w.,/:])(?:{_LETTERED_SIDE}\.?\s?[x×]\s?){{1,2}}{_LETTERED_SIDE}(?!\w)"
    r"(?:\s?(?P<unit>in|inches|cm|mm|m|ft)(?!\w))?"
)
_LETTERED_PARTS = re.compile(
    rf"(?P<number>{NUMBER})\s?(?P<unit>[^\s\d.A-Z]{{1,2}})?\.?\s?(?P<side>[LWDH])"
)
_SIDES_NAMED = {"L": "long", "W": "wide", "D": "deep", "H": "high"}
_MARKS = {'"': "in", "″": "in", "”": "in", "''": "in", "'": "ft"}
_SETS = re.compile(r"(?<=\bsets )[x×](?=\s\d)")
_COUNT = re.compile(
    r"(?:(?<=\d )[x×]|(?:(?<=\d lbs )|(?<=\d lbs\. )|(?<=\d kg ))[x×]\s?)"
    r"(?P<number>\d{1,3})(?![\w/]|[.,]\d|\s?[x×=])"
)
_PACKS = re.compile(
    rf"{_FREE}(?P<count>\d{{1,3}})\s?[x×]\s?"
    r"(?=\d[\d.]{0,6}\s?(?:[mk]?g|ml|mL|c?l|L|oz|lbs?|[KMGT]B|k?[WV]|[kMG]?Hz|mins?|secs?|s|pk|ct)(?![\w/²³]))"
)
"""So many of the same measure: 2 x 500 g."""
_OF_SIZE = re.compile(
    rf"{_FREE}(?P<count>\d{{1,3}})\s?[x×](?=\s?\d[\d.]{{0,6}}-"
    r"(?:[mk]?g|ml|mL|c?l|L|oz|lbs?|mile|min|minute|hour|day|week|ounce|pound|gram|liter|litre|gallon)\b\.?\s)"
)
"""1 x 15-oz can."""
_TIMBER = re.compile(
    rf"{_FREE}(?P<a>[1246]|8(?=[x×]10)|5(?=[x×]7)|11(?=[x×]14))[x×](?P<b>[1-8]|1[024])s(?!\w)(?!\s(?:of|each|with|on|rest|hold|plank)\b)"
)
"""2x4s: by their sides, and no seconds."""
_BOARD = re.compile(
    r"(?:(?<=\b[Aa] )|(?<=\b[Tt]he )|(?<=\b[Oo]ne )|(?<=\btwo )|(?<=\beach )|(?<=\bof ))"
    r"(?P<a>[1246])×(?P<b>[234568]|1[02])(?![\w×]|[.,]\d|\s?=)"
)
"""One board: a 1×6, and no product."""
_BY = re.compile(
    r"(?:(?<=\d[/⁄]\d)|(?<=\d[/⁄]\d\d)|(?<=\d[/⁄]\d[\"″])"
    r"|(?<=\d)(?=\s?[x×]\s?(?:\d{1,3}[ -])?\d{1,2}[/⁄]\d))\s?[x×]\s?(?=\d)"
    r"|(?<=\d['′\"″])\s?[x×]\s?(?=\d{1,3}['′\"″])"
)
"""Between sides that have fractions: 8 1/2 x 11."""
_SUM_BEFORE = re.compile(r"[=(+−*] ?(?:\d{1,4} )?[\d.,/⁄]{1,9}\Z")
_SUM_BEHIND = re.compile(r"[\d.,/⁄ ]{1,12}\s?[=+≈)]")
_LIFTED = re.compile(
    r"\b(?:bench|press|ohp|squats?|deadlifts?|rdl|rows?|curls?|dips|pull-?ups|push-?ups|lunges|raises"
    r"|extensions?|planks?|crunches|thrusts?|sets):? \Z",
    re.IGNORECASE,
)
"""In front of sets and repetitions: squat 5×5."""
_ASKED = re.compile(
    r"\b(?P<sure>what(?:'s| is)|compute|calculate|multiply|solve)\s$|\bis\s$", re.IGNORECASE
)
"""In front of a product, and no sides: what's 7 x 8?"""


def dimension_forms(numbers: Numbers) -> tuple[Form, ...]:
    """2x8, 1920x1080, 3 × 4 = 12."""

    def sides(match: re.Match[str]) -> str | None:
        parts = [match["a"], match["b"], *([match["c"]] if match["c"] else [])]
        asked = None if match["unit"] else _ASKED.search(back(match))
        product = asked and (asked["sure"] or match["mark"] == "×") and " " in match.group()
        if match["sum"] or match["mark"] == "*" or product:
            said = " times ".join(map(numbers.said, parts))
            return said + (" equals" if match["sum"] else "")
        if (
            match["mark"] == "×"
            and not (match["of"] or match["unit"])
            and max(len(part.partition(".")[0]) for part in parts) < 3
        ):
            noun = is_noun_after(match)
            tight = " " not in match.group() and not is_plural_after(match)
            grid = _LIFTED.search(back(match)) or (noun and (tight or "." in match.group()))
            if noun and not grid:
                return None
            return (" by " if grid else " times ").join(map(numbers.said, parts))
        unit = (match["of"] or "").strip(" .-")
        if unit and (match["unit"] or unit).strip(" .") == unit:
            many = unit_words(unit, None, one=is_noun_after(match) or "-" in match.group())
            return " by ".join(_side(part, numbers) for part in parts) + f" {many}"
        return None if match["unit"] else " by ".join(_side(part, numbers) for part in parts)

    def lettered(match: re.Match[str]) -> str:
        parts = _LETTERED_PARTS.finditer(match.group())
        return " by ".join(_lettered_side(part, match["unit"], numbers) for part in parts)

    def timber(match: re.Match[str]) -> str:
        return f"{numbers.said(match['a'])} by {plural(numbers.said(match['b']))}"

    return (
        Form(Kind.MEASURE, _LETTERED, lettered),
        Form(Kind.CARDINAL, _SETS, lambda _: "of", "[x×]"),
        Form(Kind.CARDINAL, _COUNT, lambda m: f"times {numbers.said(m['number'])}", "[x×]"),
        Form(Kind.RATIO, _TIMBER, timber),
        Form(Kind.RATIO, _BOARD, lambda m: f"{numbers.said(m['a'])} by {numbers.said(m['b'])}"),
        Form(Kind.CARDINAL, _PACKS, lambda m: f"{numbers.said(m['count'])} times "),
        Form(Kind.CARDINAL, _OF_SIZE, lambda m: f"{numbers.said(m['count'])} "),
        Form(Kind.RATIO, _SIDES, sides),
        Form(Kind.RATIO, _BY, lambda m: " times " if _is_product(m) else " by ", r"[\sx×]"),
    )


def _is_product(match: re.Match[str]) -> bool:
    """(25 × 9/5) + 32, 2 1/3 × 3 = 7."""
    text, end = match.string, match.end()
    return "×" in match.group() and bool(
        _SUM_BEFORE.search(back(match)) or _SUM_BEHIND.match(text, end)
    )


def _lettered_side(part: re.Match[str], last: str | None, numbers: Numbers) -> str:
    """Twenty four inches wide."""
    unit = _MARKS.get(part["unit"], part["unit"]) or last
    many = f" {unit_words(unit, None, one=part['number'] == '1')}" if unit else ""
    return f"{numbers.said(part['number'])}{many} {_SIDES_NAMED[part['side']]}"


def _side(written: str, numbers: Numbers) -> str:
    """Pixels are said in pairs: nineteen twenty by ten eighty."""
    in_pairs = written.isdecimal() and len(written) == 4
    return numbers.name(written) if in_pairs else numbers.said(written)
