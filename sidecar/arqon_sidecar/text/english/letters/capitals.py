"""Short words in a text in capitals: MY DOG, THEY WANT US; but THE US ARMY."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.vocabulary import SHORT_WORDS, words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["capital_forms"]

_PLURAL = re.compile(
    r"(?<![\w.'’&/-])(?P<letters>TV|DVD|CD|PC|GPU|CPU|ATM|API|PDF|VIP|URL|SUV|UFO|CEO|MBA|NGO|KPI|EV"
    r"|LED|SSD|USB|MVP|VM)S(?![\w&/]|['’-]\w|\.\w)"
)
"""Several of what letters stand for."""
_SHORT = re.compile(r"(?<![\w.'’&/-])[A-Z]{2,3}(?![\w&/]|['’-]\w|\.\w)")
_REACH = 48
"""Characters on both sides that are looked at."""
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_STOP = re.compile(r"[.!?:;\n]")
_FEW = 3
"""So many words in capitals are a phrase of them, also within a sentence in small letters."""
_ALWAYS = words("my of if by we he at be on to and for the")
"""Words wherever they stand: a tagger takes "MY turn" for a name."""
_PLACED = words("the in across throughout inside former entire")
_LINKS = words("of for from by with to against and or than vs between as on at about")
_BOTH = words("and or vs")
_TESTS = re.compile(r"\s\d|,|\s(?:and|or|(?i:scores?|exam|test|prep|math|tutor\w*|section))\b")
"""Behind SAT and ACT, which students take."""
_PERSONS = words("them they their him her you me everyone others")
_NATIONAL = words(
    "army navy air troops forces military senate congress house president government state states "
    "economy dollar dollars election elections citizen citizens market markets stock stocks court "
    "tax taxes embassy border open open's postal treasury customs officials soldiers embassies"
)


def capital_forms() -> tuple[Form, ...]:
    """What a dictionary or a voice may take for letters, where all around is in capitals."""
    return (
        Form(Kind.INITIALISM, _PLURAL, _plural, "[A-Z]"),
        Form(Kind.INITIALISM, _SHORT, _small, "[A-Z]"),
    )


def _plural(match: re.Match[str]) -> str | None:
    """TVS ARE ON SALE; elsewhere it may be a name."""
    return f"{match['letters']}s" if _is_phrase(*_around(match)) else None


def _small(match: re.Match[str]) -> str | None:
    word = match.group().lower()
    if word not in SHORT_WORDS:
        return None
    if word in ("sat", "act") and _TESTS.match(match.string, match.end()):
        return None
    before, after = _around(match)
    if word in _ALWAYS and match.string[max(0, match.start() - 2) : match.start()] != ", ":
        return word
    if not _is_phrase(before, after) or (word == "us" and _is_country(before[0], after)):
        return None
    return word


def _around(match: re.Match[str]) -> tuple[list[str], list[str]]:
    """The words of the sentence before the match and behind it, the nearest first, "" at its end.

    A word that the reach cuts off is left out.
    """
    text, start, end = match.string, match.start(), match.end()
    front = text[max(0, start - _REACH) : start]
    rear = text[end : end + _REACH]
    before = _WORD.findall(_STOP.split(front)[-1])[::-1]
    after = _WORD.findall(_STOP.split(rear)[0])
    return [*before, ""], [*after, ""]


def _is_phrase(before: list[str], after: list[str]) -> bool:
    """Whether the words around are in capitals, with one among them that is not an initialism."""
    run = [*_capitals(before), *_capitals(after)]
    whole = not before[len(_capitals(before))] and not after[len(_capitals(after))]
    known = any(len(word) > 3 or word.lower() in SHORT_WORDS for word in run)
    return known and (whole or len(run) + 1 >= _FEW)


def _capitals(side: list[str]) -> list[str]:
    last = next(i for i, word in enumerate(side) if not word.isupper())
    return side[:last]


def _is_country(before: str, after: list[str]) -> bool:
    """THE US, US ARMY, FOR US TROOPS, US AND CHINA; but GIVE US HOPE, FOR US ALL, US AND THEM."""
    front, rear = before.lower(), after[0].lower()
    if front in _PLACED or rear in _NATIONAL:
        return True
    noun = rear if rear not in _BOTH else after[1].lower()
    is_noun = bool(noun) and noun not in SHORT_WORDS | _LINKS | _PERSONS
    return is_noun and (not front or front in _LINKS)
