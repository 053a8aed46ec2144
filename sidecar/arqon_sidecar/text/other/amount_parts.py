"""Numbers in two parts that are no range, and words of large numbers for one of them."""

from __future__ import annotations

import re

__all__ = ["in_parts", "of_scale"]

_CODE = 4
"""Digits of the first part of a code, at least."""


def in_parts(a: str, b: str, hyphen: str) -> str:
    """Numbers in two parts that are no range: an account, 12345-6, a code, 1250-146."""
    plain_a, plain_b = re.sub(r"\D", "", a), re.sub(r"\D", "", b)
    if plain_b != b or int(plain_b) >= int(plain_a) or len(plain_a) < _CODE:
        return ""
    if len(plain_b) == 1 and len(plain_a) > _CODE:
        return f"{plain_a} {hyphen} {b}"
    return f"{plain_a} {b}" if a == plain_a and len(b) == _CODE - 1 else ""


def of_scale(scale: str, number: str, language: str) -> str:
    """1 mi as "1 milhão", 1,5 bi as "1,5 bilhão"; "1,5 millones", but "1 millón" in Spanish."""
    if language == "pt_BR" and re.fullmatch(r"[01](?:,\d+)?", number):
        return re.sub("ões\\Z", "ão", scale)
    return "millón" if number == "1" and scale == "millones" else scale
