"""Sentences to tokens by espeak-ng: for every language that has an espeak voice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from arqon_sidecar.text.english.vocabulary import FIGURES, SAID_AS_WORDS, SHORT_WORDS
from arqon_sidecar.text.espeak.align import Said, shared_out
from arqon_sidecar.text.espeak.espeak import Espeak
from arqon_sidecar.text.espeak.kokoro_alphabet import from_english, from_other
from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.marks import MARKS as KNOWN
from arqon_sidecar.text.tokens import Token

__all__ = ["EspeakWords"]

_MARKS = re.escape(';:,.!?—…"()“”')
"""Kokoro's own marks; espeak would swallow them."""
_INSIDE = r"(?<=\d)[.,:](?=\d)|(?<=(?<!\w)[A-Z])\.(?=[A-Z](?!\w))"
"""Marks that belong to a word: 12,5 and A.I."""
_PART = re.compile(
    rf"(?P<known>[{KNOWN}])|(?P<clause>(?:[^{KNOWN}{_MARKS}]++|{_INSIDE})+)|(?P<mark>[{_MARKS}])"
)
_DIGIT = re.compile(r"\d")
_MOST_LETTERS = 3
"""More capitals without a plural are left to espeak, which names them where they are no word."""
_WORD = re.compile(r"\S{1,40}")
"""A word, an overlong one in pieces: espeak loses letters of much longer ones."""
_MOST_WORDS = 24
"""Words that are said in one go: matching sounds with words takes the square of their number."""
_INITIALISM = re.compile(r"(?P<letters>[A-Z]{2,5})(?P<many>['’]?s)?")


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause with the places of its words, or a mark or known word without any."""

    start: int
    end: int
    words: tuple[tuple[int, int], ...] = ()
    known: bool = False


class EspeakWords:
    """Turns sentences into tokens."""

    def __init__(self, espeak: Espeak) -> None:
        self._espeak = espeak

    def tokens(
        self, sentences: Sequence[Traced], language: Language, known: Mapping[str, str]
    ) -> list[list[Token]]:
        """The tokens of each sentence; `known` holds the phonemes behind the marks of words.

        Raises:
            EspeakError: espeak cannot read it.
        """
        parts = [list(_parts(sentence.text)) for sentence in sentences]
        clauses = [
            [_written(sentence.text[a:b], language) for a, b in part.words]
            for sentence, its_parts in zip(sentences, parts, strict=True)
            for part in its_parts
            if part.words
        ]
        said = self._said(clauses, language)
        return [
            list(_tokens(sentence, its_parts, said, known))
            for sentence, its_parts in zip(sentences, parts, strict=True)
        ]

    def _said(self, clauses: list[list[str]], language: Language) -> Iterator[tuple[Said, ...]]:
        """What is said for each clause, given to its words."""
        ipa = self._together(clauses, language)
        spoken = [tuple(clause.split()) for clause in _in_kokoros(ipa, language)]
        unlike = [_is_unlike(*pair) for pair in zip(clauses, spoken, strict=True)]
        torn = [word for words, so in zip(clauses, unlike, strict=True) if so for word in words]
        alone = iter(_in_kokoros(self._espeak.words(language.espeak, torn), language))
        for words, together, so in zip(clauses, spoken, unlike, strict=True):
            if so:
                yield shared_out(tuple(next(alone) for _ in words), together)
            else:
                yield tuple(Said(i, word) for i, word in enumerate(together))

    def _together(self, clauses: list[list[str]], language: Language) -> list[str]:
        """The IPA of each clause."""
        figures = [
            language.english and len(words) > 1 and FIGURES.issuperset(words) for words in clauses
        ]
        pairs = list(zip(clauses, figures, strict=True))
        single = [word for words, so in pairs if so for word in words]
        one_by_one = map(_stressed, self._espeak.words(language.espeak, single))
        whole = [" ".join(words) for words, so in pairs if not so]
        others = iter(self._espeak.phonemes(language.espeak, whole))
        return [
            " ".join(next(one_by_one) for _ in words) if so else next(others) for words, so in pairs
        ]


def _stressed(ipa: str) -> str:
    """A figure in a row has full stress, also "one"."""
    return ipa if "ˈ" in ipa else ipa.replace("ˌ", "ˈ")


def _in_kokoros(ipa: list[str], language: Language) -> list[str]:
    """Each in Kokoro's letters."""
    whole = "\n".join(ipa)
    if language.english:
        return from_english(whole, british=language.british).split("\n")
    return from_other(whole).split("\n")


def _parts(text: str) -> Iterator[_Part]:
    for match in _PART.finditer(text):
        if match.lastgroup != "clause":
            yield _Part(*match.span(), known=match.lastgroup == "known")
            continue
        words = tuple(word.span() for word in _WORD.finditer(text, *match.span()))
        for first in range(0, len(words), _MOST_WORDS):
            some = words[first : first + _MOST_WORDS]
            last = first + _MOST_WORDS >= len(words)
            yield _Part(some[0][0], match.end() if last else some[-1][1] + 1, some)


def _written(word: str, language: Language) -> str:
    """The word as espeak is to see it: it reads UAE, GPUs and UK's as words, U.A.E as letters."""
    match = _INITIALISM.fullmatch(word) if language.english else None
    if not match or (len(match["letters"]) > _MOST_LETTERS and not match["many"]):
        return word
    letters, small = match["letters"], match["letters"].lower()
    if small in SHORT_WORDS or small in SAID_AS_WORDS:
        return word
    return f"{'-'.join(letters)}'s" if match["many"] else ".".join(letters)


def _is_unlike(words: list[str], together: tuple[str, ...]) -> bool:
    """Whether espeak joined or split words; numbers are split even where the count is right."""
    return len(words) != len(together) or bool(_DIGIT.search(" ".join(words)))


def _tokens(
    text: Traced, parts: list[_Part], said: Iterator[tuple[Said, ...]], known: Mapping[str, str]
) -> Iterator[Token]:
    for part in parts:
        space = text.text[part.end - 1 : part.end + 1]
        if not part.words:
            mark = text.text[part.start]
            place = text.span(part.start, part.end)
            yield Token(known.get(mark, mark), space[1:].isspace(), *place, is_word=part.known)
            continue
        words = next(said)
        for number, word in enumerate(words, start=1):
            spaced = space[:1].isspace() if number == len(words) else word.space
            yield Token(word.phonemes, spaced, *text.span(*part.words[word.word]))
