"""A text that a command is given, or reads from standard input."""

from __future__ import annotations

import sys

__all__ = ["text_or_input"]


def text_or_input(text: str) -> str:
    """The text itself; all of standard input where it is '-', whatever its bytes are.

    To be called before `Leaving` takes the signals over: they end a command that waits for input.
    """
    if text != "-":
        return text
    return sys.stdin.buffer.read().decode(errors="replace") if sys.stdin else ""
