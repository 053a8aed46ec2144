"""misaki's own English G2P, loaded for a service: little memory, soon there, quick word by word."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.misaki.tagger import tagger
from arqon_sidecar.text.pronunciations import Pronunciations

__all__ = ["Rated", "is_known", "loaded"]

_MOST_WORDS = 8_192
"""Words whose pronunciation is kept, some 4 MB."""

Rated = tuple[str, int]
"""Phonemes and misaki's rating of them."""


def loaded(language: Language, fallback: Callable[[Any], Rated]) -> Any:  # noqa: ANN401
    """Misaki's G2P of American or British English, which asks `fallback` for unknown words."""
    nlp = tagger()  # first: it keeps torch out of the import of spaCy
    from misaki import en

    en.MToken.Underscore = _Features
    en.replace = _with
    if not hasattr(en.subtokenize, "cache_info"):
        en.subtokenize = _whole(en.subtokenize)

    class Lexicon(en.Lexicon):  # type: ignore[misc]
        """misaki's own without the check of its 90,000 entries: half of the time that it takes."""

        def __init__(self) -> None:
            self.british, self.cap_stresses = language.british, (0.5, 2)
            country = "gb" if language.british else "us"
            self.golds = _dictionary(f"{country}_gold.json")
            self.silvers = _dictionary(f"{country}_silver.json")
            self._kept: dict[tuple[object, ...], Rated] = {}

        def __call__(self, token: Any, context: Any) -> Rated:  # noqa: ANN401
            """What misaki makes of all that it looks at, which is in the key."""
            features = token._
            key = (
                token.text,
                token.tag,
                features.alias,
                features.stress,
                features.currency,
                features.is_head,
                features.num_flags,
                context.future_vowel,
                context.future_to,
            )
            if key not in self._kept:
                if len(self._kept) >= _MOST_WORDS:
                    self._kept = {}
                self._kept[key] = super().__call__(token, context)
            return self._kept[key]

    class G2P(en.G2P):  # type: ignore[misc]  # misaki has no types
        """misaki's own, whose constructor would load more of spaCy's model, and once more."""

        def __init__(self) -> None:
            self.version, self.british, self.unk = None, language.british, ""
            self.nlp, self.fallback = nlp, fallback
            self.lexicon = Lexicon()

    return G2P()


def _whole(subtokenize: Callable[[str], list[str]]) -> Callable[[str], list[str]]:
    """Misaki's pieces of a word with the apostrophes that it drops, so that places stay right."""

    @lru_cache(_MOST_WORDS)
    def pieces(word: str) -> list[str]:
        whole, done = [], 0
        for piece in subtokenize(word):
            start = word.index(piece, done)
            whole += [word[done:start], piece]
            done = start + len(piece)
        return [piece for piece in (*whole, word[done:]) if piece]

    return pieces


def _with(token: Any, **changes: object) -> Any:  # noqa: ANN401
    """Another token with these changes: `dataclasses.replace` takes a tenth of misaki's time."""
    other = object.__new__(type(token))
    other.__dict__.update(token.__dict__, **changes)
    return other


class _Features:
    """A token's features, None where it has none: misaki's own class takes a third of its time."""

    def __init__(self, **features: object) -> None:
        self.__dict__.update(features)

    def __getattr__(self, _name: str) -> None:
        return None


def is_known(lexicon: Any, word: str) -> bool:  # noqa: ANN401
    """Whether the word is in misaki's dictionaries, as it is or in small letters."""
    return any(form in lexicon.golds or form in lexicon.silvers for form in (word, word.lower()))


def _dictionary(name: str) -> Pronunciations:
    text = files("misaki.data").joinpath(name).read_text(encoding="utf-8")
    return Pronunciations(json.loads(text))
