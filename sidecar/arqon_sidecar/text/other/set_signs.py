"""Signs of sets and logic between letters: x ∈ A, A ∪ B, ∀x; espeak-ng drops them."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["set_sign_forms"]

_SIGNS = "∈∉∪∩⊂⊆∀∃∅⇒⇔≡"
_SAID = {
    "es": "pertenece a|no pertenece a|unión|intersección|incluido en|incluido en"
    "|para todo|existe|conjunto vacío|implica|si y solo si|equivalente a",
    "pt_BR": "pertence a|não pertence a|união|interseção|contido em|contido em"
    "|para todo|existe|conjunto vazio|implica|se e somente se|equivalente a",
}


def set_sign_forms(language: str) -> tuple[Form, ...]:
    """The forms of Spanish and Portuguese, by the tag of num2words."""
    if language not in _SAID:
        return ()
    names = dict(zip(_SIGNS, _SAID[language].split("|"), strict=True))
    sign = re.compile(f"[{_SIGNS}]")
    return (
        Form(Kind.OPERATOR, sign, lambda m: f" {names[m.group()]} ", f"[{_SIGNS}]"),
        Form(Kind.OPERATOR, _ARROW, lambda _: ",", r"\s"),
    )


_ARROW = re.compile(r"(?<=[^\W\d_]{2})\s→(?=\s[^\W\d_]{2})")
"""Between the entries of a menu."""
