"""What measures, ranges and fractions look like in other languages than English."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.agreement import agreement_forms
from arqon_sidecar.text.other.bare_units import bare_unit_forms
from arqon_sidecar.text.other.counting import with_noun
from arqon_sidecar.text.other.degrees import degree_forms
from arqon_sidecar.text.other.fractions import Fractions
from arqon_sidecar.text.other.functions import function_forms
from arqon_sidecar.text.other.mathematics import mathematical_forms
from arqon_sidecar.text.other.money import Money
from arqon_sidecar.text.other.number_patterns import (
    END,
    FREE,
    GAP,
    MINUS,
    NUMBER,
    POINT,
    SIGNED,
    VALUE,
    any_of,
    form,
    per,
)
from arqon_sidecar.text.other.operators import operator_forms
from arqon_sidecar.text.other.scales import scale_forms
from arqon_sidecar.text.other.sums import sum_forms
from arqon_sidecar.text.other.telephones import telephone_forms
from arqon_sidecar.text.other.tennis import tennis_forms
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["amount_forms"]

_WHOLE = r"(?:(?P<whole>\d{1,3})\s(?=1[/⁄][234]\b|[23][/⁄][34]\b))?"
"""In front of a fraction: 1 1/2."""
_DOTTED = re.compile(
    r"(?<!\w)[vV]\.?\s?\d{1,3}(?:\.\d{1,5}){1,4}(?![\w]|\.\d)"
    r"|(?<![\w.])\d{1,5}(?:\.\d{1,5}){2,5}(?![\w]|\.\d)|(?<![\w.,])\d{1,3}\.\d{1,2}(?![\w%]|\s(?:%|M\b|mi?ll)|[.,]\d)"
)
_MINUTES = re.compile(r"(?<![\w.,'’])(?P<n>\d{1,3})['′](?![\w'′\"]|\s?\d)")
"""10': minutes of a match or a recipe."""
_QUOTED = re.compile(r"(?<![\w'’])['‘](?=\w)[^'’‘\n]*\Z")
"""What was opened before and ends here: 'Fahrenheit 451'."""
_THE = re.compile(r"\b(?:el|al|del|no|ao)\s\Z")
"""In front of the minute of a goal: en el 89'."""


def amount_forms(words: Vocabulary, *, comma: bool) -> tuple[Form, ...]:
    """Money, measures, degrees, ranges, fractions, signs and plain numbers.

    `comma` says that a comma parts a number's decimals, and a point its thousands.
    """
    amounts, fractions = Money(words, comma), Fractions(words)
    number_of_unit = rf"\d{{1,4}}(?:[.,]\d)?{GAP}(?:{any_of(words.units)})(?!\w)"
    pair = (
        rf"(?:{FREE}|(?<=-\d/))(?P<a>{NUMBER})\s?[-–]\s?(?P<b>{NUMBER})(?![\w-]|/(?!\d-\d)|[.,:]\d)"
    )

    both = rf"{FREE}(?P<a>{NUMBER})(?:\s?[-–]\s?|/(?=\d+\s?[€$£]))(?P<b>{NUMBER}){GAP}"

    def minute(match: re.Match[str]) -> str | None:
        if _QUOTED.search(match.string, max(0, match.start() - 60), match.start()):
            return None
        name, number = words.units["min"], match["n"]
        before = match.string[max(0, match.start() - 4) : match.start()]
        if words.counts_in in ("es", "pt_BR") and _THE.search(before):
            return f"{name.one} {number}"
        return with_noun(words.counts_in, number, name.of(number))

    def changed(match: re.Match[str]) -> str | None:
        """None for a number that stays as it is: a longer form may begin there, 24 h/24."""
        said = amounts.number(match)
        return None if match.group().isdecimal() and said == match.group() else said

    scale = rf"(?:(?P<scale>{words.scales}|{any_of(words.short_scales) or '(?!)'}){GAP})?"

    return (
        *telephone_forms(),
        *tennis_forms(words.to),
        *sum_forms(words, amounts),
        *degree_forms(words, amounts),
        form(
            Kind.MEASURE,
            rf"(?:(?<=[a-zA-Z]/)|{FREE}){MINUS}{VALUE}{GAP}(?P<unit>{any_of(words.units)}){per(words)}(?![\w²³]|[.'’]\w|/(?!{number_of_unit})){POINT}",
            amounts.measure,
            SIGNED,
        ),
        form(
            Kind.RANGE,
            rf"{both}(?:(?P<unit>{any_of(words.units)})(?![\w²³]|\.\w)|{scale}(?P<coin>{any_of(words.money)})){per(words)}(?!/)",
            amounts.measures,
        ),
        form(Kind.RANGE, pair, amounts.span),
        form(
            Kind.FRACTION,
            rf"{FREE}(?P<a>\d{{1,2}}[.,]\d{{1,2}})/(?P<b>[1-9]\d{{0,2}}){END}",
            fractions.mark,
        ),
        form(
            Kind.FRACTION,
            rf"{FREE}{_WHOLE}(?P<a>\d{{1,2}})[/⁄](?P<b>\d{{1,2}}){GAP}(?P<unit>{any_of(words.units)})(?![\w/²³])",
            fractions.part,
        ),
        form(
            Kind.FRACTION,
            rf"{FREE}{_WHOLE}(?P<a>\d{{1,4}})[/⁄](?P<b>\d{{1,4}}){END}",
            fractions.fraction,
        ),
        *bare_unit_forms(words),
        *scale_forms(words),
        Form(Kind.VERSION, _DOTTED, amounts.dotted, r"[\dv]"),
        Form(Kind.MEASURE, _MINUTES, minute),
        *function_forms(words),
        *mathematical_forms(words),
        *operator_forms(words),
        *agreement_forms(words.counts_in),
        form(
            Kind.CARDINAL,
            rf"(?<![\w)]){MINUS}{VALUE}(?!\w|\.(?:er|ra)\b)",
            changed,
            SIGNED,
        ),
    )
