"""misaki's Japanese G2P, kept from what would take it long or end it.

It looks up each row of words as one, the longest first, and joins each anew: with 1,000 words of a
kind in a sentence that takes minutes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from arqon_sidecar.text.east_asian.japanese_counters import japanese_numbers
from arqon_sidecar.text.east_asian.japanese_words import japanese_words

__all__ = ["joined", "loaded"]

_MOST_TOGETHER = 8
"""Words that are looked up as one; misaki's list has idioms of up to that many."""
_BEGIN_NO_WORD = frozenset("んっーゃゅょぁぃぅぇぉ")
"""MeCab tears what it does not know: サンプン is サンプ and ン."""


def loaded() -> Callable[[str], tuple[str, Any]]:
    """Cutlet, which misaki takes for Kokoro; pyopenjtalk, its other way, is not needed."""
    import fugashi
    import unidic_lite
    from misaki import cutlet

    class Cutlet(cutlet.Cutlet):  # type: ignore[misc]  # misaki has no types
        """misaki's own, whose numbers end at nine digits and whose time is a cube."""

        def __init__(self) -> None:
            """With UniDic from `unidic_lite`.

            misaki takes `fugashi.Tagger`, which imports the package `unidic` where it is there:
            that one fetches 500 MB from its site while a request waits, or ends it.
            """
            folder = Path(unidic_lite.DICDIR)
            options = f'-r "{folder / "mecabrc"}" -d "{folder}"'
            self.tagger = fugashi.GenericTagger(options, fugashi.UnidicFeatures26)
            self.table = dict(cutlet.HEPBURN)
            self.exceptions: dict[str, str] = {}

        def _normalize_text(self, text: str) -> Any:  # noqa: ANN401
            """Digits that are no numbers, as those of Ethiopic, would end it."""
            words = japanese_numbers(japanese_words(unicodedata.normalize("NFKC", text)))
            return super()._normalize_text("".join(c for c in words if not c.isdigit()))

        def _romaji_tokens(self, words: Sequence[Any]) -> list[Any]:
            """Of two words that do not go together; the second tells if a space is between."""
            groups = [self._one(group) for group in joined(words, cutlet.JA_WORDS)]
            read = super()._romaji_tokens
            firsts = [read(list(pair))[0] for pair in pairwise(groups)]
            return [*firsts, *read(groups[-1:])]

        def _get_single_mapping(self, before: str | None, kana: str, after: str | None) -> Any:  # noqa: ANN401
            """A small vowel behind ん, which has none of its own, would end it."""
            after = None if after in cutlet.SUTEGANA and kana not in self.table else after
            return super()._get_single_mapping(before, kana, after)

        @staticmethod
        def _one(words: Sequence[Any]) -> Any:  # noqa: ANN401
            return cutlet.Word(
                "".join(word.surface for word in words),
                "".join(word.hira for word in words),
                words[0].char_type,
            )

    return Cutlet()


def joined(words: Sequence[Any], known: Collection[str]) -> Iterator[Sequence[Any]]:
    """The words in groups that are one: known so, or the second begins as no word does."""
    at = 0
    while at < len(words):
        end = _end(words, at, known)
        yield words[at:end]
        at = end


def _end(words: Sequence[Any], at: int, known: Collection[str]) -> int:
    row, found = "", at + 1
    for end in range(at, min(at + _MOST_TOGETHER, len(words))):
        if words[end].char_type != words[at].char_type:
            break
        row += words[end].surface
        found = end + 1 if row in known else found
    while found < len(words) and _goes_on(words[at], words[found]):
        found += 1
    return found


def _goes_on(word: Any, after: Any) -> bool:  # noqa: ANN401
    return after.hira[:1] in _BEGIN_NO_WORD and after.char_type == word.char_type
