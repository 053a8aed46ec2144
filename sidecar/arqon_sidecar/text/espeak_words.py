"""Sentences to tokens by espeak-ng: for every language that has an espeak voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from arqon_sidecar.text.align import Match, align
from arqon_sidecar.text.espeak import Espeak
from arqon_sidecar.text.kokoro_alphabet import from_english, from_other
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.lexicon import MARKS as LEXICON_MARKS
from arqon_sidecar.text.tokens import Token
from arqon_sidecar.text.traced import Traced

__all__ = ["EspeakWords"]

_MARKS = re.escape(';:,.!?—…"()“”')
"""Kokoro's own marks; espeak would swallow them."""
_PART = re.compile(
    rf"(?P<known>[{LEXICON_MARKS}])|(?P<mark>[{_MARKS}])|(?P<clause>[^{LEXICON_MARKS}{_MARKS}]+)"
)
_WORD = re.compile(r"\S+")
_LONGEST_WORD = 40
"""espeak loses letters of much longer ones."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Phonemes that belong to one written word, and whether a space follows them."""

    word: int
    phonemes: str
    space: bool = True


class EspeakWords:
    """Turns a sentence into tokens."""

    def __init__(self, espeak: Espeak) -> None:
        self._espeak = espeak

    def tokens(self, text: Traced, language: Language, known: Mapping[str, str]) -> list[Token]:
        """The sentence's tokens; `known` holds the phonemes behind the lexicon's marks.

        Raises:
            EspeakError: espeak cannot read it.
        """
        parts = list(_PART.finditer(text.text))
        clauses = [list(_words(part)) for part in parts if part.lastgroup == "clause"]
        said = iter(self._say(text.text, clauses, language))
        tokens: list[Token] = []
        for part in parts:
            if part.lastgroup == "clause":
                tokens += _clause_tokens(text, part, *next(said))
            else:
                tokens.append(_single(text, part, known))
        return tokens

    def _say(
        self, text: str, clauses: list[list[tuple[int, int]]], language: Language
    ) -> Iterator[tuple[list[tuple[int, int]], list[_Said]]]:
        """Each clause's words and what is said for them."""
        letters = _letters(language)
        written = [[text[a:b] for a, b in words] for words in clauses]
        ipa = self._espeak.phonemes(language.espeak, [" ".join(words) for words in written])
        for places, words, clause in zip(clauses, written, ipa, strict=True):
            together = letters(clause).split()
            if len(words) == len(together):
                yield places, [_Said(i, word) for i, word in enumerate(together)]
                continue
            alone = [letters(word) for word in self._espeak.phonemes(language.espeak, words)]
            matches = align(alone, together)
            yield places, [said for match in matches for said in _share(match, alone, together)]


def _letters(language: Language) -> Callable[[str], str]:
    if language.english:
        return lambda ipa: from_english(ipa, british=language.british)
    return from_other


def _words(clause: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the clause's words stand, overlong ones in pieces."""
    for word in _WORD.finditer(clause.string, *clause.span()):
        for first in range(word.start(), word.end(), _LONGEST_WORD):
            yield first, min(first + _LONGEST_WORD, word.end())


def _share(match: Match, alone: list[str], together: list[str]) -> Iterator[_Said]:
    """Give each written word its part of what was said: several words of it, or part of one."""
    spoken = [together[i] for i in match.spoken]
    if len(match.written) == 1:
        yield from (_Said(match.written.start, word) for word in spoken)
        return
    whole = " ".join(spoken)
    total = sum(len(alone[i]) for i in match.written) or 1
    start, length = 0, 0
    for i in match.written:
        length += len(alone[i])
        end = len(whole) if i == match.written[-1] else round(len(whole) * length / total)
        if end > start:
            yield _Said(i, whole[start:end], space=i == match.written[-1])
        start = end


def _clause_tokens(
    text: Traced, clause: re.Match[str], places: list[tuple[int, int]], said: list[_Said]
) -> Iterator[Token]:
    for number, part in enumerate(said, start=1):
        last = number == len(said)
        space = text.text[clause.end() - 1].isspace() if last else part.space
        yield Token(part.phonemes, space, *text.span(*places[part.word]))


def _single(text: Traced, part: re.Match[str], known: Mapping[str, str]) -> Token:
    """A mark of punctuation, or a word from the lexicon."""
    space = text.text[part.end() : part.end() + 1].isspace()
    phonemes = known.get(part.group(), part.group())
    return Token(phonemes, space, *text.span(*part.span()), is_word=part.lastgroup == "known")
