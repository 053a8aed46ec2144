"""Text from outside, made safe to draw: one line, and no control over the terminal."""

from __future__ import annotations

__all__ = ["plain", "shortened"]

# Control characters as their visible pictures; what changes the reading direction or breaks a
# line becomes a replacement mark, so that a text cannot pretend to be another.
_VISIBLE = (
    {code: 0x2400 + code for code in range(0x20)}
    | {0x7F: 0x2421}
    | dict.fromkeys([*range(0x80, 0xA0), 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF], 0xFFFD)
    | dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)
    | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
)


def plain(text: str) -> str:
    """The text with nothing in it that a terminal would act on."""
    return text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)


def shortened(text: str, length: int) -> str:
    """The text in at most `length` characters, its end left out if it is longer."""
    return text if len(text) <= length else f"{text[: max(0, length - 1)]}…"
