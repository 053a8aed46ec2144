"""Keeps from misaki what would take it long: a text of 20,000 characters is to be read in a second.

misaki takes some 0.15 ms a part (a word, a mark), and the cube of their number where no space is
between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from arqon_sidecar.text.grammar.traced import Traced

__all__ = ["in_short_runs", "is_no_prose"]

_RUN = regex.compile(r"\S{6,}")
_PIECE = regex.compile(
    r"\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lt}\p{Lm}\p{Lo}\p{M}]{1,39}|\d|\S", regex.DOTALL
)
"""What misaki takes as one part at most: a word, letters up to a capital, a digit, a mark."""
_MOST_PIECES = 8
"""As many as "state-of-the-art" with a mark has."""
_MOST_LETTERS = 40
_MANY = 150
"""Parts up to which any text is taken for prose."""
_DENSE = 1 / 3
"""Parts for a character as sent; prose has 0.2, a list of figures in words more than 0.5."""


def is_no_prose(sentences: Sequence[Traced]) -> bool:
    """Whether so much of a text is figures and marks that parts of speech say nothing."""
    parts = sum(len(_PIECE.findall(sentence.text)) for sentence in sentences)
    if parts <= _MANY:
        return False
    return parts > _DENSE * (sentences[-1].ends[-1] - sentences[0].starts[0])


def in_short_runs(text: Traced) -> Traced:
    """The text with a space put into each run of more than eight parts or forty characters."""
    places = [place for run in _RUN.finditer(text.text) for place in _places(run)]
    return text.with_spaces(places) if places else text


def _places(run: regex.Match[str]) -> Iterator[int]:
    start, pieces = run.start(), 0
    for piece in _PIECE.finditer(run.string, *run.span()):
        if pieces == _MOST_PIECES or piece.end() - start > _MOST_LETTERS:
            start, pieces = piece.start(), 0
            yield start
        pieces += 1
