"""Takes out what is there to be seen: emoji, ornaments; arrows become one of three."""

from __future__ import annotations

import regex

from arqon_sidecar.text.rules import Rule, put

__all__ = ["SIGHTS"]

_SPOKEN = "©®™°№℗℠⚠"
"""Symbols that are no ornament; what they say is the language's affair."""
_SIGHT = regex.compile(
    rf"[^\S\n]*(?:[[\p{{Extended_Pictographic}}\p{{So}}\p{{InArrows}}\p{{InSupplementalArrowsA}}"
    rf"\p{{InSupplementalArrowsB}}\p{{InMiscellaneousSymbolsAndArrows}}]--[{_SPOKEN}←→↔]]"
    r"[\p{Emoji_Modifier}\p{Mn}\p{Me}\u200d\ufe0f]*+[^\S\n]*)++",
    regex.VERSION1,
)
_MODIFIERS = "[\u20e3\ufe00-\ufe0f]"
_EMOTICON = r"(?<![\w:;])[:;]['-]?[()DPp](?!\w)"


def _nothing(match: regex.Match[str]) -> str:
    """A gap between words; nothing in front of a mark or at an end."""
    text, start, end = match.string, match.start(), match.end()
    between = (
        start > 0 and end < len(text) and text[start - 1] != "\n" and text[end] not in "\n.,;:!?)"
    )
    return " " if between else ""


SIGHTS = (
    put(_EMOTICON, ""),
    put(_MODIFIERS, ""),
    put(r"(?<=\s)(?:-{2,}|={2,})>(?=\s)", "→"),
    put("[^\\S\n]?[⇒➔➜➝➞➡⟶⟹→][^\\S\n]?", " → "),
    put("[^\\S\n]?[⇐⬅⟵⟸←][^\\S\n]?", " ← "),
    put("[^\\S\n]?[⇔⟷⟺↔][^\\S\n]?", " ↔ "),
    Rule(_SIGHT, _nothing),
)
"""In order. The emoji are those of Unicode's own properties, so that new ones are known, too."""
