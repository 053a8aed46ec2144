"""Pronunciations that the user gave: they win over everything else.

An entry maps a word or phrase, in any case, to either phonemes in Kokoro's alphabet between slashes
(`"Arqon": "/ˈɑɹkɑn/"`) or to a respelling that is read as text (`"kubectl": "cube control"`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from arqon_sidecar.text.marks import KnownWords
from arqon_sidecar.text.traced import Traced

__all__ = ["Lexicon", "LexiconError"]

_JOINED = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
"""What makes a longer word of an entry beside it; Chinese and Japanese part no words."""
_VOICELESS = "ptkfθ"
_HISSING = "szʃʒʧʤ"


class LexiconError(ValueError):
    """A lexicon cannot be read; the text names the file or the entry."""


class Lexicon:
    """Entries by word; later ones (of a request) win over earlier ones (of the file)."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = {_key(word): spoken for word, spoken in entries.items()}
        self._pattern = _pattern(self._entries)

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """A lexicon from a JSON file that holds one object of strings.

        Raises:
            LexiconError: there is no such file, or it holds something else.
        """
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise LexiconError(f"{path}: cannot be read as JSON: {error}") from error
        if not isinstance(entries, dict) or not all(isinstance(v, str) for v in entries.values()):
            raise LexiconError(f'{path}: must be one object like {{"word": "/phonemes/"}}')
        return cls(entries)

    def joined_with(self, entries: Mapping[str, str]) -> Lexicon:
        """This lexicon with a request's own entries on top."""
        return Lexicon({**self._entries, **{_key(k): v for k, v in entries.items()}})

    def marked(self, text: Traced, known: KnownWords) -> Traced:
        """Put respellings in, and one mark of `known` for each word with phonemes."""
        if self._pattern is None:
            return text

        def replace(match: re.Match[str]) -> str | None:
            spoken, possessive = self._entries[_key(match["word"])], match["possessive"] or ""
            if not _is_phonemes(spoken):
                return spoken + possessive
            return known.mark(_with_possessive(spoken[1:-1], possessive))

        return text.sub(self._pattern, replace)


def _key(word: str) -> str:
    return " ".join(word.split()).casefold()


def _pattern(entries: Mapping[str, str]) -> re.Pattern[str] | None:
    """Whole words only, the longest entry first; space in an entry is any space in the text."""
    words = sorted(filter(None, entries), key=len, reverse=True)
    if not words:
        return None
    choices = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
    pattern = rf"(?<!{_JOINED})(?P<word>{choices})(?P<possessive>'s)?(?!{_JOINED})"
    return re.compile(pattern, re.IGNORECASE)


def _is_phonemes(spoken: str) -> bool:
    return len(spoken) > 2 and spoken[0] == spoken[-1] == "/"


def _with_possessive(phonemes: str, possessive: str) -> str:
    if not possessive:
        return phonemes
    if phonemes[-1] in _HISSING:
        return phonemes + "ɪz"
    return phonemes + ("s" if phonemes[-1] in _VOICELESS else "z")
