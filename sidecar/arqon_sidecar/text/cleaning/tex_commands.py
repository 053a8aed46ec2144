"""Commands of TeX by the signs that they print, and letters of Greek by their names."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["SIGNS", "greek"]

SIGNS: Final = {
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈",
    "times": "×", "cdot": "⋅", "div": "÷", "pm": "±", "mp": "∓", "infty": "∞", "sum": "∑",
    "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "in": "∈", "notin": "∉",
    "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀",
    "exists": "∃", "to": "→", "rightarrow": "→", "longrightarrow": "→", "Rightarrow": "⇒",
    "implies": "⇒", "iff": "⇔", "Leftrightarrow": "⇔", "mapsto": "→", "land": "∧", "wedge": "∧",
    "lor": "∨", "vee": "∨", "neg": "¬", "lnot": "¬", "ldots": "…", "cdots": "…", "dots": "…",
    "circ": "°", "degree": "°", "equiv": "≡", "sim": "∼", "propto": "∝", "mid": "∣",
    "perp": "⊥", "parallel": "∥", "angle": "∠", "ll": "≪", "gg": "≫", "sqrt": "√", "therefore": "∴",
    "varepsilon": "ε", "varphi": "φ", "ell": "l", "hbar": "ħ", "setminus": "∖", "oplus": "⊕",
    "left": "", "right": "", "big": "", "Big": "", "quad": " ", "qquad": " ", "displaystyle": "",
    "lim": "lim", "pmod": "mod", "bmod": "mod",
    "cong": "≅", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
}  # fmt: skip
"""Nothing for those that only say how large something is."""


def greek(name: str) -> str:
    """The letter with this name in TeX, or nothing."""
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    spelled = "LAMDA" if name.lower() == "lambda" else name.upper()
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {spelled}")
    except KeyError:
        return ""
