"""Ratios and dimensions: 16:9, 2x8."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.clock import minute_words
from arqon_sidecar.text.english.context import back, is_noun_after, word_after, word_before
from arqon_sidecar.text.english.numbers import NUMBER, Numbers
from arqon_sidecar.text.english.units import unit_words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["dimension_forms", "ratio_forms"]

_FREE = r"(?<![\w.,/:])"
_END = r"(?![\w/]|[.,:]\d)"
_RATIO = re.compile(rf"{_FREE}(?P<a>{NUMBER}):(?P<b>{NUMBER})(?P<more>:\d+)?{_END}")
_MEETING = re.compile(
    rf"{_FREE}1:1(?:(?P<many>s)(?!\w)|(?=\s(?:with|meeting|session|chat|call|coaching|time)s?\b))"
)
_SIDES = re.compile(
    rf"{_FREE}(?P<a>{NUMBER})(?P<unit>\s?(?:ft|in|cm|mm|m|km|px|'|\"|″)\.?)?\s?(?P<mark>[x×*])\s?"
    rf"(?P<b>{NUMBER})(?:(?:\s?(?:ft|in|cm|mm|m|km|px))?\s?[x×*]\s?(?P<c>{NUMBER}))?"
    r"(?P<of>\s?(?:(?:m|cm|mm|km|ft|px)\b|in\b(?=\.?(?:[,;:!?)]|\s*$))))?(?![\d]|[.,]\d)(?P<sum>\s?=)?"
)
_ASKED = re.compile(r"\b(?:what(?:'s| is)|compute|calculate|is|multiply)\s$", re.IGNORECASE)
_RATIO_WORDS = re.compile(
    r"\b(?:ratios?|aspect|display|monitor|screen|odds|scale|mix\w*|slope|gradient|incline|dilut\w+|proportion\w*)\b",
    re.IGNORECASE,
)


def ratio_forms(numbers: Numbers) -> tuple[Form, ...]:
    """16:9. All but the last take what looks like a time, where a word says what it is."""

    def ratio(match: re.Match[str]) -> str | None:
        if _is_lasting(match):
            return lasting(match)
        parts = [match["a"], match["b"], *filter(None, [(match["more"] or "")[1:]])]
        if len(parts) > 2 and max(map(len, parts)) > 1:
            return None
        return " to ".join(map(numbers.said, parts))

    def lasting(match: re.Match[str]) -> str:
        """Minutes and seconds."""
        minutes, seconds = numbers.said(match["a"]), match["b"]
        return f"{minutes} {'minutes' if seconds == '00' else minute_words(seconds, numbers)}"

    def standard(match: re.Match[str]) -> str | None:
        """ISO 9001:2015."""
        if word_before(match) not in ("ISO", "IEC", "EN", "BS", "DIN", "ASTM"):
            return None
        return f"{numbers.name(match['a'])}, {numbers.name(match['b'])}"

    def named(match: re.Match[str]) -> str | None:
        before = _RATIO_WORDS.search(back(match))
        return ratio(match) if before or _RATIO_WORDS.match(word_after(match)) else None

    return (
        Form(Kind.IDENTIFIER, _RATIO, standard),
        Form(Kind.RATIO, _MEETING, lambda m: "one on one" + (m["many"] or "")),
        Form(Kind.RATIO, _RATIO, named),
        Form(Kind.RATIO, _RATIO, ratio),
    )


def _is_lasting(match: re.Match[str]) -> bool:
    """Whether it is a length of time: "in 25:30"; no hour is that late."""
    a, b = match["a"], match["b"]
    timed = a.isdecimal() and b.isdecimal() and len(b) == 2 and int(b) < 60 and not match["more"]
    return timed and 24 < int(a) < 200 and not _RATIO_WORDS.search(back(match))


def dimension_forms(numbers: Numbers) -> tuple[Form, ...]:
    """2x8, 1920x1080, 3 × 4 = 12."""

    def sides(match: re.Match[str]) -> str | None:
        parts = [match["a"], match["b"], *([match["c"]] if match["c"] else [])]
        product = match["mark"] == "×" and " × " in match.group() and _ASKED.search(back(match))
        if match["sum"] or match["mark"] == "*" or product:
            said = " times ".join(map(numbers.said, parts))
            return said + (" equals" if match["sum"] else "")
        if match["mark"] == "×" and not (match["of"] or match["unit"]) and max(map(len, parts)) < 3:
            return None if is_noun_after(match) else " times ".join(map(numbers.said, parts))
        unit = (match["of"] or "").strip()
        if unit and not match["unit"]:
            many = unit_words(unit, None, one=is_noun_after(match))
            return " by ".join(_side(part, numbers) for part in parts) + f" {many}"
        return None if match["unit"] else " by ".join(_side(part, numbers) for part in parts)

    return (Form(Kind.RATIO, _SIDES, sides),)


def _side(written: str, numbers: Numbers) -> str:
    """Pixels are said in pairs: nineteen twenty by ten eighty."""
    in_pairs = written.isdecimal() and len(written) == 4
    return numbers.name(written) if in_pairs else numbers.said(written)
