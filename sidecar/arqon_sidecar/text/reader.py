"""Reads a text: from what was sent to the tokens that are spoken, portion by portion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from arqon_sidecar.text.acronyms import with_acronyms
from arqon_sidecar.text.cleaning.clean import plain, readable
from arqon_sidecar.text.given import with_marks
from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.heteronyms import with_heteronyms
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.letters import in_letters_of
from arqon_sidecar.text.lexicon import Lexicon
from arqon_sidecar.text.marks import HYPHENED, KnownWords
from arqon_sidecar.text.names import with_names
from arqon_sidecar.text.normalise import normalised
from arqon_sidecar.text.portions import parts_and_pauses, portions
from arqon_sidecar.text.sentences import Sentence, sentences
from arqon_sidecar.text.tokens import Token

__all__ = ["Reader", "Words"]


class Words(Protocol):
    """A way from the words of sentences to phonemes."""

    def tokens(
        self, sentences: Sequence[Traced], language: Language, known: Mapping[str, str]
    ) -> list[list[Token]]:
        """The tokens of each sentence; `known` holds the phonemes behind the marks of words."""
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
        """The tokens of `text` in order, made as they are asked for, a portion at a time.

        `lexicon` holds the request's own entries, see `Lexicon`. Whoever asks for no more tokens
        stops the reading: between two of them lies the work of one portion.

        Raises:
            EspeakError: espeak crashed on this text, twice.
        """
        known = KnownWords()
        entries = self._lexicon.joined_with(lexicon) if lexicon else self._lexicon
        marked = entries.marked(readable(with_marks(plain(text), known)), known)
        for portion in portions(marked):
            yield from self._read(portion, language, known)

    def _read(self, portion: Traced, language: Language, known: KnownWords) -> Iterator[Token]:
        words = with_heteronyms(in_letters_of(language, portion), language, known)
        words = with_acronyms(words, language, known)
        words = words.sub(HYPHENED, lambda _: " ")
        found = [
            sentence
            for part in parts_and_pauses(words)
            for sentence in sentences(with_names(normalised(part, language), language, known))
        ]
        spoken = [sentence.words for sentence in found if not sentence.pause_s]
        read = iter(self._ways[language.letter].tokens(spoken, language, known))
        for sentence in found:
            if sentence.pause_s:
                yield _silence(sentence)
            else:
                yield from _closed(next(read), ends_paragraph=sentence.ends_paragraph)


def _silence(pause: Sentence) -> Token:
    return Token("", True, *pause.words.span(0, 1), is_word=False, pause_s=pause.pause_s)


def _closed(tokens: list[Token], *, ends_paragraph: bool) -> list[Token]:
    """Part the sentence from the next one by a space, and by a pause where its paragraph ends."""
    if not tokens:
        return tokens
    last = replace(tokens[-1], space=True, ends_paragraph=ends_paragraph)
    return [*tokens[:-1], last]
