"""The words that are due in a stream, as many with each line as keep it short."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict
from typing import Final

from arqon_sidecar.service.pieces import WordTime

__all__ = ["DueWords"]

_MOST_BYTES: Final = 12_500
"""Of the words in a line: one of the longest, or a hundred usual ones."""


class DueWords:
    """Words in the order in which they sound, until a line takes them along."""

    def __init__(self) -> None:
        self._due: deque[dict[str, object]] = deque()

    def __bool__(self) -> bool:
        return bool(self._due)

    def add(self, words: Iterable[WordTime]) -> None:
        """These may go now."""
        self._due += map(asdict, words)

    def take(self) -> list[dict[str, object]]:
        """Those for the next line; none where none are due."""
        taken, size = list[dict[str, object]](), 0
        while self._due:
            size += len(json.dumps(self._due[0]))
            if taken and size > _MOST_BYTES:
                break
            taken.append(self._due.popleft())
        return taken
