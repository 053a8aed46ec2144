"""Accents that Italians type as apostrophes: E' tardi, universita', but un po', va' via."""

from __future__ import annotations

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["typed_accent_forms"]

_CUT = "a|be|ca|co|da|de|di|fa|i|mo|ne|pie|po|sta|su|te|to|va|ve|vo"
"""Words that an apostrophe ends."""
_TYPED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\d‘])(?<!(?<!\w)')(?!(?i:{_CUT})['’])(?P<stem>(?:\p{{L}}{{1,6}}')?\p{{L}}{{0,20}})(?P<end>[aeiouAEIOU])['’]"
    r"(?![\p{L}\d'’])"
)
_QUOTED = regex.compile(r"(?<!\w)['‘]\w[^'’]{0,80}\Z")
"""A mark in front that the apostrophe closes."""
_REACH = 84
_ACCENTED = str.maketrans("aeiouAEIOU", "àèìòùÀÈÌÒÙ")


def typed_accent_forms() -> tuple[Form, ...]:
    """With the accent: espeak-ng stresses "perche'" in front."""

    def accented(match: regex.Match[str]) -> str | None:
        if _QUOTED.search(match.string, max(0, match.start() - _REACH), match.start()):
            return None
        if match["stem"].endswith("ch") and match["end"] == "e":
            return f"{match['stem']}é"
        return f"{match['stem']}{match['end'].translate(_ACCENTED)}"

    return (Form(Kind.ABBREVIATION, _TYPED, accented, r"\w"),)
