"""Large numbers with a short word for thousands or millions: 2,3 M de vues, 15k seguidores."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.coins import SINGULAR
from arqon_sidecar.text.other.number_patterns import GAP, any_of
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["scale_forms"]

_ONE = re.compile(r"(?:\A|[^\d.,])1\Z")


def scale_forms(words: Vocabulary) -> tuple[Form, ...]:
    """Without a coin, whose forms know them, too."""
    large = re.compile(
        rf"(?<=\d){GAP}(?P<scale>{any_of(words.short_scales) or '(?!)'})\.?"
        r"(?=\s(?:de|di)\s|\sd['’]|\sh?ab\.)"
    )
    """2,3 M de vues."""

    thousands = re.compile(
        r"(?<=\d\d)k(?=\se[nm]\s)|(?:(?<=\d\d)[kK]|(?<=\d)k)(?=\s(?!de\b|di\b|em\b|del\b|que\b|con\b|com\b)[a-zà-ÿ\u0900-\u094d]{3,})"
    )
    """15k seguidores, but the race of 10k."""

    def scaled(match: re.Match[str]) -> str:
        """2,3 M de vues; "un milione" of one."""
        said = words.short_scales[match["scale"]]
        one = _ONE.search(match.string, max(0, match.start() - 3), match.start())
        return f" {SINGULAR.get(said, said) if one else said}"

    return (
        Form(Kind.MEASURE, large, scaled, r"[\sA-Za-z]"),
        Form(Kind.MEASURE, thousands, lambda _: f" {words.thousand}", "[kK]"),
    )
