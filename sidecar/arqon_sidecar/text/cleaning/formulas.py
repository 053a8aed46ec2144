"""Formulas of TeX as signs that are read anyway: roots, sums, fractions, powers between dollars."""

from __future__ import annotations

import re
from typing import Final

from arqon_sidecar.text.cleaning.tex_commands import SIGNS, greek
from arqon_sidecar.text.grammar.rules import Rule

__all__ = ["FORMULAS"]

_FORMULA = re.compile(
    r"\$\$(?P<a>[^$]{1,600})\$\$|\\\((?P<b>(?:[^\\\n]|\\(?!\)))[^\n]{0,400}?)\\\)"
    r"|\\\[(?P<c>[^\]]{1,600}?)\\\]"
    r"|(?<![^\s(\[{\"'“—-])\$(?P<d>(?=[^$\n]{0,200}[\\^=]|[^$\n]{0,40}[A-Za-z]\s?[<>]|[^$\n]{0,200}(?<![A-Za-z])[A-Za-z]_[\w{]"
    r"|[A-Za-z]\$|[A-Za-z\d]{1,3}!\$|[A-Za-z]'{0,2}\([A-Za-z][^$\n]{0,20}\)\$"
    r"|\|[^$|\n]{1,20}\|\$|(?:[A-Z][a-z]?(?:_\{?\d{1,2}\}?)?){1,8}\$)[^\s$](?:[^$\n]{0,198}[^\s$\\])?)\$"
    r"(?=[\s.,;:!?)\]}\"'”—-]|\Z)"
)
"""Between single dollars something of mathematics must stand: "$5 to $10" is money."""
_INNERMOST = re.compile(
    r"\\(?P<kind>[dt]?frac|binom)\s?\{(?P<above>[^{}]*)\}\s?\{(?P<below>[^{}]*)\}"
    r"|\\sqrt\s?(?:\[(?P<root>\d)\])?\{(?P<radicand>[^{}]*)\}"
    r"|\\(?P<accent>hat|widehat|bar|overline|tilde|dot)\s?\{(?P<letter>[^{}])\}"
    r"|\\(?P<sum>sum|prod|int|lim)_(?:\{(?P<from>[^{}]*)\}|(?P<from1>\w))"
    r"(?:\^(?:\{(?P<to>[^{}]*)\}|(?P<to1>\w|\\infty)))?"
    r"|(?P<mark>[\^_])\{(?P<moved>[^{}]*)\}"
    r"|\\(?:text|mathrm|mathbf|mathit|mathbb|mathcal|mathsf|boldsymbol|operatorname|textbf|textit"
    r"|boxed|vec|overline|overrightarrow|underline|underbrace|widehat|hat|bar|ce)\s?\{(?P<inside>[^{}]*)\}"
)
_DEEPEST = 4
_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]{1,20})\s?|\\(?P<sign>[^A-Za-z])|[{}]|&|(?P<prime>')")
_ACCENTS = {"hat": "‸", "widehat": "‸", "bar": "¯", "overline": "¯", "tilde": "˜", "dot": "˙"}
_FUNCTION = re.compile("(?:arc)?(?:sin|cos|tan)h?|sec|csc|cot|ln|log|exp")
_POWER_OF_FUNCTION = re.compile(r"(?<=[a-z]{3})\^(?P<power>[23])(?!\d)")
_INDEX = re.compile(r"(?<=[A-Za-zα-ω])_(?P<index>\d{1,3})(?!\d)")
"""Of a letter: x_1, H_2."""
_MASS = re.compile(r"(?<![\w)\]}])\^(?P<mass>\d{1,3}) ?(?=[A-Z])")
"""Of an isotope: ^{14}C."""
_MINUS = re.compile(r"(?<= )-(?= )|(?<!-)(?<!\w[^\W\d])(?<!\[\w)-(?!-|[^\W\d]{2})")
"""No hyphen between words, nor a range of characters in code that looks like a formula."""
_NUMBERS_ABOVE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LAYOUT = re.compile(
    r"\\(?:begin|end)\s?\{[a-z*]{1,20}\}|&(?=\s?(?:[=<>]|\\(?:le|ge|approx|equiv|to)))"
)
"""What only arranges lines."""
_BRACKETS = re.compile(r"\\(?:left|right|big|Big)(?=[^A-Za-z])")
_SIMPLE = re.compile(r"\s?(?:\d{1,4}|[A-Za-z])\s?")
_DERIVATIVE = re.compile("d[a-z]?/d[a-z]")
_FRACTION = re.compile(r"/\d{1,4}\s*\Z")
_CIRCLE = re.compile(r"\^\s?\\(?:circ|degree)")


def _formula(match: re.Match[str]) -> str:
    """In signs that any grammar knows: braces from the innermost out, then the other commands.

    What is left of TeX then is its way to write powers, indices and minus, which becomes Unicode's.
    """
    text = _CIRCLE.sub("°", match["a"] or match["b"] or match["c"] or match["d"])
    if "\\begin" in text:
        text = text.replace("\\\\", ", ")
    text = _BRACKETS.sub("", _LAYOUT.sub("", text))
    for _ in range(_DEEPEST):
        text = _INNERMOST.sub(_opened, text)
    text = _COMMAND.sub(_command, text)
    text = _POWER_OF_FUNCTION.sub(lambda power: power["power"].translate(_NUMBERS_ABOVE), text)
    text = _INDEX.sub(lambda index: index["index"].translate(_LOWERED), text)
    text = _MASS.sub(lambda mass: mass["mass"].translate(_NUMBERS_ABOVE), text)
    text = _MINUS.sub("−", text).replace("||", "| |").replace("∇ ⋅", "∇⋅")
    return f" {' '.join(text.split())} ".replace("^(°)", "°")


def _opened(match: re.Match[str]) -> str:
    """What stands in the braces of a command, with signs for the command."""
    if match["kind"] == "binom":
        return f" C({match['above']}, {match['below']}) "
    if match["kind"]:
        numbers = match["above"].isdecimal() and match["below"].isdecimal()
        return f" {match['above']}/{match['below']} " if numbers else _over(match)
    if match["radicand"] is not None:
        return ("∛" if match["root"] == "3" else "√") + _bracketed(match["radicand"])
    if match["accent"]:
        return match["letter"] + _ACCENTS[match["accent"]]
    if match["sum"]:
        end, start = match["to"] or match["to1"], match["from"] or match["from1"]
        if not end and len(start) == 1:
            return f"\\{match['sum']} "
        last = f" → {end}" if end else ""
        return f"\\{match['sum']} ({start}{last}) "
    if match["mark"]:
        return match["mark"] + (match["moved"] if match["mark"] == "_" else _power(match["moved"]))
    return match["inside"]


def _over(match: re.Match[str]) -> str:
    """A fraction of more than two numbers; dy/dx is one sign, and keeps its slash."""
    if _DERIVATIVE.fullmatch(f"{match['above']}/{match['below']}"):
        return f" {match['above']}/{match['below']} "
    return f" {_bracketed(match['above'])} / {_bracketed(match['below'])} "


def _bracketed(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _power(text: str) -> str:
    if re.fullmatch(r"\s?[-−]?(?:\d{1,3}|[a-z])\s?", text):
        return text
    return f"(−{text[1:]})" if text.startswith("-") else f"({text})"


def _command(match: re.Match[str]) -> str:
    """A sign or a letter of Greek; a function is its name."""
    if match["sign"]:
        return match["sign"] if match["sign"] in "%$#&_" else " "
    if match.group() == "&":
        return ", "
    if not match["name"]:
        return "′" if match["prime"] else ""
    name = match["name"]
    if name == "times" and _FRACTION.search(match.string[: match.start()][-8:]):
        return " ⋅ "
    if name in SIGNS:
        return f" {SIGNS[name]} " if SIGNS[name] not in ("", "√") else SIGNS[name]
    if _FUNCTION.fullmatch(name):
        return _function(match)
    behind = match.string[match.start() - 1 : match.start()].isalpha()
    return " " * behind + (greek(name) or f" {name} ")


def _function(match: re.Match[str]) -> str:
    """Its name, which what it is of follows without a space where that stands in brackets."""
    glued = match.string[match.end() : match.end() + 1] in ("(", "^", "_")
    return f" {match['name']}" + " " * (not glued)


FORMULAS: Final = (Rule(_FORMULA, _formula),)
