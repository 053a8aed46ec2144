"""Functions of mathematics, and fractions of letters: sin x, ln(2), ∑ (i = 1 → n), lim x → 0."""

from __future__ import annotations

import re

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.languages.functions import FUNCTIONS
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["function_forms"]

_NAMED = regex.compile(
    r"(?<![\p{L}\d.])(?P<name>sin|sen|cos|tan|log|ln|sqrt)(?P<power>[²³])?"
    r"(?:(?=\()|\s(?=\((?:[^()\s]{1,3}|[^()]{1,20}[+*/^=·−°][^()]{0,20})\))|\s(?=\p{Greek}|\d{1,3}°|[a-z](?!\p{L}))|(?<!sin)\s(?=\d{1,3}\s?°))"
)
"""In Spanish "sin" is a word, too."""
_SINE = {"sen": "sin"}
_OVER = re.compile(r"(?P<name>[∑∏∫])\s?\((?P<a>[^()\n→]{1,30})\s→\s(?P<b>[^()\n→]{1,20})\)")
_LIMIT = re.compile(
    r"(?<![\w.])(?P<name>lim)\s?_?(?P<open>\()?(?P<a>[a-z])\s?→\s?(?P<b>[-−+]?(?:\d{1,3}|[a-z]|∞))"
    r"(?(open)\s?\))(?!\w)"
)
_FRACTION = regex.compile(
    r"(?<=\))\s?/\s?(?=[\d(]|[a-z](?!\p{L}))|(?<=(?<![\w/])\d)/(?=[nxyz](?![\w/.'’]))"
    r"|(?<=(?<![\w/])\p{L})\s?/\s?(?=\p{L}(?![\w/])\s?[=+<>≤≥·×−^²³])"
    r"|(?<=[=+·×−]\s?\p{L})\s?/\s?(?=[\p{L}\d](?![\w/]))"
    r"|(?<=\p{Greek})/(?=\d)|(?<=(?<!\p{L})[a-zA-Z])\s/\s(?=[a-zA-Z](?![\p{L}'’]))"
)


def function_forms(words: Vocabulary) -> tuple[Form, ...]:
    """The forms of a language; none where its names are not known."""
    names = FUNCTIONS.get(words.counts_in)
    if names is None:
        return ()

    def named(match: regex.Match[str]) -> str:
        """sin² x as "seno al cuadrado de x"."""
        known = names[_SINE.get(match["name"], match["name"])]
        if match["power"] is None:
            return f"{known} "
        signs = words.signs
        power = signs.squared if match["power"] == "²" else signs.cubed
        name, _, of = known.rpartition(" ")
        return f"{name} {power} {of} "

    def between(match: re.Match[str]) -> str:
        a, b = (
            match[end].strip().replace("=", f" {words.equals} ").replace("∞", words.signs.infinite)
            for end in "ab"
        )
        return f" {names[match['name']].format(a=a, b=b)} "

    return (
        Form(Kind.OPERATOR, _NAMED, named, "[sctl]"),
        Form(Kind.OPERATOR, _OVER, between, "[∑∏∫]"),
        Form(Kind.OPERATOR, _LIMIT, between, "l"),
        Form(Kind.OPERATOR, _FRACTION, lambda _: f" {words.over} ", r"[\s/]"),
    )
