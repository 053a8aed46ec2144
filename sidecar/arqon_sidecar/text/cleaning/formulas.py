"""Formulas of TeX as signs that are read anyway: roots, sums, fractions, powers between dollars."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from arqon_sidecar.text.grammar.rules import Rule

__all__ = ["FORMULAS"]

_FORMULA = re.compile(
    r"\$\$(?P<a>[^$]{1,600})\$\$|\\\((?P<b>(?:[^\\\n]|\\(?!\)))[^\n]{0,400}?)\\\)"
    r"|\\\[(?P<c>[^\]]{1,600}?)\\\]"
    r"|(?<![^\s(\[{\"'“—-])\$(?P<d>(?=[^$\n]{0,200}[\\^=]|[^$\n]{0,200}(?<![A-Za-z])[A-Za-z]_[\w{]"
    r"|[A-Za-z]\$|[A-Za-z]\([a-z]\)\$)[^\s$](?:[^$\n]{0,198}[^\s$\\])?)\$"
    r"(?=[\s.,;:!?)\]}\"'”—-]|\Z)"
)
"""Between single dollars something of mathematics must stand: "$5 to $10" is money."""
_INNERMOST = re.compile(
    r"\\(?:[dt]?frac|binom)\s?\{(?P<above>[^{}]*)\}\s?\{(?P<below>[^{}]*)\}"
    r"|\\sqrt\s?(?:\[(?P<root>\d)\])?\{(?P<radicand>[^{}]*)\}"
    r"|\\(?P<accent>hat|widehat|bar|overline|tilde|dot)\s?\{(?P<letter>[^{}])\}"
    r"|\\(?P<sum>sum|prod|int|lim)_(?:\{(?P<from>[^{}]*)\}|(?P<from1>\w))"
    r"(?:\^(?:\{(?P<to>[^{}]*)\}|(?P<to1>\w|\\infty)))?"
    r"|(?P<mark>[\^_])\{(?P<moved>[^{}]*)\}"
    r"|\\(?:text|mathrm|mathbf|mathit|mathbb|mathcal|mathsf|boldsymbol|operatorname|textbf|textit"
    r"|boxed|vec)\s?\{(?P<inside>[^{}]*)\}"
)
_DEEPEST = 4
_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]{1,20})\s?|\\(?P<sign>[^A-Za-z])|[{}]|&|(?P<prime>')")
_SIGNS = {
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
    "lim": "lim", "cong": "≅", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
}  # fmt: skip
_ACCENTS = {"hat": "‸", "widehat": "‸", "bar": "¯", "overline": "¯", "tilde": "˜", "dot": "˙"}
_SIMPLE = re.compile(r"\s?(?:\d{1,4}|[A-Za-z])\s?")
_CIRCLE = re.compile(r"\^\s?\\(?:circ|degree)")


def _formula(match: re.Match[str]) -> str:
    text = _CIRCLE.sub("°", match["a"] or match["b"] or match["c"] or match["d"])
    for _ in range(_DEEPEST):
        text = _INNERMOST.sub(_opened, text)
    return f" {' '.join(_COMMAND.sub(_command, text).split())} ".replace("^(°)", "°")


def _opened(match: re.Match[str]) -> str:
    """What stands in the braces of a command, with signs for the command."""
    if match["above"] is not None:
        numbers = match["above"].isdecimal() and match["below"].isdecimal()
        return f" {match['above']}/{match['below']}" if numbers else _over(match)
    if match["radicand"] is not None:
        return ("∛" if match["root"] == "3" else "√") + _bracketed(match["radicand"])
    if match["accent"]:
        return match["letter"] + _ACCENTS[match["accent"]]
    if match["sum"]:
        end = match["to"] or match["to1"]
        last = f" → {end}" if end else ""
        return f"\\{match['sum']} ({match['from'] or match['from1']}{last}) "
    if match["mark"]:
        return match["mark"] + (match["moved"] if match["mark"] == "_" else _power(match["moved"]))
    return match["inside"]


def _over(match: re.Match[str]) -> str:
    return f" {_bracketed(match['above'])} / {_bracketed(match['below'])} "


def _bracketed(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _power(text: str) -> str:
    return text if re.fullmatch(r"\s?[-−]?(?:\d{1,3}|[a-z])\s?", text) else f"({text})"


def _command(match: re.Match[str]) -> str:
    """A sign or a letter of Greek; a function is its name."""
    if match["sign"]:
        return match["sign"] if match["sign"] in "%$#&_" else " "
    if not match["name"]:
        return "′" if match["prime"] else ""
    name = match["name"]
    if name in _SIGNS:
        return f" {_SIGNS[name]} " if _SIGNS[name] not in ("", "√") else _SIGNS[name]
    return _greek(name) or f" {name} "


def _greek(name: str) -> str:
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    spelled = "LAMDA" if name.lower() == "lambda" else name.upper()
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {spelled}")
    except KeyError:
        return ""


FORMULAS: Final = (Rule(_FORMULA, _formula),)
