"""Finds which spoken words belong to which written ones, where espeak joins or splits them.

espeak says "of the" as one word and "21" as two. What it says for a whole clause is matched with
what it says for each written word alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Match", "align"]

_STRESS = str.maketrans("", "", "ˈˌː^")
_MOST = 6
"""Words that one word may be joined from or split into."""


@dataclass(frozen=True, slots=True)
class Match:
    """Written words first:last that were spoken as the words from:to of the clause."""

    written: range
    spoken: range


def align(alone: Sequence[str], together: Sequence[str]) -> list[Match]:
    """Match the phonemes of each word `alone` with those of the clause, all of both, in order.

    Each match has one word on one side at least; either may be empty only when a whole clause is.
    """
    if not alone or not together:
        return [Match(range(len(alone)), range(len(together)))]
    width = abs(len(alone) - len(together)) + _MOST
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(alone) + 1):
        for j in range(max(0, i - width), min(len(together), i + width) + 1):
            if (i, j) in best:
                _extend(best, i, j, alone, together)
    return _path(best, len(alone), len(together))


def _extend(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]],
    i: int,
    j: int,
    alone: Sequence[str],
    together: Sequence[str],
) -> None:
    steps = [(1, 1), *((n, 1) for n in range(2, _MOST)), *((1, n) for n in range(2, _MOST))]
    steps += [(1, 0), (0, 1)]
    for down, right in steps:
        there = i + down, j + right
        if there[0] > len(alone) or there[1] > len(together):
            continue
        cost = best[i, j][0] + _difference(alone[i : there[0]], together[j : there[1]])
        if there not in best or cost < best[there][0]:
            best[there] = cost, (i, j)


def _difference(alone: Sequence[str], together: Sequence[str]) -> float:
    """How unlike the two sound; a bare count of letters with weight on the first and the last."""
    one = "".join(alone).translate(_STRESS)
    other = "".join(together).translate(_STRESS)
    if not one or not other:
        return 4.0 + len(one) + len(other)
    ends = 2 * (one[0] != other[0]) + 2 * (one[-1] != other[-1])
    return abs(len(one) - len(other)) + ends + 0.1 * (len(alone) + len(together) - 2)


def _path(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]], i: int, j: int
) -> list[Match]:
    corners = [(i, j)]
    while corners[-1] != (0, 0):
        corners.append(best[corners[-1]][1])
    steps = pairwise(reversed(corners))
    return _without_gaps([Match(range(a, c), range(b, d)) for (a, b), (c, d) in steps])


def _without_gaps(matches: list[Match]) -> list[Match]:
    """Join a match with an empty side to the one before it, or to the one behind the first."""
    joined: list[Match] = []
    for match in matches:
        if joined and not (match.written and match.spoken and joined[-1].spoken):
            last = joined.pop()
            match = Match(
                range(last.written.start, match.written.stop),
                range(last.spoken.start, match.spoken.stop),
            )
        joined.append(match)
    return joined
