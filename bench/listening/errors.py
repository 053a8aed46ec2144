"""Word errors of what was heard, and full stops that were heard where none is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from num2words import num2words

from bench.listening.texts import Text

__all__ = ["Errors", "distance", "errors_of", "false_stops", "words_of"]

SPELLINGS = {
    "colour": "color", "favourite": "favorite", "grey": "gray", "theatre": "theater",
    "metre": "meter", "metres": "meters", "litre": "liter", "litres": "liters",
    "kilometre": "kilometer", "kilometres": "kilometers", "centre": "center",
    "mr": "mister", "mrs": "missus", "dr": "doctor", "prof": "professor", "st": "saint",
    "vs": "versus", "ok": "okay", "etc": "etcetera", "sr": "senior", "jr": "junior",
    "disc": "disk", "for": "four", "to": "two", "too": "two",
}  # fmt: skip
"""Two ways to write one word or one sound: figures in a row give no hint which is meant."""

SIGNS = {"&": " and ", "%": " percent ", "@": " at ", "+": " plus ", "=": " equals "}

ROMAN = re.compile(r"\b(?=[IVX]{2})(?P<tens>X{0,3})(?P<ones>IX|IV|V?I{0,3})\b")
"""Two figures at least: a single I is a word, and others may be letters."""

DASH = re.compile(r"\s?-(?=[A-Za-z]\b)")
"""In front of a letter it may have been said: "commit-m"."""

LONGEST_JOIN = 8
"""Words that may be written as one: a recogniser writes letters that are spelled out as one."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Words that are wrong, missing or too many, and how many there are to say."""

    wrong: int
    words: int


def words_of(text: str) -> list[str]:
    """The words alone, in lower case: numbers as words, one spelling, no marks, no accents."""
    letters = unicodedata.normalize("NFKD", text).lower()
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    text = re.sub(r"(?<=\w)\.(?=[a-z]{2})", " dot ", text)
    text = re.sub(r"['’]", "", re.sub(r"(?<=\d),(?=\d{3})", "", text))
    text = re.sub(r"\d+(\.\d+)?", lambda number: f" {num2words(number[0])} ", text)
    return [SPELLINGS.get(word, word) for word in re.findall(r"[^\W_]+", text)]


def errors_of(text: Text, heard: str) -> Errors:
    """Against the nearest of the ways to say it.

    What was heard is taken as it is, with Roman figures as numbers, and with hyphens said.
    """
    numbers, ordinals = ROMAN.sub(_arabic, heard), ROMAN.sub(_ordinal, heard)
    ways = list(map(words_of, (heard, numbers, ordinals, DASH.sub(" dash ", heard))))
    against = [(distance(words_of(way), so), way) for way in text.spoken for so in ways]
    wrong, way = min(against, key=lambda each: each[0])
    return Errors(wrong, len(words_of(way)))


def _ordinal(roman: re.Match[str]) -> str:
    return f"the {num2words(int(_arabic(roman)), to='ordinal')}"


def _arabic(roman: re.Match[str]) -> str:
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX").index(roman["ones"])
    return str(10 * len(roman["tens"]) + ones)


def distance(said: list[str], heard: list[str]) -> int:
    """Levenshtein's, over words or signs; words that are written together or apart are equal."""
    rows = [[i or j for j in range(len(heard) + 1)] for i in range(len(said) + 1)]
    for i in range(1, len(said) + 1):
        for j in range(1, len(heard) + 1):
            ways = [rows[i - 1][j - 1] + 1, rows[i - 1][j] + 1, rows[i][j - 1] + 1]
            ways += [rows[i - a][j - b] for a, b in _equal(said[:i], heard[:j])]
            rows[i][j] = min(ways)
    return rows[-1][-1]


def _equal(said: list[str], heard: list[str]) -> Iterator[tuple[int, int]]:
    """How many of the last words are equal, one of them perhaps to several of the others."""
    for length in range(1, LONGEST_JOIN + 1):
        if "".join(said[-length:]) == heard[-1]:
            yield min(length, len(said)), 1
        if "".join(heard[-length:]) == said[-1]:
            yield 1, min(length, len(heard))


def false_stops(text: Text, heard: str) -> int:
    """Ends of sentences that were heard inside the text, behind words that no mark follows."""
    stopped = set(_before_marks(text.written, '.!?:;…—)"”'))
    inside = _before_marks(heard.strip().rstrip(".!?"), ".!?")
    return sum(word not in stopped for word in inside)


def _before_marks(text: str, marks: str) -> list[str]:
    return [word.lower() for word in re.findall(rf"([\w'’]+)[{re.escape(marks)}]", text)]
