"""What chemists write beside formulas: water in a crystal, CuSO4·5H2O, and isotopes, 14C dating."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["chemistry_forms"]

_WATER = re.compile(r"(?<=[A-Za-z\d₀-₉)])\s?[·⋅•∙*]\s?(?P<many>\d{1,2}(?:\.5)?)?\s?H(?:2|₂)O(?!\w)")
_CARBON = re.compile(
    r"(?<![\w.,])(?P<mass>1[1-4])C(?=[- ](?:dat(?:ing|ed|es?)|ages?|isotopes?|label\w*|NMR"
    r"|glucose|urea"
    r"|decay|levels?|half-life|PET)\b)"
)

_URANIUM = re.compile(r"(?<![\w.,$€£-])(?P<mass>23[2-9])(?P<element>U|Pu|Th)(?!\w)")


def chemistry_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A raised point between both is no product, and 14 C no degrees."""

    def water(match: re.Match[str]) -> str:
        many = f"{numbers.said(match['many'])} " if match["many"] else ""
        return f" dot {many}H two O"

    return (
        Form(Kind.SERIAL, _WATER, water, r"[\s·⋅•∙*]"),
        Form(
            Kind.SERIAL,
            _URANIUM,
            lambda m: f"{spelled(m['element'])} {numbers.name(m['mass'])}",
        ),
        Form(Kind.SERIAL, _CARBON, lambda m: f"carbon {numbers.said(m['mass'])}"),
    )
