"""Italian numbers with an ending: il 40enne, un'11enne, i 18-25enni, il 50esimo."""

from __future__ import annotations

import re

from num2words import num2words

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["age_forms"]

_AGED = re.compile(
    r"(?:(?P<article>(?:[Ll]|[Aa]ll|[Dd]ell|[Nn]ell|[Dd]all|[Ss]ull|[Uu]n)['’]))?"
    r"(?<![\w.,/-])(?:(?P<from>\d{1,3})-)?(?P<n>\d{1,3})(?P<end>enn[ei])(?!\w)"
)
_RANKED = re.compile(
    r"(?:(?P<article>(?:[Ll]|[Aa]ll|[Dd]ell|[Nn]ell|[Dd]all|[Ss]ull|[Uu]n)['’]))?"
    r"(?<![\w.,/-])(?P<n>\d{1,4})(?P<end>esim[oaie])(?!\w)"
)


def age_forms() -> tuple[Form, ...]:
    """In one word, as espeak-ng would say "quaranta enne"."""

    def aged(match: re.Match[str]) -> str:
        first = f"{match['from']} " if match["from"] else ""
        return (match["article"] or "").lower() + first + _stem(match["n"]) + match["end"]

    def ranked(match: re.Match[str]) -> str:
        return (match["article"] or "").lower() + _stem(match["n"]) + match["end"]

    return (
        Form(Kind.CARDINAL, _AGED, aged, r"[\dA-Za-z]"),
        Form(Kind.ORDINAL, _RANKED, ranked, r"[\dA-Za-z]"),
    )


def _stem(number: str) -> str:
    """The number without its last vowel: quarant; ventitré keeps it."""
    said: str = num2words(int(number), lang="it")
    return f"{said[:-1]}e" if said[-1] == "é" else said[:-1]
