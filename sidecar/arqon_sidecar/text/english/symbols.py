"""Signs that are said as words, and those that are not said at all."""

from __future__ import annotations

import re

from arqon_sidecar.text.rules import Rule, put

__all__ = ["symbol_rules"]

_SAID = {
    "&": "and",
    "@": "at",
    "+": "plus",
    "=": "equals",
    "×": "times",
    "÷": "divided by",
    "±": "plus or minus",
    "≈": "approximately",
    "≠": "is not equal to",
    "≤": "is at most",
    "≥": "is at least",
    "∞": "infinity",
    "√": "square root of",
    "π": "pi",
    "µ": "micro",
    "§": "section",
    "¶": "paragraph",
    "©": "copyright",
    "°": "degrees",
    "%": "percent",
    "‰": "per mille",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₹": "rupee",
    "¢": "cent",
    "²": "squared",
    "³": "cubed",
    "#": "hash",
    "−": "minus",
}
_SIGN = re.compile(f"[{re.escape(''.join(_SAID))}]")


def symbol_rules() -> tuple[Rule, ...]:
    """The signs that are left once numbers, money and addresses have taken theirs."""
    return (
        put(r"(?<!\w)~\s?(?=\w)", "about "),
        put(r"\band/or\b", "and or"),
        put(r"(?<=\w)\s?<\s?(?=\w)", " less than "),
        put(r"(?<=\w)\s?>\s?(?=\w)", " greater than "),
        put(r"(?<=\w)/(?=\w)", " "),
        put(r"(?<=\w)_(?=\w)", " "),
        put(r"\bC\+\+", "C plus plus"),
        put(r"\bC#", "C sharp"),
        put(r"\bF#", "F sharp"),
        Rule(_SIGN, lambda match: f" {_SAID[match.group()]} "),
        put(r"[®™*^_\\|<>{}\[\]~]", " "),
        put(r"(?<!\S)[-–]+(?!\S)", " "),
        put(r"[^\S\n]{2,}", " "),
        put(r" (?=[,;:!?.](?:\s|$))", ""),
    )
