"""Signs of mathematics: by the names that people use, else by those that Unicode gives."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from arqon_sidecar.text.cleaning.mathematical import ACCENTS
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["mathematical_sign_forms"]

_NAMES = {
    "≈": "approximately", "≡": "identical to", "∈": "in", "∉": "not in", "∞": "infinity",
    "∑": "sum of", "∏": "product of", "∫": "integral of", "∬": "double integral of",
    "∭": "triple integral of", "∮": "contour integral of", "∂": "partial", "∇": "gradient of",
    "∛": "cube root of", "∜": "fourth root of", "∆": "delta", "∴": "therefore", "∵": "because",
    "∩": "intersection", "∪": "union", "⊂": "subset of", "⊆": "subset of", "⊃": "superset of",
    "⊇": "superset of", "∅": "the empty set", "∖": "minus", "∁": "complement of",
    "∀": "for all", "∃": "there exists", "∄": "there does not exist", "∋": "contains",
    "∝": "proportional to", "∠": "angle", "⊥": "perpendicular to", "∼": "similar to",
    "≃": "approximately equal to", "≅": "congruent to", "≪": "much less than",
    "≫": "much greater than", "∘": "of", "∙": "times", "⊢": "proves", "⊨": "models",
    "⊤": "top", "⌊": "floor of", "⌈": "ceiling of", "⌋": "", "⌉": "", "∎": "", "⋮": "", "⋱": "",
}  # fmt: skip
"""Where Unicode's name says how a sign looks, or is longer than what is said."""
_SIGN = re.compile("[¬∀-∗∘-∢∤-∵∷-⋿⌈-⌋⨀-⫿]")
"""All of them but the bar of `notation` and what other forms say."""
_NABLA = re.compile("∇[·⋅×²]")
_NABLAS = {"·": "divergence", "⋅": "divergence", "×": "curl", "²": "Laplacian"}
_KIND_OF_SIGN = re.compile(r"^(?:n-ary|logical) |\b(?:sign|operator|symbol)$")
_ACCENT = re.compile(rf"(?<=[A-Za-zα-ω])[{''.join(ACCENTS)}]")


def mathematical_sign_forms() -> tuple[Form, ...]:
    """∑, ∅, ¬p, p ∧ q, n ≫ 1, ⌊x⌋; x̄ as `mathematical` has made it."""
    return (
        Form(Kind.OPERATOR, _ACCENT, lambda m: f" {ACCENTS[m.group()]}", r"\W"),
        Form(Kind.OPERATOR, re.compile(r"∑(?=\sof\b)"), lambda _: "sum", "∑"),
        Form(Kind.OPERATOR, _NABLA, lambda m: f"{_NABLAS[m.group()[1]]} of ", "∇"),
        Form(Kind.OPERATOR, _SIGN, lambda m: f" {_name(m.group())} ", r"\W"),
    )


@cache
def _name(sign: str) -> str:
    if sign in _NAMES:
        return _NAMES[sign]
    name = unicodedata.name(sign, "").lower().replace("-", " ")
    return _KIND_OF_SIGN.sub("", name).strip()
