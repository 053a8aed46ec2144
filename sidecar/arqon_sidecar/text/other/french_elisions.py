"""Of one in French: "de 1 h 45" as "d'une heure 45", "de 1 mois" as "d'un mois"."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.counting import counted, with_noun
from arqon_sidecar.text.other.number_patterns import GAP, any_of
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["french_elision_forms"]

_NO_NOUN = "sur|pour|par|dans|des|les|est|avec|bis|ter|vers|puis|plus|moins"


def french_elision_forms(words: Vocabulary) -> tuple[Form, ...]:
    """With what is counted, so that espeak-ng hears no gap behind "d'"."""
    of_one = re.compile(
        rf"(?<![\w'’])[Dd]e\s1(?:{GAP}(?P<unit>{any_of(words.units)})(?![\w/²³'’])"
        rf"|(?=\s(?!(?:{_NO_NOUN})\b)(?P<noun>an|[a-zà-ÿœ]{{3,20}})(?!\w)))"
    )

    def said(match: re.Match[str]) -> str:
        if match["unit"]:
            noun = words.units[match["unit"]].one
            return f"d'{with_noun('fr', '1', noun)}".replace("1", "un")
        number = counted("fr", "1", match["noun"])
        return f"d'{'un' if number == '1' else number}"

    return (Form(Kind.CARDINAL, of_one, said, "[Dd]"),)
