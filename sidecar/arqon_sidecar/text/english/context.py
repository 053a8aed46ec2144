"""What stands beside a span, where it settles what the span is."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.vocabulary import words

__all__ = [
    "NOT_NOUNS",
    "back",
    "is_noun_after",
    "is_plural_after",
    "modifies",
    "unclosed",
    "word_after",
    "word_before",
]

_REACH = 48
"""Characters that are looked at before a span."""
_WORD_AFTER = re.compile(r"[ -]([^\W\d_](?:[\w'-]*\w)?)")
_LEFT_OUT = re.compile(r"'(?:\d\ds?|tils?|tis|twas|em|cause|n)\b")
"""An apostrophe, and no mark that a quotation begins with."""
NOT_NOUNS = words(
    "a about above across after again against ago ahead all almost along already also although am "
    "an and another any apart are around as at away back be because been before behind below "
    "beneath beside between beyond but by came can cash could deep did do does down during each "
    "early either else even ever every except extra far fell for from get gets go goes got had has "
    "have he hence her here high his how i if in inside instead into is it its just last late "
    "later left less like long lower makes may me might more most must my near nearly net next no "
    "north nor not now of off old on once one only onto or our out outside over own past per plus "
    "rose she short should since so some soon south still such tall than that the their them then "
    "there these they thick this those though through till times to today together tomorrow "
    "tonight too total toward towards twice under until up upfront upon us versus via was we went "
    "were what when where whether which while who why wide will with within without worth would "
    "yesterday yet you your east west daily weekly monthly yearly annually each apiece alone "
    "draws runs needs uses costs weighs takes holds lol lmao tho btw haha rn"
)
_SHORT_NOUNS = words(
    "TV TVs HDTV UHD QLED LCD LED OLED SSD HDD PC USB USB-C HDMI AC DC GPU CPU PSU GFCI"
)
_NOT_PLURALS = words("is was has as this its us his across always perhaps thus less")
_PLURALS = words("people men women children police feet mice teeth fish sheep")
_DETERMINERS = words(
    "a an the this that these those my your his her its our their another each every any some no "
    "single new old extra small big whole full about~"
)


def back(match: re.Match[str]) -> str:
    """What stands before the match on its line, as far as it can matter."""
    start = match.start()
    before = match.string[max(0, start - _REACH) : start]
    return before.rpartition("\n")[2]


def word_before(match: re.Match[str]) -> str:
    """The word before the match and its space, without marks at its front; "" if there is none."""
    before = back(match).rstrip("~#(")
    if not before.endswith(" "):
        return ""
    words = before.rsplit(None, 1)
    return words[-1].lstrip("([\"'“") if words else ""


def word_after(match: re.Match[str], end: int | None = None) -> str:
    """The word behind the match and one space or hyphen; "" if something else follows."""
    found = _WORD_AFTER.match(match.string, match.end() if end is None else end)
    return found[1] if found else ""


def is_noun_after(match: re.Match[str], end: int | None = None) -> bool:
    """Whether a word follows that may be a noun; names are none."""
    word = word_after(match, end).partition("'")[0]
    if word in _SHORT_NOUNS:
        return True
    return word.islower() and word not in NOT_NOUNS and not word.endswith(("ly", "ing", "ed"))


def is_plural_after(match: re.Match[str]) -> bool:
    """Whether what follows seems to be counted: "1,200 words"."""
    word = word_after(match)
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word in _PLURALS or (plural and word.islower() and word not in _NOT_PLURALS)


def modifies(match: re.Match[str]) -> bool:
    """Whether the match belongs to the noun behind it, as in "a $5 coffee", and stays singular."""
    return is_noun_after(match) and word_before(match).lower() in _DETERMINERS


def unclosed(match: re.Match[str], quote: str) -> bool:
    """Whether a quotation is open before the match, so that the next of these quotes closes it."""
    before = match.string[max(0, match.start() - 400) : match.start()]
    opened = [
        at
        for at, mark in enumerate(before)
        if mark == quote
        and before[at - 1 : at].strip() in ("", "(")
        and not _LEFT_OUT.match(before, at)
    ]
    return bool(opened) and quote not in before[opened[-1] + 1 :].replace(f"{quote}s", "s")
