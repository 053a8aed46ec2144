"""Passages of holy books: John 3:16, 1 Cor. 13:4-7, Gen. 1:1, 2 Samuel 7."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["scripture_forms"]

_NUMBERED = {
    "sam": "Samuel", "kgs": "Kings", "chr": "Chronicles", "chron": "Chronicles",
    "cor": "Corinthians", "thess": "Thessalonians", "thes": "Thessalonians", "tim": "Timothy",
    "pet": "Peter", "jn": "John", "macc": "Maccabees", "samuel": "Samuel", "kings": "Kings",
    "chronicles": "Chronicles", "corinthians": "Corinthians", "thessalonians": "Thessalonians",
    "timothy": "Timothy", "peter": "Peter", "john": "John", "maccabees": "Maccabees",
}  # fmt: skip
"""Books of which there are several, by their names and short names."""
_SINGLE = {
    "gen": "Genesis", "exod": "Exodus", "ex": "Exodus", "lev": "Leviticus", "num": "Numbers",
    "deut": "Deuteronomy", "dt": "Deuteronomy", "josh": "Joshua", "judg": "Judges",
    "neh": "Nehemiah", "ps": "Psalm", "pss": "Psalms",
    "prov": "Proverbs", "eccl": "Ecclesiastes", "isa": "Isaiah", "is": "Isaiah",
    "jer": "Jeremiah", "lam": "Lamentations", "ezek": "Ezekiel", "dan": "Daniel", "hos": "Hosea",
    "mic": "Micah", "hab": "Habakkuk", "zech": "Zechariah", "mal": "Malachi", "matt": "Matthew",
    "mt": "Matthew", "mk": "Mark", "lk": "Luke", "rom": "Romans", "gal": "Galatians",
    "eph": "Ephesians", "phil": "Philippians", "col": "Colossians", "heb": "Hebrews",
    "jas": "James", "rev": "Revelation",
}  # fmt: skip
_NEED_POINT = words("dan phil matt col ex num lam mic mal jas tim sam is")
"""Names and words, too: "Call Matt 5:30"."""
_WHOLE = words(
    "Genesis Exodus Leviticus Numbers Deuteronomy Joshua Judges Ruth Ezra Nehemiah Esther Job "
    "Psalm Psalms Proverbs Ecclesiastes Isaiah Jeremiah Lamentations Ezekiel Daniel Hosea Joel "
    "Amos Jonah Micah Habakkuk Zechariah Malachi Matthew Mark Luke Acts Romans Galatians "
    "Ephesians Philippians Colossians Hebrews James Titus Jude Revelation Revelations Sura Surah "
    "Quran Qur'an"
)
_BOOKS = _NUMBERED | _SINGLE | {name.lower(): name for name in _WHOLE}
_ORDINALS = {"1": "First", "2": "Second", "3": "Third", "I": "First", "II": "Second"}


def _either(names: dict[str, str]) -> str:
    return "|".join(sorted(map(str.capitalize, names), key=len, reverse=True))


_VERSES = r"\d{1,3}(?:[-–]\d{1,3})?"
_PASSAGE = re.compile(
    rf"(?<![\w.])(?:(?P<which>[123]|II?)\s?(?P<numbered>{_either(_NUMBERED)})"
    rf"|(?P<book>{_either(_BOOKS)}))(?P<point>[.,](?=\s\d{{1,3}}:)|\.)?\s"
    rf"(?P<chapter>\d{{1,3}})(?:[-–](?P<upto>\d{{1,3}})(?!:)|:(?P<verse>\d{{1,3}})\s?[-–]\s?(?P<chapter2>\d{{1,3}}):(?P<verse2>\d{{1,3}})"
    rf"|:(?P<verses>{_VERSES}(?:, ?{_VERSES}(?![:\d]|\s?[ap]m)){{0,5}}))?"
    r"(?![\w:%]|[.,]\d)"
)
_SURE = words("ps exod lev deut josh judg neh prov eccl isa jer ezek hab zech rom eph heb")
"""Short names that are no words: with a point a chapter alone is one of the book."""
_NEXT = re.compile(rf"(?<=\d; )(?P<chapter>\d{{1,3}}):(?P<verses>{_VERSES})(?![\w:%]|[.,]\d)")
_PASSAGE_BEFORE = re.compile(
    rf"\b(?:{_either(_BOOKS)}|{_either(_NUMBERED)})\.? \d[\d:;, –-]{{1,30}}\Z"
)
_RANGE = re.compile(r"[-–]")


def scripture_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A chapter alone is one only behind the number of its book: "Mark 3" may be anything."""

    def passage(match: re.Match[str]) -> str | None:
        written = (match["numbered"] or match["book"]).lower()
        named = match["which"] or (match["point"] and written in _SURE)
        if not (named or match["verses"] or match["verse"]):
            return None
        if written in _NEED_POINT and not (match["point"] or match["which"] or _no_time(match)):
            return None
        if match["verse"]:
            return whole(match)
        if match["upto"]:
            return f"{_book(match)} {_verses(match['chapter'] + '-' + match['upto'], numbers)}"
        verses = (
            ", ".join(_verses(part, numbers) for part in re.split(", ?", match["verses"]))
            if match["verses"]
            else ""
        )
        return f"{_book(match)} {numbers.name(match['chapter'])} {verses}".rstrip()

    def whole(match: re.Match[str]) -> str:
        """Into another chapter: Gen 1:1–2:3."""
        first, verse, last, verse2 = (
            numbers.name(match[n]) for n in ("chapter", "verse", "chapter2", "verse2")
        )
        return f"{_book(match)} {first} {verse} to {last} {verse2}"

    return (
        Form(Kind.IDENTIFIER, _PASSAGE, passage, "[1-3A-Z]"),
        Form(Kind.IDENTIFIER, _NEXT, lambda match: _further(match, numbers)),
    )


def _no_time(match: re.Match[str]) -> bool:
    """Matt 5:3-12, Matt 28:18-20; but "call Matt 5:30-6:15"."""
    verses = match["verses"] or ""
    several = "-" in verses.replace("–", "-") and match["book"] != "Is"
    return several and (len(_RANGE.split(verses)[0]) == 1 or int(match["chapter"]) > 12)


def _book(match: re.Match[str]) -> str:
    which = f"{_ORDINALS[match['which']]} " if match["which"] else ""
    return which + _BOOKS[(match["numbered"] or match["book"]).lower()]


def _further(match: re.Match[str], numbers: Numbers) -> str | None:
    """Gen 12:1-3; 15:1-6."""
    if not _PASSAGE_BEFORE.search(back(match)):
        return None
    return f"{numbers.name(match['chapter'])} {_verses(match['verses'], numbers)}"


def _verses(verses: str, numbers: Numbers) -> str:
    return " to ".join(map(numbers.name, _RANGE.split(verses)))
