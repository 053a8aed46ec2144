"""Names that misaki and espeak-ng would say otherwise than people do: etcd, Redis, Xiaomi, Goethe.

A name is here when it can mean nothing else: "Nice" and "Vue" are words too. What an operator's or
a request's lexicon says comes first.
"""

from __future__ import annotations

from functools import cache

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.lexicon import Lexicon
from arqon_sidecar.text.marks import KnownWords
from arqon_sidecar.text.name_tables import SAID

__all__ = ["with_names"]

_BRITISH = str.maketrans({"O": "Q", "T": "t"})
"""How Kokoro's British voices write the vowel of "go", and a t between vowels."""


def with_names(text: Traced, language: Language, known: KnownWords) -> Traced:
    """English text with a mark for each of these names."""
    if not language.english:
        return text
    return _names(british=language.british).marked(text, known)


@cache
def _names(*, british: bool) -> Lexicon:
    said = SAID
    if british:
        said = {name: phonemes.translate(_BRITISH) for name, phonemes in said.items()}
    return Lexicon({name: f"/{phonemes}/" for name, phonemes in said.items()})
