"""Greek letters that stand alone are said by their names: Δx, θ, β-carotene, 5σ."""

from __future__ import annotations

import re
from typing import Final

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["GREEK_BESIDE", "LONE_GREEK", "greek_form"]

_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_NAMES = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma
tau upsilon phi chi psi omega
"""
_NAME = dict(zip(_LETTERS, _NAMES.split(), strict=True))
_NAME |= {letter.upper(): name for letter, name in _NAME.items()}
_NAME |= {"ς": "sigma", "ϕ": "phi", "ϵ": "epsilon", "ϑ": "theta"}
_SIGNS = "".join(_NAME)

LONE_GREEK: Final = rf"(?:(?<!\p{{L}})[{_SIGNS}]|(?<=(?<!\p{{L}})[kM])Ω)(?![\p{{Greek}}\p{{M}}])"
"""For `regex`: no letter inside a word, and none of a Greek word; but that of "kΩ"."""
GREEK_BESIDE: Final = (
    r"(?<=(?<!\p{Greek})\p{Latin})(?!ο)[α-ωϕϵϑ](?![\p{Greek}\p{M}])"
    r"|(?<=(?<!\p{L})\p{Latin}{1,2})Δ(?=[A-Zxtvpqh](?!\p{L}))"
    r"|(?<!\p{L})Δ(?!ε)[α-ω](?![\p{Greek}\p{M}])"
)
"""Behind a Latin letter, as in mω² and sinθ, or behind that of a difference, as in Δθ;
a difference behind a letter, as in TΔS."""
_LONE = re.compile(rf"[{_SIGNS}](?![{_SIGNS}])")


def greek_form() -> Form:
    """The name, which most languages have in common."""
    return Form(Kind.SIGN, _LONE, _named, f"[{_SIGNS}]")


def _named(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    before = " " * text[start - 1 : start].isalnum()
    return f"{before}{_NAME[match.group()]}{' ' * text[end : end + 1].isalnum()}"
