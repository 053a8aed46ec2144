"""English sentences to tokens by misaki, which Kokoro was trained with.

It needs spaCy's model en_core_web_sm, for the part of speech of words like "read". What is not in
misaki's dictionaries is read by espeak-ng.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from arqon_sidecar.text.espeak import Espeak
from arqon_sidecar.text.kokoro_alphabet import from_english
from arqon_sidecar.text.languages import LANGUAGES, Language
from arqon_sidecar.text.lexicon import MARKS as LEXICON_MARKS
from arqon_sidecar.text.tokens import Token
from arqon_sidecar.text.traced import Traced

__all__ = ["MisakiWords", "misaki_is_there"]

_NEEDED = ("misaki", "spacy", "num2words", "en_core_web_sm")
_PUNCTUATION = frozenset(';:,.!?—…"()“”')
_PART = re.compile(rf"[{LEXICON_MARKS}]|[^\s{LEXICON_MARKS}]+")
_BY_ESPEAK = 2
"""misaki's rating of a pronunciation that its fallback made."""


def misaki_is_there() -> bool:
    """Whether misaki and the spaCy model are installed; imports neither."""
    return all(importlib.util.find_spec(name) for name in _NEEDED)


class MisakiWords:
    """Turns an English sentence into tokens; not safe for two threads at once."""

    def __init__(self, espeak: Espeak) -> None:
        """Load American English; British is loaded when it is first spoken."""
        self._espeak = espeak
        self._g2p: dict[str, Any] = {}
        self._for(LANGUAGES["a"])

    def tokens(self, text: Traced, language: Language, known: Mapping[str, str]) -> list[Token]:
        """The sentence's tokens; `known` holds the phonemes behind the lexicon's marks.

        Raises:
            EspeakError: espeak cannot read a word that misaki does not know.
        """
        parts = _PART.findall(text.text)
        features = {i: f"/{known[part]}" for i, part in enumerate(parts) if part in known}
        _, spoken = self._for(language)(text.text, lambda whole: (whole, parts, features))
        return list(_tokens(text, spoken))

    def _for(self, language: Language) -> Any:  # noqa: ANN401 (misaki has no types)
        if language.letter not in self._g2p:
            from misaki import en

            fallback = self._fallback(language)
            self._g2p[language.letter] = en.G2P(
                trf=False, british=language.british, fallback=fallback, unk=""
            )
        return self._g2p[language.letter]

    def _fallback(self, language: Language) -> Callable[[Any], tuple[str, int]]:
        def read(token: Any) -> tuple[str, int]:  # noqa: ANN401
            ipa = self._espeak.phonemes(language.espeak, [token.text])[0]
            return from_english(ipa, british=language.british), _BY_ESPEAK

        return read


def _tokens(text: Traced, spoken: list[Any]) -> Iterator[Token]:
    """Misaki's tokens are the text itself, cut: their lengths say where they stand."""
    place = 0
    for token in spoken:
        end = place + len(token.text)
        phonemes = (token.phonemes or "").strip()
        if phonemes and end <= len(text.text):
            is_word = not _PUNCTUATION.issuperset(phonemes)
            yield Token(phonemes, bool(token.whitespace), *text.span(place, end), is_word)
        place = end + len(token.whitespace)
