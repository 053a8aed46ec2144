"""What money looks like in other languages than English: 25,50 €, R$ 3 mi, €15-20/pers., 18€50."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.coins import CODES
from arqon_sidecar.text.other.money import Money
from arqon_sidecar.text.other.number_patterns import (
    END,
    FREE,
    GAP,
    MINUS,
    NUMBER,
    SIGNED,
    VALUE,
    any_of,
    form,
    per,
)
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["sum_forms"]

_INSIDE = re.compile(
    r"(?<![\w.,])(?P<whole>\d{1,4})\s?(?P<coin>[€£$])(?P<cents>\d\d)(?![\w]|[.,]\d)"
)
"""18€50."""
_WHOLE = re.compile(r"(?<=\d)(?:/-(?![\w/])|\.[-–—](?![\w.-]))")
"""Of a sum in India, ₹1,250/-, in Switzerland, 50.–, and in Argentina, $1.500.-"""
_ALONE = re.compile(
    r"(?:(?<=\b(?:de|di|en|em|in) )|(?<=\bd'))(?P<coin>€|£|R?\$|USD|EUR|GBP|BRL)(?!\w|\s?\d)"
)
"""3 millones de €."""


def sum_forms(words: Vocabulary, amounts: Money) -> tuple[Form, ...]:
    """Sums, ranges of them, rates of exchange, and coins without a number."""
    coins = rf"(?:US)?(?:{any_of(words.money)})|(?:{any_of(CODES)})(?!\w)"
    coin = rf"(?P<coin>{coins})"
    scale = rf"(?:{GAP}(?P<scale>{words.scales}|{any_of(words.short_scales)})"
    scale += r"(?!\w|\.\w)(?:\.(?=\s?[\da-zà-ÿ(€$£]|[,;)]))?)?"
    country = rf"\${GAP}(?={NUMBER}{GAP}(?:[A-Z]{{3}}\b|M\.N\.))"
    one_for_other = rf"(?<![\w$€£])(?P<a>{coins})/(?P<b>{coins})(?![\w/]|\d)"

    def name(written: str) -> str:
        return amounts.coin(written)[0].one

    return (
        form(
            Kind.MONEY, one_for_other, lambda m: f"{name(m['a'])} {name(m['b'])}", "[^\\w\\s]|[A-Z]"
        ),
        Form(Kind.MONEY, _WHOLE, lambda _: "", "[/.]"),
        Form(Kind.MONEY, _INSIDE, amounts.money_around),
        form(
            Kind.RANGE,
            rf"{FREE}{coin}{GAP}(?P<a>{NUMBER})(?:\s?[-–]\s?|/(?=\d+(?:[;:)]|[.,]?(?:\s|\Z)(?!\s?[a-z]))))(?P=coin)?{GAP}(?P<b>{NUMBER})"
            rf"{per(words)}{END}(?P<unit>(?!))?",
            amounts.measures,
            ".",
        ),
        form(
            Kind.MONEY,
            rf"{FREE}{MINUS}{country}{VALUE}{GAP}{coin}(?P<scale>(?!))?(?P<per>(?!))?(?!\w)",
            amounts.money,
            r"[-−$]",
        ),
        form(
            Kind.MONEY,
            rf"{FREE}{MINUS}{coin}{GAP}{VALUE}{scale}{per(words)}{END}",
            amounts.money,
            ".",
        ),
        form(
            Kind.MONEY,
            rf"{FREE}{coin}{GAP}(?P<minus>[-−]){VALUE}{scale}{per(words)}{END}",
            amounts.money,
            ".",
        ),
        form(
            Kind.MONEY,
            rf"{FREE}{MINUS}{VALUE}{scale}{GAP}{coin}{per(words)}(?!\w)",
            amounts.money,
            SIGNED,
        ),
        Form(Kind.MONEY, _ALONE, lambda m: amounts.coin(m["coin"])[0].many, "[€£$RUEGB]"),
    )
