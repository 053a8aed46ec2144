"""Numbers that a word before them makes a name: Room 101, Apt. 4B, Flight 1549, a 404."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import back, is_plural_after, word_before
from arqon_sidecar.text.english.identifiers.products import MODELS, product_forms
from arqon_sidecar.text.english.letters.letters import in_pieces, spelled
from arqon_sidecar.text.english.numbers.figures import plural
from arqon_sidecar.text.english.numbers.numbered_things import (
    NAMES,
    is_lettered,
    is_listed,
    is_port,
)
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["named_forms"]

_FREE = r"(?<![\w.,$€£#-])"
_END = r"(?![\w%/°]|:(?!\s|$)|[.,]\d|[-–]\d| \d{1,2}[/⁄]\d|[\"'″′”]?\s?[x×]\s?\d)"
_NAMED = re.compile(
    rf"{_FREE}(?P<hash>#)?(?P<number>\d{{1,5}})-?(?P<letter>[A-Za-z])?{_END}(?!-[a-z])"
)
_RANGE = re.compile(rf"(?P<first>\d{{1,4}}[A-Z]?)[-–](?P<last>\d{{1,4}}[A-Z]?){_END}")
_FLOOR_AND_ROOM = re.compile(r"\d{1,2}-\d{3}")
_IN_PART = re.compile(r"\d{1,2}-\d{1,3}")
_IN_BUILDINGS = words("room rm suite ste unit apt apartment office locker")
"""Of one of them a hyphen parts the building or floor from the room: Room 3-112."""
_OF_CHAPTERS = words("figure fig. table listing plate diagram")
_OF_PARTS = words("section sec. §")
"""Of them a hyphen parts a chapter, or a part, from the number in it: Table 3-2, § 2-207."""
_EITHER = re.compile(rf"{_FREE}(?P<a>\d{{3}})/(?P<b>\d{{3}}){_END}")
_LETTERS = re.compile(
    rf"{_FREE}(?P<number>\d{{1,3}})(?P<a>[a-h]|[A-H])[-–](?P<b>[a-h]|[A-H])(?![\w-])"
)
"""Figs. 2a–c."""
_NUMBERED = re.compile(r"\b(?P<word>[A-Za-z]+) [Nn]o\.? $")
_NO_LETTERS = words("page code error port http")
"""What is numbered without letters: a letter behind the number is something else."""


def named_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Numbers said as names are: 101 as "one oh one", 1549 as "fifteen forty nine"."""
    say = _Named(numbers)
    return (
        Form(Kind.RANGE, _RANGE, say.range_),
        Form(Kind.RANGE, _LETTERS, say.letters),
        Form(Kind.IDENTIFIER, _EITHER, say.either),
        *product_forms(numbers),
        Form(Kind.IDENTIFIER, _NAMED, say.named, r"[\d#]"),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    numbers: Numbers

    def named(self, match: re.Match[str]) -> str | None:
        before = word_before(match).lower().rstrip(".:")
        letter, number = match["letter"], match["number"]
        if before == "no" and (numbered := _NUMBERED.search(back(match))):
            before = numbered["word"].lower()
        many = before.removesuffix("s") in NAMES and not is_plural_after(match)
        is_named = before in NAMES or many or is_port(match, before)
        hashed = bool(match["hash"] and letter and letter.isupper())
        if match.string[match.start() - 1 : match.start()] == "(" and match.start():
            return None
        if not (is_named or hashed or is_listed(match) or is_lettered(match, before)):
            return None
        if letter == "x" or (letter and before in _NO_LETTERS):
            return None
        if match["hash"] and not letter:
            return None
        front = "number " * (hashed and not is_named)
        said = self.numbers.name(number)
        if letter == "s":
            return front + plural(said)
        return front + said + (f" {spelled(letter)}" if letter else "")

    def either(self, match: re.Match[str]) -> str | None:
        """HTTP 301/302, rooms 101/102."""
        if word_before(match).lower().removesuffix("s") not in NAMES:
            return None
        return f"{self.numbers.name(match['a'])}, {self.numbers.name(match['b'])}"

    def range_(self, match: re.Match[str]) -> str | None:
        """Rooms 101-110, seats 12A-12F."""
        before = word_before(match).lower()
        of_part = before in _OF_CHAPTERS or (before in _OF_PARTS and len(match["last"]) == 3)
        if of_part and _IN_PART.fullmatch(match.group()):
            return " dash ".join(map(self.numbers.name, match.group().split("-")))
        if before != "ext." and before.removesuffix("'s").removesuffix("s") not in NAMES - MODELS:
            return None
        if before.removesuffix("'s") in _IN_BUILDINGS and _FLOOR_AND_ROOM.fullmatch(match.group()):
            return ", ".join(map(self.numbers.name, match.group().split("-")))
        first, last = (in_pieces(match[name], self.numbers) for name in ("first", "last"))
        return f"{first} to {last}"

    def letters(self, match: re.Match[str]) -> str:
        first, last = spelled(match["a"]), spelled(match["b"])
        return f"{self.numbers.name(match['number'])} {first} to {last}"
