"""Text of others, made fit to be shown here or sent on."""

from __future__ import annotations

__all__ = ["plain_words", "well_formed"]


def plain_words(text: object, limit: int = 200) -> str:
    """What another program says of itself, fit for one line of a terminal or a log.

    Control characters (escape sequences among them) and line breaks become spaces.
    """
    cleaned = "".join(c if c.isprintable() else " " for c in str(text)[: 4 * limit])
    line = " ".join(cleaned.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def well_formed(text: str) -> str:
    """`text` without lone surrogates, which no UTF-8 can carry."""
    return text.encode("utf-8", "replace").decode()
