"""Keeps what mathematics writes above and below a letter: x̄, p̂, eˣ, xᵢ.

A bar, a hat, a tilde or a dot over a letter that stands alone becomes a sign behind it; a raised
letter a power, a lowered one an index.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from arqon_sidecar.text.grammar.rules import Rule

__all__ = ["ACCENTS", "MATHEMATICAL"]

ACCENTS: Final = {"¯": "bar", "‸": "hat", "˜": "tilde", "˙": "dot"}
"""The sign behind a letter, and what is said for it."""
_SIGN_OF = {
    "\u0304": "¯", "\u0305": "¯", "\u0302": "‸", "\u0303": "˜", "\u0307": "˙",
}  # fmt: skip
_ALONE = r"(?<![^\W_])(?<!['’-])"
_COMPARED = re.compile(r"\s?(?:[=≈≤≥±∼∈]|[<>][\s\d=])")
_MARKED = re.compile(rf"{_ALONE}[A-Za-zα-ω][{''.join(_SIGN_OF)}](?![\w\u0300-\u036f'’-])")
_WITH_ACCENT = re.compile(rf"{_ALONE}[\u00c0-\u024f\u1e00-\u1eff](?={_COMPARED.pattern})")


def _letters(decomposition: str) -> str:
    """The raised or lowered letters of Latin and of mathematics' Greek."""
    signs = map(chr, (*range(0x1D2C, 0x1D6B), 0x02B0, 0x02B2, *range(0x02E1, 0x02E4),
                      0x2071, *range(0x207F, 0x2080), *range(0x2090, 0x209D), 0x2C7C))  # fmt: skip
    return "".join(s for s in signs if unicodedata.decomposition(s).startswith(decomposition))


_RAISED, _LOWERED = _letters("<super>"), _letters("<sub>")
_POWER = re.compile(rf"(?<=(?<![^\W\d_])[A-Za-z\d)])(?![ᵃᵉᵒᵈ])⁻?[{_RAISED}](?![{_RAISED}\w])")
"""No ordinal of Spanish or French: 2ᵃ, 2ᵉ."""
_INDEX = re.compile(rf"(?<=(?<![a-zA-Zα-ω])[A-Za-zα-ωΑ-Ω∑∏])[{_LOWERED}]{{1,3}}")


_LIMITS = re.compile(
    rf"(?P<sign>[∑∏∫])(?P<low>[₀-₉₌₊₋{_LOWERED}]{{1,12}})"
    rf"(?:(?P<high>[⁰¹²³⁴-⁹⁺⁻{_RAISED}]{{1,8}})|\^(?P<typed>\w|∞))?"
)
"""What stands below and above a sum or an integral."""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _marked(match: re.Match[str]) -> str | None:
    """An accent that writes a letter of some language composes; these do only beside a sign."""
    marked = match.group()
    composed = len(unicodedata.normalize("NFC", marked)) == 1
    if composed and not _COMPARED.match(match.string, match.end()):
        return None
    return marked[0] + _SIGN_OF[marked[1]]


def _with_accent(match: re.Match[str]) -> str | None:
    parts = unicodedata.normalize("NFD", match.group())
    sign = _SIGN_OF.get(parts[1:])
    return parts[0] + sign if sign else None


def _limits(match: re.Match[str]) -> str | None:
    """As `formulas` writes those of TeX; an index alone is one of a letter."""
    if not (match["high"] or match["typed"] or "₌" in match["low"]):
        return None
    high = match["typed"] or _plain(match["high"] or "")
    return f"{match['sign']} ({_plain(match['low'])}{f' → {high}' if high else ''}) "


MATHEMATICAL: Final = (
    Rule(_LIMITS, _limits),
    Rule(_MARKED, _marked),
    Rule(_WITH_ACCENT, _with_accent),
    Rule(_POWER, lambda match: "^" + _plain(match.group())),
    Rule(_INDEX, lambda match: "".join(f"_{_plain(letter)}" for letter in match.group())),
)
