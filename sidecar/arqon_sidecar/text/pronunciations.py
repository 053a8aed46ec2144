"""misaki's dictionaries in a tenth of the memory that Python's own would take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Final

__all__ = ["Pronunciation", "Pronunciations", "with_s"]

Pronunciation = str | dict[str, str | None]
"""Phonemes, or phonemes by part of speech."""

_ALIKE: Final = 3
"""Words that begin with so many equal letters are one text, which is searched in microseconds:
as objects of their own, the 180,000 words of American English take 55 MB."""

_VOICELESS = "ptkfθ"
_HISSING = "szʃʒʧʤ"


def with_s(phonemes: str) -> str:
    """The phonemes of an English word with those of its plural's or possessive's s."""
    if phonemes[-1] in _HISSING:
        return phonemes + "ɪz"
    return phonemes + ("s" if phonemes[-1] in _VOICELESS else "z")


class Pronunciations:
    """Entries by word, as misaki asks for them: by `in`, `get` and `[]`.

    A word of small letters is found with a capital too, and the other way round, where the
    dictionary has only one of them: misaki's `Lexicon.grow_dictionary` adds these.
    """

    def __init__(self, entries: Mapping[str, Pronunciation]) -> None:
        """No word or pronunciation holds a tab or the end of a line."""
        # Nothing of `entries` is kept: one string here and there would hold all its memory.
        self._texts = {
            alike: "\n" + "".join(_line(word, entries[word]) for word in words)
            for alike, words in groupby(sorted(entries), lambda word: word[:_ALIKE])
        }

    def get(self, word: str) -> Pronunciation | None:
        """The word's entry; None where there is none."""
        found = self._exactly(word)
        if found is None and len(word) > 1 and (other := _in_other_case(word)):
            found = self._exactly(other)
        return found

    def __getitem__(self, word: str) -> Pronunciation:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def _exactly(self, word: str) -> Pronunciation | None:
        text = self._texts.get(word[:_ALIKE], "")
        if (at := text.find(f"\n{word}\t")) < 0:
            return None
        begin = at + len(word) + 2
        found = text[begin : text.index("\n", begin)]
        entry: Pronunciation = json.loads(found) if found.startswith("{") else found
        return entry


def _line(word: str, entry: Pronunciation) -> str:
    said = entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False)
    return f"{word}\t{said}\n"


def _in_other_case(word: str) -> str | None:
    """The word without its capital, or with one; None for other mixtures of letters."""
    small = word.lower()
    if word == small:
        return word.capitalize()
    return small if word == small.capitalize() else None
