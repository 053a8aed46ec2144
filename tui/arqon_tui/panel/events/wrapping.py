"""Breaking text by the cells that it takes on a screen."""

from __future__ import annotations

from rich.cells import chop_cells

__all__ = ["broken"]


def broken(text: str, first: int, other: int) -> list[str]:
    """The text in pieces of `first` and then `other` cells, at spaces where there are any.

    Joined, the pieces are the text.
    """
    pieces, width = [], max(first, 1)
    while text:
        begin = text[: 4 * width]
        # No piece at all is cut from accents that stand alone, and an empty one where none fits.
        piece = (chop_cells(begin, width) or [begin])[0] or text[0]
        if len(piece) < len(text) and (space := piece.rfind(" ") + 1) > len(piece) // 2:
            piece = piece[:space]
        pieces.append(piece)
        text, width = text[len(piece) :], max(other, 1)
    return pieces or [""]
