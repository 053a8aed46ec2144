"""Finds which sounds belong to which written word, where espeak joins words or splits them.

espeak says "of the" as one word and "21" as two. What it says for a whole clause is matched sound
by sound with what it says for each written word alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from rapidfuzz.distance import Levenshtein

__all__ = ["Said", "shared_out"]

_STRESS = "ˈˌ"
_UNSTRESSED = str.maketrans("", "", _STRESS)
_MOST_SOUNDS = 240
"""Some 40 words; more sounds are those of words that were spelled."""


@dataclass(frozen=True, slots=True)
class Said:
    """Phonemes that belong to one written word (its number), and whether a space follows them."""

    word: int
    phonemes: str
    space: bool = True


@lru_cache(64)
def shared_out(alone: tuple[str, ...], together: tuple[str, ...]) -> tuple[Said, ...]:
    """Give each written word its part of what was said for the clause, all of it, in order.

    `alone` holds the phonemes of each written word, `together` the spoken words of the clause. A
    spoken word is split only where the sounds on both sides of the border match. Time goes with the
    square of the clause's length up to `_MOST_SOUNDS`; a longer one is shared out by length.
    """
    sounds = "".join(together)
    ends = list(accumulate(map(len, together)))
    borders = [0, *_borders(alone, sounds, ends), len(sounds)]
    return tuple(
        Said(word, sounds[a:b], space=b in ends)
        for word, (first, last) in enumerate(pairwise(borders))
        for a, b in pairwise(_corners(first, last, ends))
    )


def _corners(first: int, last: int, ends: list[int]) -> list[int]:
    """first, last and the ends of spoken words between them."""
    inside = ends[bisect_left(ends, first + 1) : bisect_left(ends, last)]
    return [first, *inside, last] if first < last else []


def _borders(alone: Sequence[str], sounds: str, ends: list[int]) -> Iterator[int]:
    """Where in `sounds` each written word but the last ends."""
    kept = [i for i, sound in enumerate(sounds) if sound not in _STRESS]
    spoken = sounds.translate(_UNSTRESSED)
    written = [_plain(word) for word in alone]
    whole = "".join(written)
    places = _matching(whole, spoken)
    least = 0
    for end in list(accumulate(map(len, written)))[:-1]:
        place = places[end]
        sure = spoken[place - 1 : place + 1] == whole[end - 1 : end + 1] and 0 < place < len(kept)
        border = kept[place - 1] + 1 if place else 0
        least = max(least, border if sure else _nearest(ends, border))
        yield least


def _plain(word: str) -> str:
    return "".join(word.translate(_UNSTRESSED).split())


def _matching(whole: str, spoken: str) -> list[int]:
    """For each place in `whole` the place in `spoken`, both between sounds."""
    if max(len(whole), len(spoken)) > _MOST_SOUNDS:
        return [i * len(spoken) // (len(whole) or 1) for i in range(len(whole) + 1)]
    places: list[int] = []
    for step in Levenshtein.opcodes(whole, spoken):
        written, first, last = step.src_end - step.src_start, step.dest_start, step.dest_end
        places += range(first, min(first + written, last))
        places += [last] * (written - (last - first))
    return [*places, len(spoken)]


def _nearest(ends: list[int], place: int) -> int:
    after = bisect_left(ends, place)
    return min((0, *ends[max(0, after - 1) : after + 1]), key=lambda end: abs(end - place))
