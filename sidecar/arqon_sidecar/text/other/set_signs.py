"""Signs of sets and logic: x ∈ A, A ∪ B, ∀ n, p ⇒ q; espeak-ng drops them."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["set_sign_forms"]

_SIGNS = "∈∉∪∩⊂⊆∀∃∅⇒⇔≡↦∝"
_SAID = {
    "es": "pertenece a|no pertenece a|unión|intersección|incluido en|incluido en|para todo|existe"
    "|conjunto vacío|implica|si y solo si|equivalente a|va a|proporcional a",
    "fr": "appartient à|n'appartient pas à|union|inter|inclus dans|inclus dans|pour tout|il existe"
    "|l'ensemble vide|implique|équivaut à|équivalent à|donne|proportionnel à",
    "it": "appartiene a|non appartiene a|unione|intersezione|incluso in|incluso in|per ogni|esiste"
    "|l'insieme vuoto|implica|equivale a|equivalente a|va in|proporzionale a",
    "pt_BR": "pertence a|não pertence a|união|interseção|contido em|contido em|para todo|existe"
    "|conjunto vazio|implica|se e somente se|equivalente a|vai para|proporcional a",
}
_ARROW = re.compile(r"(?<=[^\W\d_]{2})\s→(?=\s[^\W\d_]{2})")
"""Between the entries of a menu."""


def set_sign_forms(language: str) -> tuple[Form, ...]:
    """The forms of a language, by its tag of num2words."""
    if language not in _SAID:
        return ()
    names = dict(zip(_SIGNS, _SAID[language].split("|"), strict=True))
    sign = re.compile(f"[{_SIGNS}]")
    return (
        Form(Kind.OPERATOR, sign, lambda m: f" {names[m.group()]} ", f"[{_SIGNS}]"),
        Form(Kind.OPERATOR, _ARROW, lambda _: ",", r"\s"),
    )
