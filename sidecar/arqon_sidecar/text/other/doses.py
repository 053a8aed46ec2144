"""How doctors write: c/8 h, 8/8 h, PA 12x8, pressure and how often something is taken."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.counting import with_noun
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["dose_forms"]

_HOURS = r"\s?(?:h(?:oras|rs|s)?)(?!\w)"
_EVERY = re.compile(rf"(?<![\w/])c/\s?(?P<n>\d{{1,2}}){_HOURS}")
_EACH_OTHER = re.compile(rf"(?<![\w.,/])(?P<from>de )?(?P<n>[1-9]|1\d|2[0-4])/(?P=n){_HOURS}")
_PRESSURE = re.compile(
    r"(?:(?<=\bPA )|(?<=\bPA: )|(?<=ressão )|(?<=ressão de ))"
    r"(?P<a>\d{1,3})\s?[xX×/]\s?(?P<b>\d{1,3})(?!\w)"
)
"""Of the blood, in Brazil: PA 120x80."""


def dose_forms(words: Vocabulary) -> tuple[Form, ...]:
    """The forms of Spanish and Portuguese."""
    if words.counts_in not in ("es", "pt_BR"):
        return ()

    def every(match: re.Match[str]) -> str:
        hours = words.units["h"].of(match["n"])
        return f"cada {with_noun(words.counts_in, match['n'], hours)}"

    def each_other(match: re.Match[str]) -> str:
        hours = words.units["h"].of(match["n"])
        counted = with_noun(words.counts_in, match["n"], hours)
        number = counted.removesuffix(f" {hours}")
        return f"de {number} em {counted}" if words.counts_in == "pt_BR" else f"cada {counted}"

    pressure = Form(Kind.MEASURE, _PRESSURE, lambda m: f"{m['a']} por {m['b']}")
    return (
        Form(Kind.DURATION, _EVERY, every, "c"),
        Form(Kind.DURATION, _EACH_OTHER, each_other, r"[d\d]"),
        *((pressure,) if words.counts_in == "pt_BR" else ()),
    )
