"""Functions of mathematics in each language, by the tag of num2words."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["FUNCTIONS"]

_NAMES = ("sin", "cos", "tan", "log", "ln", "sqrt", "∑", "∏", "∫", "lim")
_SAID = {
    "es": "seno de|coseno de|tangente de|logaritmo de|logaritmo natural de|raíz de"
    "|suma de {a} a {b} de|producto de {a} a {b} de|integral de {a} a {b} de"
    "|límite, cuando {a} tiende a {b}, de",
    "fr": "sinus de|cosinus de|tangente de|logarithme de|logarithme népérien de|racine de"
    "|somme de {a} à {b} de|produit de {a} à {b} de|intégrale de {a} à {b} de"
    "|limite, quand {a} tend vers {b}, de",
    "it": "seno di|coseno di|tangente di|logaritmo di|logaritmo naturale di|radice di"
    "|somma da {a} a {b} di|prodotto da {a} a {b} di|integrale da {a} a {b} di"
    "|limite, per {a} che tende a {b}, di",
    "pt_BR": "seno de|cosseno de|tangente de|logaritmo de|logaritmo natural de|raiz de"
    "|soma de {a} a {b} de|produto de {a} a {b} de|integral de {a} a {b} de"
    "|limite, quando {a} tende a {b}, de",
}
FUNCTIONS: Mapping[str, Mapping[str, str]] = {
    language: dict(zip(_NAMES, said.split("|"), strict=True)) for language, said in _SAID.items()
}
"""{a} and {b} are what a sum goes from and to, or what tends to what."""
