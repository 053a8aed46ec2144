"""Letters and figures that sound like words in chats: c u, r u, 2 u, thx 4, b4."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_after, word_before
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["chat_letter_forms"]

_BEFORE = re.compile(
    r"(?<![\w.'/-])b4(?=\s(?:[a-z]{2,}|[iIu]\b|\d))"
    r"|(?:(?<=\bit )|(?<=\bthis )|(?<=\bthat )|(?<=\bever )|(?<=\bnever )|(?<=\bthere )|(?<=\bher )"
    r"|(?<=\bhim )|(?<=\bthem )|(?<=\bone )|(?<=\bday )|(?<=\bnight )|(?<=\bweek )"
    r"|(?<=\bdone ))b4(?!\w)"
)
_FOR = re.compile(
    r"(?:(?<=[Tt]hx )|(?<=[Tt]hanks )|(?<=\bty )|(?<=\b[Ww]8 ))4(?=\s[a-z])"
    r"|(?<![\w.,])4(?=\s(?:u|ya|real|me|sure|sale|rent|ever)\b)"
)
_BE = re.compile(
    r"(?<![\w.'/=+*^(<>-])b(?=\s(?:there|back|here|home|late|early|careful|ready|good|nice|right|able"
    r"|sure|safe|gone|fine|okay|ok|around|free|done)\b(?!\s?[=+*/^]))"
)
_TO_YOU = re.compile(r"(?<![\w.,])2(?=\s(?:u|ya|me)\b)")
_TOO = re.compile(
    r"(?:(?<=\br )|(?<=\bare )|(?<=\bur )|(?<=\bway )|(?<=\bim )|(?<=\bi'm )|(?<=\bis )"
    r"|(?<=\bwas ))"
    r"2(?=\s(?:funny|much|good|bad|cute|cool|busy|tired|easy|hard|slow|sweet|kind)\b)"
)
_SEE = re.compile(r"(?<![\w.'/-])[cC](?=\s(?:u|ya)\b)")
_YOU = re.compile(
    r"(?<![\w.'/-])(?:(?<!.)|(?<=[.!?,] ))U(?=\s(?:up|r|ok|there|coming|guys|want|wanna|know|should"
    r"|can|got|need|sure|home|awake|still|gonna|ready|free|mad|n|and|are|have)\b)"
    r"|(?<![\w.'/-])u(?=\s&\s(?:me|i|I|him|her)\b)|(?<![\w.'/=+*^(-])u(?![\w./=+*^()-])"
)
_ARE = re.compile(
    r"(?<![\w.'/-])r(?=\su\b)|(?:(?<=\b[uU] )|(?<=\bwe )"
    r"|(?<=\byou )|(?<=\bthey )|(?<=\bwho ))r(?=[\s?!.]|$)"
)
_NOT_YOU = words("let of variable letter vector letters variables component and velocity where")
"""Before a u that is a name of mathematics."""
_BEFORE_SQUARES = words(
    "on to at from square with and the a pawn knight bishop rook queen king takes plays after via"
)


def chat_letter_forms() -> tuple[Form, ...]:
    """Where the words beside them tell that they are no letters and no figures."""
    return (
        Form(Kind.ABBREVIATION, _BEFORE, _earlier, "b"),
        Form(Kind.ABBREVIATION, _FOR, lambda _: "for", "4"),
        Form(Kind.ABBREVIATION, _TO_YOU, lambda _: "to", "2"),
        Form(Kind.ABBREVIATION, _TOO, lambda _: "too", "2"),
        Form(Kind.ABBREVIATION, _BE, lambda _: "be", "b"),
        Form(Kind.ABBREVIATION, _SEE, lambda _: "see", "[cC]"),
        Form(Kind.ABBREVIATION, _YOU, _you, "[uU]"),
        Form(Kind.ABBREVIATION, _ARE, lambda _: "are", "r"),
    )


def _earlier(match: re.Match[str]) -> str | None:
    """Before, where b4 is no square of a chessboard."""
    return None if word_before(match).lower() in _BEFORE_SQUARES else "before"


def _you(match: re.Match[str]) -> str | None:
    if match.group() == "U":
        return "You"
    before, after = word_before(match).lower(), word_after(match)
    if match.string.startswith(" &", match.end()):
        return "you"
    if len(after) > 1 and after.isupper():  # FROM users u JOIN
        return None
    if before in _NOT_YOU or not (before.isalpha() or after.islower()):
        return None
    return "you"
