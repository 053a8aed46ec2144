"""Moves of chess as players say them: Nf3 is knight f three, Qxd5+ queen takes d five check."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["chess_forms"]

_MOVE = re.compile(
    r"(?<![\w.'-])(?:(?P<castles>O-O(?:-O)?)"
    r"|(?P<piece>[KQRBN])(?P<from>[a-h]|[1-8])?(?P<takes>x)?(?P<to>[a-h])(?P<row>[1-8])"
    r"|(?P<pawn>[a-h])(?P<takes2>x)(?P<to2>[a-h])(?P<row2>[1-8])"
    r"|(?P<to3>[a-h])(?P<row3>[1-8])(?==[QRBN]|[+#](?!\w)))"
    r"(?P<becomes>=[QRBN])?(?P<check>[+#])?(?![\w+-]|\.\w)"
)
_NEAR = re.compile(
    r"(?<!\w)(?:[KQRBN]?x?[a-h]x?[a-h]?[1-8]\s[KQRBN]?[a-h]?x?[a-h][1-8]|\d{1,2}\.{1,3}\s?(?:[KQRBN]?x?[a-h][1-8]|O-O)"
    r"|[KQRBN]x[a-h][1-8]|(?i:chess|check(?:mate|s)?|knights?|bishops?|rooks?|pawns?|queen|opening|gambit"
    r"|defen[cs]e|Sicilian|endgame|blunder\w*|stockfish|white|black|played))(?!\w)"
)
_REACH = 60
"""Characters on both sides in which chess is spoken of, where a move may be something else."""
_ELEMENTS = words("Ba Be Bh Ra Rb Re Rf Rg Rh Na Nb Nd Ne Nh")
"""Of chemistry, with a charge behind: Ra2+."""
_PIECES = {"K": "king", "Q": "queen", "R": "rook", "B": "bishop", "N": "knight"}
_CHECKS = {"+": " check", "#": " checkmate"}


def chess_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A move that takes is sure; others stand beside moves or words of the game."""

    def move(match: re.Match[str]) -> str | None:
        sure = match["takes"] or match["takes2"] or match["becomes"]
        called = f"{match['piece']}{match['to']}"
        sure = sure or (match["check"] and match["piece"] and called not in _ELEMENTS)
        start, end = max(0, match.start() - _REACH), match.end() + _REACH
        if not (sure or _NEAR.search(match.string, start, end)):
            return None
        return _said(match) + _CHECKS.get(match["check"] or "", "")

    def _said(match: re.Match[str]) -> str:
        if match["castles"]:
            return f"castles {'queenside' if len(match['castles']) > 3 else 'kingside'}"
        moves = match["piece"] and _PIECES[match["piece"]]
        origin = match["from"]
        if origin and origin.isdecimal():
            origin = numbers.said(origin)
        takes = "takes" if match["takes"] or match["takes2"] else ""
        column = match["to"] or match["to2"] or match["to3"]
        row = numbers.said(match["row"] or match["row2"] or match["row3"])
        becomes = f"equals {_PIECES[match['becomes'][1]]}" if match["becomes"] else ""
        parts = (moves, origin, match["pawn"], takes, column.upper(), row, becomes)
        return " ".join(filter(None, parts))

    return (Form(Kind.SERIAL, _MOVE, move, "[KQRBNOa-h]"),)
