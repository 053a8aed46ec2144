"""Pictures that stand for words: "I ♥ coffee", "a 5★ hotel". `sights` leaves no other ones."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_noun_after, word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["emoji_forms"]

_HEART = re.compile("♥")
_STAR = re.compile(r"\s?★")
_RATING = re.compile(r"(?P<full>✮{1,5})(?P<empty>✩{0,4})")
_ONE = re.compile(r"(?<![\d.,])1\Z")
_NOUN = re.compile(
    r"(?:^|[.!?] )(?:My|Our|Your|His|Her|Their|The|This|That|These|Those|All) "
    r"(?P<noun>[a-z]{2,20}) $"
)
"""A subject at the beginning of its sentence."""
_INITIALISM = re.compile(r"(?:^|[.!?] )(?!OMG|LOL|TY|TYSM|XO|YAY|OK|HI|BFF)[A-Z]{2,4} $")
_NAME = re.compile(r"(?:^|[.!?] )(?P<name>[A-Z][a-z]{1,20}) $")
_LOVED = re.compile(r" (?P<word>[^\W\d_]{2,30})(?: [^\W\d_]{2,30}){0,2}[.!]?(?:\s|\Z)(?!\S)")
"""Up to three words that end their sentence."""
_GREETINGS = words(
    "thanks thank thx love loves hugs hug kisses kiss congrats congratulations bye goodbye night "
    "goodnight morning evening hi hey hello cheers yes yep yeah no nope ok okay sorry please good "
    "great best dear welcome merry happy sweet cute nice wow yay aww same always forever perfect "
    "pretty lol omg haha true sure done well fine everything done home soon later ciao xoxo"
)
_NO_OBJECTS = words(
    "miss see love sleep have hope so you this that these can my we i it is are was and but or to "
    "for from with sweet good great happy thank thanks get take call talk come let please keep too "
    "always forever much more really very such what how when where who all just now today tonight "
    "tomorrow soon again xo xx xoxo"
)
_SUBJECTS = words("i we you they who people all")
_SINGULAR = words("he she it everyone everybody nobody someone")


def emoji_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A heart is a verb behind its subject; a star counts behind a number, or in its row."""

    def rating(match: re.Match[str]) -> str:
        """★★★★☆ is four out of five stars."""
        full, empty = len(match["full"]), len(match["empty"])
        behind = match.string[match.end() : match.end() + 2].strip()
        parts = "," * (behind.isalnum() and match.start() == 0)
        if is_noun_after(match) and match.start():
            return f"{numbers.cardinal(full)} star"
        of = f" out of {numbers.cardinal(full + empty)}" if empty else ""
        return f"{numbers.cardinal(full)}{of} star{'s' * (full + empty > 1)}{parts}"

    return (
        Form(Kind.SCORE, _RATING, rating, "✮"),
        Form(Kind.SIGN, _HEART, _heart, "♥"),
        Form(Kind.SIGN, _STAR, _star, r"[\s★]"),
    )


def _heart(match: re.Match[str]) -> str:
    subject = word_before(match).lower()
    if subject in _SUBJECTS:
        return "love"
    if subject in _SINGULAR:
        return "loves"
    if _is_between_names(match):
        return "loves"
    noun = _NOUN.search(back(match))
    if noun:
        return "love" if noun["noun"].endswith("s") else "loves"
    return "loves" if _INITIALISM.search(back(match)) else " "


def _is_between_names(match: re.Match[str]) -> bool:
    """Paris ♥ jazz, Tom ♥ Lisa; but "Thanks ♥ Bob", "Goodnight ♥ sleep well"."""
    subject = _NAME.search(back(match))
    loved = _LOVED.match(match.string, match.end())
    if not (subject and loved):
        return False
    first, name = loved["word"], subject["name"].lower()
    greeting = name in _GREETINGS or name.endswith(("ful", "ing", "ous", "ly", "ed", "est"))
    return not greeting and first.lower() not in _NO_OBJECTS


def _star(match: re.Match[str]) -> str | None:
    text, start = match.string, match.start()
    if not text[start - 1 : start].isdecimal():
        return None
    rated = is_noun_after(match) or word_after(match) == "rating"
    return " star" if rated or _ONE.search(text, max(0, start - 3), start) else " stars"
