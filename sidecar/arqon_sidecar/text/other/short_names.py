"""Patterns for short names of days and months."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["short_days", "short_months", "winds"]

_WORDS = ("mar", "set", "out", "sept", "sett", "may")
"""Short names of months that are other words or days, too: 3 set."""


def short_days(names: Mapping[str, str]) -> dict[str, str]:
    """Shortenings of days of the week before a day or another: `lun="lunes"` for "lun. 5"."""
    another = rf"\s(?:et|e|y|o|ou)\s(?:{'|'.join(names)})\."
    part_of_day = (
        r"(?=\s(?:matin|soir|après|por la|[dp]ela|de manhã|à (?:tarde|noite)|mattina|sera|pom)\b)"
    )
    before = rf"(?<=(?:{'|'.join(names)})\. (?:et|e|y|o|ou) )"
    return {
        rf"{short}\.(?:(?=[,:]?\s\d|{another})|{part_of_day})|{before}{short}\."
        rf"|(?<=\b(?i:{'el|' * (short != 'mar')}los|le|il|nas?|às|aos) ){short}\.(?!\s\p{{Lu}})"
        rf"|{short}(?=\s?:\s\d)": name
        for short, name in names.items()
    }


def short_months(of: str = "", **names: str) -> dict[str, str]:
    """Shortenings of months behind a day: `dic="diciembre"` for "25 dic." and "25 de dic.".

    `of` is said between a day and its month.
    """
    joined = {rf"(?<=\d[º°]? de ){short}\.": name for short, name in names.items()}
    alone = {rf"(?<=\d(?:er|º|°)?[ /]){short}\.": of + name for short, name in names.items()}
    of_year = {
        rf"{short}\.(?=[\s/](?:19|20)\d\d(?!\w))": name + " de" * bool(of)
        for short, name in names.items()
    }
    bare = {
        rf"(?<=\b(?:[12]\d|3[01]|[1-9]) ){short}(?![\w.'’/-])": of + name
        for short, name in names.items()
        if short not in _WORDS
    }
    dated = {
        rf"(?<=\b(?:[12]\d|3[01]|[1-9]) ){short}\.?(?=\s(?:19|20)\d\d(?!\w))": of
        + name
        + " de" * bool(of)
        for short, name in names.items()
    }
    return dated | joined | alone | of_year | bare


def winds(names: str) -> dict[str, str]:
    """Points of the compass behind a wind: "del NE"; `names` in the order of N, S, E, O, NE."""
    points = dict(zip(("N", "S", "E", "O", "NE", "NO", "SE", "SO"), names.split(), strict=True))
    before = (
        r"(?:vientos?|vento?|rafales|raffiche|rajadas|rachas|km/h)(?: \p{L}{4,12})? (?:d[ae]l?|do)"
    )
    return {rf"(?<=(?i:{before}) ){point}(?![\w'’-])": name for point, name in points.items()}
