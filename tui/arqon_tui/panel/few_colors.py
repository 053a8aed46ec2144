"""Terminals with few colours, or that want none: bold and reverse, in the terminal's own two.

The nearest of 16 colours to ours may be grey on grey, and which grey a terminal shows nobody
knows. What a terminal writes its own text in can always be read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

__all__ = ["FewColors", "contrast"]

_STANDS_OUT: Final = 1.7
"""A background that differs so much from the screen's is shown reversed."""


class FewColors(LineFilter):
    """Drops the colours; `ground` gives the background of the theme."""

    def __init__(self, ground: Callable[[], Color]) -> None:
        super().__init__()
        self._ground = ground

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments in the terminal's own colours."""
        ground = self._ground()
        return [
            Segment(text, _plain(style, ground) if style else style, control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _plain(style: Style, ground: Color) -> Style:
    behind = style.color if style.reverse else style.bgcolor
    stands_out = behind is not None and contrast(Color.from_rich_color(behind), ground)
    plain = Style(
        bold=style.bold or None,
        underline=style.underline or None,
        strike=style.strike or None,
        reverse=(stands_out > _STANDS_OUT if behind is not None else style.reverse) or None,
    )
    return plain + Style.from_meta(style.meta) if style.meta else plain


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in color.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
