"""English sentences to tokens by misaki, which Kokoro was trained with.

It needs spaCy's model en_core_web_sm, for the part of speech of words like "read". What is not in
misaki's dictionaries is read by espeak-ng, and so is what is made of figures and marks.
"""

from __future__ import annotations

import importlib.util
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from arqon_sidecar.text.espeak.espeak import Espeak
from arqon_sidecar.text.espeak.kokoro_alphabet import from_english
from arqon_sidecar.text.espeak.words import EspeakWords
from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.languages import LANGUAGES, Language
from arqon_sidecar.text.marks import MARKS as KNOWN
from arqon_sidecar.text.misaki.g2p import Rated, is_known, loaded
from arqon_sidecar.text.misaki.runs import in_short_runs, is_no_prose
from arqon_sidecar.text.tokens import Token

__all__ = ["MisakiWords", "misaki_is_there"]

_NEEDED = ("misaki", "spacy", "num2words", "en_core_web_sm")
_PUNCTUATION = frozenset(';:,.!?—…"()“”')
_MARK = re.compile(rf"[{KNOWN}]")
_OWNS = re.compile(rf"(?<=[{KNOWN}])['’](?=\s\w)")
"""Behind a name that ends with an s, where spaCy would part it: Redis' cache."""
_PART = re.compile(rf"[{KNOWN}]|[^\s{KNOWN}]+")
_STAND_IN = "thing"
"""What spaCy sees for a word whose phonemes are known: it would take a mark and a point for one."""
_UNBROKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHOUTED = re.compile(r"(?<![\w'’.-])[A-Z]{4,30}(?![\w'’-])")
_FINAL_POINT = re.compile(r"(?<=\w)\.(?=[\"”'’)\]]*\Z)")
"""The point that ends a sentence: spaCy takes "no." and "U.S." for abbreviations."""
_MANY, _FEW = 100, 1 / 3
"""A text of more words, of which fewer are English, is in another language: espeak reads it."""
_BY_ESPEAK = 2
"""misaki's rating of a pronunciation that its fallback made."""


def misaki_is_there() -> bool:
    """Whether misaki and the spaCy model are installed; imports neither."""
    return all(importlib.util.find_spec(name) for name in _NEEDED)


class MisakiWords:
    """Turns English sentences into tokens; not safe for two threads at once."""

    def __init__(self, espeak: Espeak) -> None:
        """Load American English; British is loaded when it is first spoken."""
        self._espeak = espeak
        self._by_espeak = EspeakWords(espeak)
        self._g2p: dict[str, Any] = {}
        self._by_word: dict[str, str] = {}
        self._for(LANGUAGES["a"])

    def tokens(
        self, sentences: Sequence[Traced], language: Language, known: Mapping[str, str]
    ) -> list[list[Token]]:
        """The tokens of each sentence; `known` holds the phonemes behind the marks of words.

        Raises:
            EspeakError: espeak cannot read a word that misaki does not know.
        """
        if is_no_prose(sentences) or self._is_foreign(sentences, language):
            return self._by_espeak.tokens(sentences, language, known)
        whole_words = (sentence.sub(_OWNS, lambda _: "") for sentence in sentences)
        marked = [in_short_runs(sentence) for sentence in whole_words]
        parts = [part for sentence in marked for part in _PART.findall(sentence.text)]
        features = {i: f"/{known[part]}" for i, part in enumerate(parts) if part in known}
        plain = [_STAND_IN if part in known else part for part in parts]
        runs = [self._shown(sentence, language) for sentence in marked]
        whole = Traced.joined(runs, " ")
        text = whole.cut(0, len(whole.text) - 1)
        self._prepare(text.text, language)
        _, spoken = self._for(language)(text.text, lambda whole: (whole, plain, features))
        ends = list(accumulate(len(run.text) + 1 for run in runs))
        read: list[list[Token]] = [[] for _ in sentences]
        for place, token in _tokens(text, spoken):
            read[bisect_right(ends, place)].append(token)
        return read

    def _is_foreign(self, sentences: Sequence[Traced], language: Language) -> bool:
        """Whether misaki knows so few of many words that parts of speech say nothing."""
        words = [word for sentence in sentences for word in _UNBROKEN.findall(sentence.text)]
        lexicon = self._for(language).lexicon
        known = sum(is_known(lexicon, word) for word in words)
        return len(words) > _MANY and known < _FEW * len(words)

    def _shown(self, sentence: Traced, language: Language) -> Traced:
        """The sentence as misaki is to see it; it would spell STOCKS, taken for a name."""
        lexicon = self._for(language).lexicon

        def quiet(match: re.Match[str]) -> str | None:
            word, small = match.group(), match.group().lower()
            known = is_known(lexicon, small) or is_known(lexicon, small.removesuffix("s"))
            return small if known and word not in lexicon.golds else None

        shown = sentence.sub(_SHOUTED, quiet).sub(_MARK, lambda _: _STAND_IN)
        return shown.sub(_FINAL_POINT, lambda _: " .")

    def _prepare(self, text: str, language: Language) -> None:
        """Have espeak read the words that misaki does not know in one go, not one by one."""
        lexicon = self._for(language).lexicon
        words = dict.fromkeys(_UNBROKEN.findall(text))
        unknown = [word for word in words if not is_known(lexicon, word)]
        self._by_word = dict(zip(unknown, self._say(unknown, language), strict=True))

    def _say(self, words: list[str], language: Language) -> list[str]:
        ipa = self._espeak.words(language.espeak, words)
        return from_english("\n".join(ipa), british=language.british).split("\n") if words else []

    def _for(self, language: Language) -> Any:  # noqa: ANN401 (misaki has no types)
        if language.letter not in self._g2p:
            self._g2p[language.letter] = loaded(language, self._fallback(language))
        return self._g2p[language.letter]

    def _fallback(self, language: Language) -> Callable[[Any], Rated]:
        def read(token: Any) -> Rated:  # noqa: ANN401
            known = self._by_word.get(token.text)
            return known or self._say([token.text], language)[0], _BY_ESPEAK

        return read


def _tokens(text: Traced, spoken: list[Any]) -> Iterator[tuple[int, Token]]:
    """Misaki's tokens are the text itself, cut: their lengths say where they stand."""
    place = 0
    for token in spoken:
        end = place + len(token.text)
        phonemes = (token.phonemes or "").strip()
        if phonemes and end <= len(text.text):
            is_word = not _PUNCTUATION.issuperset(phonemes)
            span = text.span(place, end)
            yield place, Token(phonemes, _is_apart(text, token, end), *span, is_word)
        place = end + len(token.whitespace)


def _is_apart(text: Traced, token: Any, end: int) -> bool:  # noqa: ANN401
    """Whether a space follows, other than the one that `_shown` puts in front of a point."""
    return bool(token.whitespace) and not text.text.startswith(".", end + 1)
