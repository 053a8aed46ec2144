"""Reads a text: from what was sent to the tokens that are spoken, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from arqon_sidecar.text.clean import cleaned
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.lexicon import Lexicon
from arqon_sidecar.text.normalise import normalised
from arqon_sidecar.text.sentences import Sentence, portions, sentences
from arqon_sidecar.text.tokens import Token
from arqon_sidecar.text.traced import Traced

__all__ = ["Reader", "Words"]


class Words(Protocol):
    """A way from the words of a sentence to phonemes."""

    def tokens(self, text: Traced, language: Language, known: Mapping[str, str]) -> list[Token]:
        """The sentence's tokens; `known` holds the phonemes behind the lexicon's marks."""
        ...


class Reader:
    """Reads any text in any language that one of its ways serves."""

    def __init__(self, ways: Mapping[str, Words], lexicon: Lexicon) -> None:
        """`ways` holds one way for each language letter that can be read here."""
        self._ways = ways
        self._lexicon = lexicon

    @property
    def languages(self) -> frozenset[str]:
        """The letters of the languages that can be read here."""
        return frozenset(self._ways)

    def tokens(
        self, text: str, language: Language, lexicon: Mapping[str, str] | None = None
    ) -> Iterator[Token]:
        """The tokens of `text` in order, made as they are asked for.

        `lexicon` holds the request's own entries, see `Lexicon`.

        Raises:
            EspeakError: espeak crashed on this text, twice.
        """
        words = self._lexicon.joined_with(lexicon) if lexicon else self._lexicon
        marked, known = words.marked(cleaned(text))
        way = self._ways[language.letter]
        for portion in portions(marked):
            for sentence in sentences(normalised(portion, language)):
                yield from _closed(way.tokens(sentence.words, language, known), sentence)


def _closed(tokens: list[Token], sentence: Sentence) -> list[Token]:
    """Part the sentence from the next one by a space, and by a pause where its paragraph ends."""
    if not tokens:
        return tokens
    last = replace(tokens[-1], space=True, ends_paragraph=sentence.ends_paragraph)
    return [*tokens[:-1], last]
