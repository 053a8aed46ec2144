"""Signs of sets and logic, as answers with formulas have them: x ∈ ℝ, ∀ n, A ∩ B, p ⇒ q."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["relation_forms"]

_SIGNS = "∈∉∀∃∪∩⊂⊆∅⇒⇔↦∝"
_SAID = {
    "fr": "appartient à|n'appartient pas à|pour tout|il existe|union|inter|inclus dans"
    "|inclus dans|l'ensemble vide|implique|équivaut à|donne|proportionnel à",
    "it": "appartiene a|non appartiene a|per ogni|esiste|unione|intersezione|incluso in"
    "|incluso in|l'insieme vuoto|implica|equivale a|va in|proporzionale a",
}


def relation_forms(language: str) -> tuple[Form, ...]:
    """The forms for French and Italian, by the tag of num2words."""
    said = dict(zip(_SIGNS, _SAID[language].split("|"), strict=True))
    return (
        Form(
            Kind.OPERATOR,
            re.compile(f"[{_SIGNS}]"),
            lambda match: f" {said[match.group()]} ",
            f"[{_SIGNS}]",
        ),
    )
