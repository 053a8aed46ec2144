r"""Regular expressions and replacements, sign by sign: [a-z]+, ^\d{3}$, s/old/new/g."""

from __future__ import annotations

import re

from arqon_sidecar.text.cleaning.notation import EXPRESSION_SIGNS
from arqon_sidecar.text.english.letters.letters import in_pieces, spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["expression_forms"]

_WRITTEN = re.compile(r"｟(?P<signs>[^｟｠]{1,200})｠")
_QUOTED = re.compile(r"""(?<=(?<!\w)["'“])[!-/:-@\[-`{-~](?=["'”](?!\w))""")
_CHOICE = re.compile(r"\[\w-\w\]")
"""Alone it may be no expression: "options [a-c]"."""
_PART = re.compile(r"(?<=\\)[A-Za-z]|(?P<to>(?<=\w)-(?=\w(?:\Z|[^\[\]]{0,40}\])))|[A-Za-z]+|\d+|.")
_NAMES = {
    "^": "caret", "$": "dollar", "\\": "backslash", ".": "dot", "*": "star", "+": "plus",
    "?": "question mark", "|": "pipe", "(": "open paren", ")": "close paren", "[": "open bracket",
    "]": "close bracket", "{": "open brace", "}": "close brace", "-": "dash", "/": "slash",
    ":": "colon", "=": "equals", "!": "exclamation mark", "<": "less than", ">": "greater than",
    ",": "comma", "@": "at", "#": "hash", "&": "ampersand", "_": "underscore", "~": "tilde",
    "%": "percent", "'": "quote", '"': "quote", ";": "semicolon",
}  # fmt: skip


def expression_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Every sign by its name, for each of them counts; [a-z] is "a to z"."""

    def expression(match: re.Match[str]) -> str:
        signs = match["signs"].translate(EXPRESSION_SIGNS)
        if _CHOICE.fullmatch(signs):
            signs = signs.strip("[]")
        return " ".join(map(part, _PART.finditer(signs)))

    def part(match: re.Match[str]) -> str:
        written = match.group()
        if match["to"]:
            return "to"
        if written.isalpha() and len(written) == 1:
            return spelled(written)
        return _NAMES.get(written) or in_pieces(written, numbers)

    return (
        Form(Kind.CODE, _WRITTEN, expression, "｟"),
        Form(Kind.SIGN, _QUOTED, lambda m: _NAMES.get(m.group()), r"[!-/:-@\[-`{-~]"),
    )
