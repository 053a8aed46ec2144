"""What numbers, money, measures, ranges and fractions look like in other languages than English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from arqon_sidecar.text.other.agreement import agreement_forms, with_noun
from arqon_sidecar.text.other.amounts import CODES, Amounts
from arqon_sidecar.text.other.fractions import Fractions
from arqon_sidecar.text.other.operators import operator_forms
from arqon_sidecar.text.other.telephones import telephone_forms
from arqon_sidecar.text.other.vocabulary import Vocabulary
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["amount_forms"]

_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)*)"
"""1 234,56 and 1.234,56 and 1,234.56 and 12,5."""
_VALUE = rf"(?P<number>{_NUMBER})"
_MINUS = r"(?P<minus>[-−]\s?)?"
_GAP = "[ \u00a0\u202f]?"
_FREE = r"(?<![\w.,/-])"
_END = r"(?![\w/]|[.,]\d)"
_WHOLE = r"(?:(?P<whole>\d{1,3})\s(?=1/[234]\b|[23]/[34]\b))?"
"""In front of a fraction: 1 1/2."""
_SIGNED = r"[-−\d]"
_DOTTED = re.compile(
    r"(?<![\w.])\d{1,5}(?:\.\d{1,5}){2,5}(?![\w]|\.\d)|(?<![\w.,])\d{1,3}\.\d{1,2}(?![\w%]|\s%|[.,]\d)"
)
_INSIDE = re.compile(
    r"(?<![\w.,])(?P<whole>\d{1,4})\s?(?P<coin>[€£$])(?P<cents>\d\d)(?![\w]|[.,]\d)"
)
"""18€50."""
_MINUTES = re.compile(r"(?<![\w.,'’])(?P<n>\d{1,3})['′](?![\w'′\"]|\s?\d)")
"""10': minutes of a match or a recipe."""
_ORDINAL = re.compile(r"(?<=\d)\.(?=[ºª])")
"""Of 3.º; espeak knows 3º."""
_ARTICLES = "|".join(
    rf"(?<=\b{article} )" for article in ("[Ee]l", "por", "[Ll]e", "[Ii]l", "[Oo]", "[UuAa]n", "al")
)
"""What stands before a unit without a number: el kg."""


def amount_forms(words: Vocabulary, *, comma: bool) -> tuple[Form, ...]:
    """Money, measures, degrees, ranges, fractions, signs and plain numbers.

    `comma` says that a comma parts a number's decimals, and a point its thousands.
    """
    amounts, fractions = Amounts(words, comma), Fractions(words)
    coin = rf"(?P<coin>(?:US)?(?:{_choice(words.money)})|(?:{_choice(CODES)})(?!\w))"
    scale = rf"(?:{_GAP}(?P<scale>{words.scales}|{_choice(words.short_scales)})(?!\w)\.?)?"
    country = rf"\${_GAP}(?={_NUMBER}{_GAP}[A-Z]{{3}}\b)"
    after = rf"{_FREE}{_MINUS}{_VALUE}{_GAP}"
    pair = rf"{_FREE}(?P<a>{_NUMBER})\s?[-–]\s?(?P<b>{_NUMBER})(?![\w/-]|[.,:]\d)"

    per = rf"(?:{_GAP}/{_GAP}(?P<per>{_choice(words.per)})(?!\w)\.?)?"
    dot = r"(?:\.(?=\s[\da-zà-ÿ(\u0900-\u0963]|[,;)]))?"
    both = rf"{_FREE}(?P<a>{_NUMBER})\s?[-–]\s?(?P<b>{_NUMBER}){_GAP}"

    coins = "|".join(re.escape(coin) for coin in ("€", "£", "$", "R$"))
    alone = re.compile(rf"(?:(?<=\b(?:de|di|en|em|in) )|(?<=\bd'))(?P<coin>{coins})(?!\w|\s?\d)")

    def minutes(number: str) -> str:
        return with_noun(words.counts_in, number, words.units["min"].of(number))

    return (
        *telephone_forms(),
        Form(Kind.MONEY, _INSIDE, amounts.money_around),
        _form(
            Kind.RANGE,
            rf"{_FREE}{coin}{_GAP}(?P<a>{_NUMBER})\s?[-–]\s?(?P=coin)?{_GAP}(?P<b>{_NUMBER})"
            rf"{per}{_END}(?P<unit>(?!))?",
            amounts.measures,
            ".",
        ),
        _form(
            Kind.MONEY,
            rf"{_FREE}{_MINUS}{country}{_VALUE}{_GAP}{coin}(?P<scale>(?!))?(?P<per>(?!))?(?!\w)",
            amounts.money,
            r"[-−$]",
        ),
        _form(
            Kind.MONEY,
            rf"{_FREE}{_MINUS}{coin}{_GAP}{_VALUE}{scale}{per}{_END}",
            amounts.money,
            ".",
        ),
        _form(
            Kind.MONEY,
            rf"{_FREE}{_MINUS}{_VALUE}{scale}{_GAP}{coin}{per}(?!\w)",
            amounts.money,
            _SIGNED,
        ),
        _form(Kind.MEASURE, rf"{after}°{_GAP}(?P<unit>[CF])?(?!\w)", amounts.degrees, _SIGNED),
        _form(
            Kind.MEASURE,
            rf"{after}(?P<unit>{_choice(words.units)})(?![\w/²³]){dot}",
            amounts.measure,
            _SIGNED,
        ),
        _form(
            Kind.RANGE,
            rf"{both}(?:(?P<unit>{_choice(words.units)})(?![\w/²³])|(?P<coin>{_choice(words.money)})){per}",
            amounts.measures,
        ),
        _form(Kind.RANGE, pair, amounts.span),
        _form(
            Kind.FRACTION,
            rf"{_FREE}{_WHOLE}(?P<a>\d{{1,2}})[/⁄](?P<b>\d{{1,2}}){_GAP}(?P<unit>{_choice(words.units)})(?![\w/²³])",
            fractions.part,
        ),
        _form(
            Kind.FRACTION,
            rf"{_FREE}{_WHOLE}(?P<a>\d{{1,4}})[/⁄](?P<b>\d{{1,4}}){_END}",
            fractions.fraction,
        ),
        Form(
            Kind.MEASURE,
            re.compile(rf"(?:{_ARTICLES})(?P<unit>{_choice(words.units)})(?![\w/²³'’]|\.\w){dot}"),
            lambda m: words.units[m["unit"]].one if len(m["unit"]) > 1 else None,
            r"\w",
        ),
        Form(Kind.VERSION, _DOTTED, amounts.dotted),
        Form(Kind.MONEY, alone, lambda m: words.money[m["coin"]][0].many, "[€£$R]"),
        Form(Kind.MEASURE, _MINUTES, lambda m: minutes(m["n"])),
        Form(Kind.ORDINAL, _ORDINAL, lambda _: "", r"\."),
        *operator_forms(words),
        *agreement_forms(words.counts_in),
        _form(
            Kind.CARDINAL,
            rf"(?<![\w)]){_MINUS}{_VALUE}(?!\w|\.(?:er|ra)\b)",
            amounts.number,
            _SIGNED,
        ),
    )


def _form(
    kind: Kind, pattern: str, say: Callable[[re.Match[str]], str | None], first: str = r"\d"
) -> Form:
    return Form(kind, re.compile(pattern), say, first)


def _choice(written: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, written), key=len, reverse=True))
