"""The sentences of a text, and the parts of those that are too long for one segment.

Inside a sentence the best place is the end of a clause, then in front of an unstressed word that
follows a stressed one: "plays | the guitar", never "plays the | guitar".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from arqon_sidecar.text.tokens import Border, Token, phonemes_of

__all__ = ["LONGEST", "SHORTEST", "border_behind", "length_of", "parts"]

LONGEST = 250
"""Phonemes in a segment at most. The model takes 510, but long speech hurries and fades."""
SHORTEST = 40
"""Phonemes on either side of a cut inside a sentence: shorter pieces lack prosody."""

_STRESS = frozenset("ˈˌ")


def parts(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """All the tokens in order, cut behind each sentence, paragraph and asked pause.

    What lies between two such places is cut only where it is longer than LONGEST. Made as the
    tokens come, so that a text without any end mark is not read to its end first.
    """
    held: list[Token] = []
    symbols = 0
    for token in _small_enough(tokens):
        held.append(token)
        symbols += len(str(token))
        if _ends(held):
            yield from _fitting(held)
            held, symbols = [], 0
        elif symbols > LONGEST + SHORTEST + 1:
            count = _best_cut(held)
            yield held[:count]
            held = held[count:]
            symbols = sum(len(str(token)) for token in held)
    if held:
        yield from _fitting(held)


def length_of(tokens: list[Token]) -> int:
    """How many symbols the tokens are when they are spoken together."""
    return len(phonemes_of(tokens))


def border_behind(tokens: list[Token]) -> Border:
    """What ends behind the last token; a sentence also where a quote or bracket closes it."""
    border = tokens[-1].border
    if border is Border.CLAUSE:
        for token in reversed(tokens):
            if token.is_word:
                break
            border = max(border, replace(token, space=True).border)
    return border


def _ends(tokens: list[Token]) -> bool:
    return tokens[-1].pause_s > 0 or border_behind(tokens) >= Border.SENTENCE


def _fitting(tokens: list[Token]) -> Iterator[list[Token]]:
    while length_of(tokens) > LONGEST:
        count = _best_cut(tokens)
        yield tokens[:count]
        tokens = tokens[count:]
    yield tokens


def _best_cut(tokens: list[Token]) -> int:
    """How many of the tokens, which are too long together, to take."""
    most = min(LONGEST, length_of(tokens) - SHORTEST)
    best, fallback, length = (-1, 0), 1, 0
    for count in range(1, len(tokens)):
        token = tokens[count - 1]
        length += len(token.phonemes)
        if length > most:
            break
        fallback = count
        if length >= SHORTEST:
            best = max(best, (_worth(token, tokens[count]), count))
        length += token.space
    return best[1] or fallback


def _worth(token: Token, following: Token) -> int:
    """How good it is to cut between these two."""
    if token.border >= Border.CLAUSE:
        return 3
    if token.border < Border.WORD:
        return 0
    return 1 + (_unstressed(following) and not _unstressed(token))


def _unstressed(token: Token) -> bool:
    return token.is_word and _STRESS.isdisjoint(token.phonemes)


def _small_enough(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, each that no segment could hold in pieces."""
    for token in tokens:
        rest = token
        while len(rest.phonemes) > LONGEST:
            piece = rest.phonemes[:LONGEST]
            yield replace(rest, phonemes=piece, space=False, ends_paragraph=False, pause_s=0.0)
            rest = replace(rest, phonemes=rest.phonemes[LONGEST:])
        yield rest
