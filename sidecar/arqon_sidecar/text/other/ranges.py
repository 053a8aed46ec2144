"""What is said for the dash of a range: "9 a 17", "entre 9 y 17", "dalle 9 alle 17"."""

from __future__ import annotations

import re

from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["up_to"]

_BEFORE = re.compile(r"(?P<word>[^\W\d_]+) (?:\d[\d.:,h]*\s?)?\Z")
"""The word in front of a range, also where the match begins at its dash."""
_BETWEEN = frozenset(("entre", "tra", "fra"))
_REACH = 24


def up_to(match: re.Match[str], words: Vocabulary) -> str:
    """The word between the ends, which the one in front of them asks for."""
    found = _BEFORE.search(match.string, max(0, match.start() - _REACH), match.start())
    before = found["word"].lower() if found else ""
    return words.and_ if before in _BETWEEN else words.up_to.get(before, words.to)
