"""Mandarin and Japanese sentences to tokens by misaki, which tells words and sentences only.

A token's place is that of its sentence: these writings have no spaces that would part words. Words
in Latin letters, which misaki would hand on as they are written, are read as English.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from arqon_sidecar.text.espeak.words import EspeakWords
from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.languages import LANGUAGES, Language
from arqon_sidecar.text.marks import MARKS as KNOWN
from arqon_sidecar.text.misaki.japanese import loaded as japanese_g2p
from arqon_sidecar.text.misaki.mandarin import loaded as mandarin_g2p
from arqon_sidecar.text.tokens import Token

__all__ = ["MisakiSentences", "japanese", "mandarin"]

_LETTER = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_PART = re.compile(
    rf"(?P<known>[{KNOWN}])|(?P<latin>[{_LETTER}]+(?:['’&. -][{_LETTER}]+)*)-?"
    rf"|(?P<own>[^{KNOWN}{_LETTER}]+)"
)
"""The hyphen of "GPT-4" would be a minus by itself."""
_SPOKEN = re.compile(r"(?P<mark>[;:,.!?—…\"()“”])|[^\s;:,.!?—…\"()“”]+")

_MOST_KEPT = 4_096
_SHORT = 16
"""Characters of a part that is kept."""

G2P = Callable[[str], tuple[str, Any]]


def mandarin(english: EspeakWords) -> MisakiSentences | None:
    """Mandarin, where the extra `mandarin` is installed."""
    return _where("misaki", "jieba", "pypinyin", "cn2an", load=mandarin_g2p, english=english)


def japanese(english: EspeakWords) -> MisakiSentences | None:
    """Japanese, where the extra `japanese` is installed."""
    needed = ("misaki", "fugashi", "jaconv", "mojimoji", "unidic_lite")
    return _where(*needed, load=japanese_g2p, english=english)


class MisakiSentences:
    """Turns a sentence into tokens; loads what it needs, for seconds, when it is first used."""

    def __init__(self, load: Callable[[], G2P], english: EspeakWords) -> None:
        """`english` reads what is in Latin letters."""
        self._load = load
        self._english = english
        self._g2p: G2P | None = None

    def tokens(
        self, sentences: Sequence[Traced], _language: Language, known: Mapping[str, str]
    ) -> list[list[Token]]:
        """The tokens of each sentence; `known` holds the phonemes behind the marks of words.

        Raises:
            EspeakError: espeak cannot read a word in Latin letters.
        """
        self._g2p = self._g2p or _keeping(self._load())
        latin = [
            sentence.cut(*part.span("latin"))
            for sentence in sentences
            for part in _PART.finditer(sentence.text)
            if part["latin"]
        ]
        read = iter(self._english.tokens(latin, LANGUAGES["a"], known))
        return [_sentence(self._g2p, sentence, known, read) for sentence in sentences]


def _keeping(g2p: G2P) -> G2P:
    """The same that keeps what is short: among signs there are thousands of parts."""
    kept = lru_cache(_MOST_KEPT)(g2p)
    return lambda text: (kept if len(text) <= _SHORT else g2p)(text)


def _sentence(
    g2p: G2P, text: Traced, known: Mapping[str, str], latin: Iterator[list[Token]]
) -> list[Token]:
    """`latin` yields the tokens of the next words in Latin letters."""
    tokens: list[Token] = []
    for part in _PART.finditer(text.text):
        if part["known"]:
            more = [Token(known[part.group()], True, *text.span(*part.span()))]
        elif part["latin"]:
            more = next(latin)
        else:
            more = list(_tokens(g2p(part.group())[0], text.span(*part.span())))
        if more and tokens and more[0].is_word:
            tokens[-1] = replace(tokens[-1], space=True)
        tokens += more
    return tokens


def _tokens(phonemes: str, span: tuple[int, int]) -> Iterator[Token]:
    for word in _SPOKEN.finditer(phonemes):
        space = phonemes[word.end() : word.end() + 1].isspace()
        yield Token(word.group(), space, *span, is_word=word["mark"] is None)


def _where(*needed: str, load: Callable[[], G2P], english: EspeakWords) -> MisakiSentences | None:
    if all(importlib.util.find_spec(name) for name in needed):
        return MisakiSentences(load, english)
    return None
