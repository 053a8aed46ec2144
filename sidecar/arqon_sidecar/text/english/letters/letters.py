"""Letters that are said by their names."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.marks import LETTER_A

__all__ = ["MAY_BE_SPELLED", "in_pieces", "spelled"]

MAY_BE_SPELLED = words(
    "api aws cd cli cmd cpp cpu cs css csv db dll dns docx dvd etc exe fm ftp gb gif gpu hdmi hp "
    "hr html http https id ip iso js jpg jsx kg ls mb md mp mv ng npm os pc pdf php pid png ppt "
    "pptx pr ps py qa rb rm rs sdk sh sql src ssd ssh ssl svg tcp tls ts tsx tv txt udp ui uk url "
    "us usb usr utf uuid ux vm vpn wav www xls xlsx xml yml zsh"
)
"""Short names in addresses, paths and code whose letters are said, in any case."""
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+|\d+")


def spelled(letters: str) -> str:
    """Letters by their names, with points between them; the letter A is told from the article."""
    upper = letters.upper()
    return LETTER_A if upper == "A" else ".".join(upper)


def in_pieces(text: str, numbers: Numbers, *, spell: int = 3) -> str:
    """A name of letters and digits, in the pieces in which it is said: "B a 2490", "max Retries".

    Up to `spell` capitals in a row are letters, and so are known short names.
    """
    return " ".join(_piece(piece, numbers, spell) for piece in _PIECE.findall(text))


def _piece(piece: str, numbers: Numbers, spell: int) -> str:
    if piece.isdecimal():
        return numbers.name(piece)
    letters = piece.isupper() and len(piece) <= spell
    return spelled(piece) if letters or piece.lower() in MAY_BE_SPELLED else piece
