"""What a language calls the signs of mathematics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Signs"]


@dataclass(frozen=True, slots=True)
class Signs:
    """The words between or in front of numbers; powers stand behind theirs."""

    plus_or_minus: str
    about: str
    less: str
    at_most: str
    greater: str
    at_least: str
    unequal: str
    divided: str
    squared: str
    cubed: str
    power: str
    root: str
    infinite: str
    factorial: str
    every: str
    """Between a dose and hours: 500 mg/12 h."""
    number: str
    """In front of one, for "#5"."""
    inches: tuple[str, str]
    """One of them, and many."""
    ratio: str
    """Between the numbers of a ratio: 3:1, 1:50.000."""
    aspects: Mapping[str, str]
    """How the sides of pictures and screens are said, where it is otherwise: 16:9."""
