"""How English writing is said: numbers, money, times, addresses, abbreviations."""

from __future__ import annotations

from functools import cache

from arqon_sidecar.text.english.abbreviations import abbreviation_rules
from arqon_sidecar.text.english.clock import clock_rules
from arqon_sidecar.text.english.dates import date_rules
from arqon_sidecar.text.english.figures import decade_rules, figure_rules
from arqon_sidecar.text.english.measures import measure_rules
from arqon_sidecar.text.english.money import money_rules
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.english.symbols import symbol_rules
from arqon_sidecar.text.rules import Rule
from arqon_sidecar.text.web import web_rules

__all__ = ["english_rules"]

_WEB_WORDS = {".": "dot", "@": "at", "/": "slash", "-": "dash", "_": "underscore", ":": "colon"}


@cache
def english_rules(*, british: bool) -> tuple[Rule, ...]:
    """All rules in order: what is more special comes before what is more common."""
    numbers = Numbers(british=british)
    return (
        *web_rules(_WEB_WORDS),
        *money_rules(numbers),
        *date_rules(numbers, british=british),
        *clock_rules(numbers),
        *decade_rules(numbers),
        *measure_rules(numbers),
        *abbreviation_rules(numbers),
        *figure_rules(numbers),
        *symbol_rules(),
    )
