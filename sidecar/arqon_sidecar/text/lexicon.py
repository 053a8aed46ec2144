"""Pronunciations that the user gave: they win over everything else.

An entry maps a word or phrase, in any case, to either phonemes in Kokoro's alphabet between slashes
(`"Arqon": "/ˈɑɹkɑn/"`) or to a respelling that is read as text (`"kubectl": "cube control"`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.marks import KnownWords
from arqon_sidecar.text.pronunciations import with_s

__all__ = ["Lexicon", "LexiconError"]

_PIECE = re.compile(r"(?P<word>[^\W\u3040-\u30ff\u3400-\u9fff]+)|(?P<space>\s+)|.", re.DOTALL)
"""A word, space, or one other character; Chinese and Japanese part no words."""
_END = ""
"""What leads from the last piece of an entry to what is spoken; no piece is empty."""


_Tree = dict[str, "_Tree | str"]


class LexiconError(ValueError):
    """A lexicon cannot be read; the text names the file or the entry."""


class Lexicon:
    """Entries by word; later ones (of a request) win over earlier ones (of the file)."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = {_key(word): spoken for word, spoken in entries.items()}
        self._tree = _tree(self._entries)

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """A lexicon from a JSON file that holds one object of strings.

        Raises:
            LexiconError: there is no such file, or it holds something else.
        """
        try:
            entries = json.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise LexiconError(f"{path}: cannot be read as JSON: {error}") from error
        if not isinstance(entries, dict):
            raise LexiconError(f'{path}: must be one object like {{"word": "/phonemes/"}}')
        for word, spoken in entries.items():
            if not isinstance(spoken, str):
                why = f'must have a string, such as "/phonemes/", not {json.dumps(spoken)[:20]}'
                raise LexiconError(f"{path}: the entry {word!r} {why}")
        return cls(entries)

    def joined_with(self, entries: Mapping[str, str]) -> Lexicon:
        """This lexicon with a request's own entries on top."""
        return Lexicon({**self._entries, **{_key(k): v for k, v in entries.items()}})

    def marked(self, text: Traced, known: KnownWords) -> Traced:
        """Put respellings in, and one mark of `known` for each word with phonemes."""
        if not self._tree:
            return text
        pieces = _Pieces.of(text.text)
        parts, done, at = list[Traced](), 0, 0
        while at < len(pieces.names):
            end, spoken = self._longest(pieces, at)
            if spoken is not None:
                last = end + 2 * pieces.is_possessive(end)
                start, close = pieces.places[at], pieces.places[last]
                new = _said(spoken, text.text[pieces.places[end] : close], known)
                if new is not None:
                    parts += (text.cut(done, start), text.spoken_as(new, start, close))
                    done = close
                at = last
            else:
                at += 1
        return Traced.joined([*parts, text.cut(done, len(text.text))]) if parts else text

    def _longest(self, pieces: _Pieces, at: int) -> tuple[int, str | None]:
        """Where the longest entry that begins at a piece ends, and what is spoken for it."""
        found: tuple[int, str | None] = (at, None)
        if at and pieces.words[at - 1]:
            return found
        tree: _Tree = self._tree
        for place in range(at, len(pieces.names)):
            branch = tree.get(pieces.names[place])
            if not isinstance(branch, dict):
                break
            tree = branch
            spoken = tree.get(_END)
            if isinstance(spoken, str) and not pieces.words[place + 1]:
                found = (place + 1, spoken)
        return found


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A text in pieces: their names in small letters, which are words, and where each begins.

    `words` and `places` have one more, for the end of the text.
    """

    names: list[str]
    words: list[bool]
    places: list[int]

    @classmethod
    def of(cls, text: str) -> _Pieces:
        found = list(_PIECE.finditer(text))
        names = [" " if piece["space"] else piece.group().casefold() for piece in found]
        words = [piece.lastgroup == "word" for piece in found]
        return cls(names, [*words, False], [*(piece.start() for piece in found), len(text)])

    def is_possessive(self, at: int) -> bool:
        """Whether an 's stands there."""
        return self.names[at : at + 2] == ["'", "s"]


def _tree(entries: Mapping[str, str]) -> _Tree:
    """The entries by their pieces, so that those that begin alike are looked for together."""
    tree: _Tree = {}
    for word, spoken in entries.items():
        branch = tree
        for name in _Pieces.of(word).names:
            branch = cast("_Tree", branch.setdefault(name, {}))
        if branch is not tree:
            branch[_END] = spoken
    return tree


def _said(spoken: str, possessive: str, known: KnownWords) -> str | None:
    """The respelling, or the mark of the phonemes; None when there are no more marks."""
    if not _is_phonemes(spoken):
        return spoken + possessive
    phonemes = spoken[1:-1]
    return known.mark(with_s(phonemes) if possessive else phonemes)


def _key(word: str) -> str:
    return " ".join(word.split()).casefold()


def _is_phonemes(spoken: str) -> bool:
    return len(spoken) > 2 and spoken[0] == spoken[-1] == "/"
