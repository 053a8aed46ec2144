"""Text of others, made fit to be shown on a screen, written to a log or sent on.

This is the one place that decides what a terminal may be given.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["plain", "plain_words", "shortened", "well_formed", "without_userinfo"]

_JOINERS = "\u200c\u200d"
"""Scripts and emoji need them to be drawn right; they steer nothing."""

_USERINFO: Final = re.compile(r'(?<=://)[^/?#\s"]+(?=@)')


def plain(text: str) -> str:
    """The text with nothing in it that a terminal would act on, and as long as it was.

    Control characters become their visible pictures, other spaces a space. What changes the
    reading direction, breaks a line, is invisible or not a character becomes a replacement
    mark, so that a text cannot pretend to be another.
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def plain_words(text: object, limit: int = 200) -> str:
    """What another program says, on one line of at most `limit` characters.

    Line breaks and runs of spaces become one space.
    """
    return shortened(plain(" ".join(str(text)[: 4 * limit].split())), limit)


def shortened(text: str, length: int) -> str:
    """The text in at most `length` characters, its end left out if it is longer."""
    return text if len(text) <= length else f"{text[: max(0, length - 1)]}…"


def well_formed(text: str) -> str:
    """`text` without lone surrogates, which no UTF-8 can carry."""
    return text.encode("utf-8", "replace").decode()


def without_userinfo(text: str, mark: str = "…") -> str:
    """The text with `mark` in the place of the name and the password in each URL."""
    return _USERINFO.sub(mark, text) if "@" in text else text


def _visible(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    code = ord(character)
    if code < 0x20 or code == 0x7F:
        return chr(0x2400 + code if code < 0x20 else 0x2421)
    return " " if unicodedata.category(character) == "Zs" else "\N{REPLACEMENT CHARACTER}"
