"""Moves of chess: Nf3, Qxd5+, exd5, e8=Q, O-O, and the numbers in front of them: 2. Nf3."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["chess_forms"]

_PIECES = {"K": "king", "Q": "queen", "R": "rook", "B": "bishop", "N": "knight"}
_SQUARE = r"[a-h][1-8]"
_MOVE = (
    rf"(?P<piece>[KQRBN])?(?P<origin>[a-h]?[1-8]?)(?P<takes>x)?(?P<square>{_SQUARE})"
    r"(?:=?(?P<promoted>[QRBN]))?(?P<check>[+#])?(?P<mark>[!?]{1,2})?"
)
_CASTLES = r"O-O(?:-O)?|0-0-0"
_ANY = (
    rf"(?:[KQRBN][a-h]?[1-8]?x?{_SQUARE}|[a-h]x{_SQUARE}|{_SQUARE}|{_CASTLES})"
    r"(?:=?[QRBN])?[+#]?[!?]{0,2}(?![\w'-])"
)
_PLAYED = re.compile(rf"(?<![\w/'#@-])(?<![A-Za-z_]\.){_MOVE}(?![\w'/-]|\.\w)")
_CASTLED = re.compile(rf"(?<![\w/'-])(?<![A-Za-z_]\.)(?:{_CASTLES})(?P<check>[+#])?(?![\w'/-])")
_NUMBER = re.compile(rf"(?<![\w.,])(?P<number>\d{{1,3}})\.(?:\.\.|…)?\s?(?={_ANY})")
_SURE = re.compile(rf"(?<![\w./'-])(?:[KQRBN][a-h]?[1-8]?x?{_SQUARE}|[a-h]x{_SQUARE})(?!\w)")
"""What hardly anything but a move looks like."""
_ELEMENTS = words("Ba Be Bh Ra Rb Re Rf Rg Rh Na Nb Nd Ne Nh")
"""Of chemistry, with a charge behind: Ra2+."""
_SPOKEN_OF = re.compile(
    r"\b(?:chess|checkmate|mate|castl\w+|pawns?|knights?|bishops?|rooks?|queens?|sicilian|gambit"
    r"|white|black|endgame|moves?|openings?|defen[sc]e|variation|stockfish|blunder\w*|grandmaster|gm|elo)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"{_ANY} \Z|\b\d{{1,3}}\.(?:\.\.|…)?\s?\Z")
_BOTH = re.compile(rf"{_ANY} (?:\d{{1,3}}\.\s?)?{_ANY}")
_BEHIND = re.compile(rf" (?:\d{{1,3}}\.\s?)?{_ANY}")
_REACH = 60


def chess_forms(numbers: Numbers) -> tuple[Form, ...]:
    """The piece by its name, what it takes, the square, and whether it gives check."""

    def square(written: str) -> str:
        letters = (numbers.said(s) if s.isdecimal() else spelled(s) for s in written)
        return " ".join(letters)

    def played(match: re.Match[str]) -> str | None:
        if not (match["piece"] or match["takes"] or match["promoted"] or match["check"]):
            return None
        if match["check"] == "#" and not (match["piece"] or match["takes"] or match["promoted"]):
            return None
        called = f"{match['piece']}{match['square'][0]}"
        sure = match["takes"] and (match["piece"] or match["origin"])
        sure = sure or (match["check"] and match["piece"] and called not in _ELEMENTS)
        if not (sure or "=" in match.group() or _is_game(match)):
            return None
        said = [_PIECES[match["piece"]]] if match["piece"] else []
        said += [square(match["origin"])] if match["origin"] else []
        said += ["takes"] if match["takes"] else []
        said += [square(match["square"])]
        said += [f"equals {_PIECES[match['promoted']]}"] if match["promoted"] else []
        return " ".join(said) + _check(match) + (match["mark"] or "")[:1]

    def castled(match: re.Match[str]) -> str | None:
        if not _is_beside(match):
            return None
        long = match.group().count("-") > 1
        return f"castles {'queenside' if long else 'kingside'}{_check(match)}"

    return (
        Form(
            Kind.IDENTIFIER,
            _NUMBER,
            lambda m: f"{numbers.said(m['number'])}, " if _is_numbered(m) else None,
        ),
        Form(Kind.IDENTIFIER, _PLAYED, played, "[KQRBNa-h]"),
        Form(Kind.IDENTIFIER, _CASTLED, castled, "[O0]"),
    )


def _check(match: re.Match[str]) -> str:
    return {"+": " check", "#": " checkmate"}.get(match["check"] or "", "")


def _is_beside(match: re.Match[str]) -> bool:
    """Whether another move stands directly before or behind."""
    front = match.string[max(0, match.start() - 10) : match.start()]
    return bool(_BESIDE.search(front) or _BEHIND.match(match.string, match.end()))


def _is_numbered(match: re.Match[str]) -> bool:
    """Whether what stands behind the number is surely a move."""
    text, end = match.string, match.end()
    front = text[max(0, match.start() - 10) : match.start()]
    return bool(_SURE.match(text, end) or _BOTH.match(text, end) or _BESIDE.search(front))


def _is_game(match: re.Match[str]) -> bool:
    """Whether chess is spoken of near the move, or another move stands beside it."""
    start, end = max(0, match.start() - _REACH), match.end() + _REACH
    return _is_beside(match) or bool(_SPOKEN_OF.search(match.string, start, end))
