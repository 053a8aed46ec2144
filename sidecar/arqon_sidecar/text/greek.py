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
_OWN = {
    "e": {
        "alpha": "alfa",
        "epsilon": "épsilon",
        "theta": "teta",
        "rho": "ro",
        "phi": "fi",
        "chi": "ji",
        "omicron": "ómicron",
        "upsilon": "ípsilon",
    },
    "p": {
        "alpha": "alfa",
        "gamma": "gama",
        "epsilon": "épsilon",
        "theta": "teta",
        "kappa": "capa",
        "rho": "rô",
        "phi": "fi",
        "chi": "qui",
        "omicron": "ômicron",
        "upsilon": "úpsilon",
        "omega": "ômega",
    },
}
"""What espeak-ng would not read as it is said, by Kokoro's letter of the language."""

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


def greek_form(letter: str = "") -> Form:
    """The names, which most languages have in common, in that with Kokoro's letter."""
    own = _OWN.get(letter, {})

    def named(match: re.Match[str]) -> str:
        text, start, end = match.string, match.start(), match.end()
        name = _NAME[match.group()]
        before = " " * text[start - 1 : start].isalnum()
        return f"{before}{own.get(name, name)}{' ' * text[end : end + 1].isalnum()}"

    return Form(Kind.SIGN, _LONE, named, f"[{_SIGNS}]")
