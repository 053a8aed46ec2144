"""Numbers behind the name of a maker or an airline: Boeing 747, ThinkPad 490, Delta 482."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_before
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["MODELS", "product_forms"]

_NUMBER = re.compile(
    r"(?:(?<=[a-z] )|(?<=BMW ))(?P<number>\d{3,5})(?P<kind>(?<=BMW \d{3})(?:x?[dei]|[cx]i|Ci))?"
    r"(?![\w%/:-]|[.,]\d|–\d| \d{1,2}[/⁄]\d|\s?[x×]\s?\d)"
)
MODELS = words(
    "boeing airbus peugeot porsche xbox nokia blackberry thinkpad latitude inspiron optiplex"
    " laserjet deskjet officejet pixma ecotank geforce radeon ryzen athlon pentium threadripper"
    " bmw delta lufthansa jetblue ryanair easyjet qantas emirates"
    " quadro cessna ferrari lamborghini roland korg casio garmin fitbit sennheiser bose ti"
)

_SHOP = re.compile(
    r"(?:(?<=\b[Aa] )|(?<=\b[Tt]he )|(?<=\b[Tt]hat )|(?<=\bto )|(?<=\bat )|(?<=[Nn]earest )"
    r"|(?<=[Ll]ocal ))7[-/]11(?![\w/%-]|[.,:]\d|\s?[ap]\.?m\b|\s(?:age|year|grade|range|bracket"
    r"|record|win|loss|defeat|split|vote|run)\b)"
)
"""Where one buys coffee at night: a 7-11."""

_TEN = re.compile(r"(?:(?<=iPhone )|(?<=Mac OS )|(?<=macOS )|(?<=\bOS ))X(?P<kind>[SR]?)(?![\w'-])")
"""Apple's Roman ten: iPhone X, XS, Mac OS X."""


def product_forms(numbers: Numbers) -> tuple[Form, ...]:
    """The number as a name; with a letter it is any serial number. The shop called 7-11."""

    def product(match: re.Match[str]) -> str | None:
        before = word_before(match)
        named = before.lower() in MODELS and before[:1].isupper()
        kind = f" {spelled(match['kind'])}" if match["kind"] else ""
        return numbers.name(match["number"]) + kind if named else None

    return (
        Form(
            Kind.IDENTIFIER,
            _TEN,
            lambda m: f"ten {spelled(m['kind'])}" if m["kind"] else "ten",
            "X",
        ),
        Form(Kind.IDENTIFIER, _SHOP, lambda _: "seven eleven"),
        Form(Kind.IDENTIFIER, _NUMBER, product),
    )
