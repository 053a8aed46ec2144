"""Takes out faces and emoji that are typed in common characters: ;-), ^_^, :tada:, (╯°□°)╯."""

from __future__ import annotations

import re
from typing import Final

from arqon_sidecar.text.grammar.rules import put

__all__ = ["FACES"]

_ALONE = r"(?=[\s.!?,]|$)"
_EMOTICON = (
    r"(?<![\w:;])[:;]['-]?[()DPp](?!\w)"
    rf"|(?<!\S)(?:=[()DP]|[:;]['-]?[)(\]\[|/\\*OoSs3]|xD+|</3|-_+-|\^[_.-]?\^|[Tt][_.][Tt]|;_;"
    rf"|[oO][_.][oO]|>[_.]<){_ALONE}"
)
_NAME = (
    r"(?<![\w:]):(?:[+-]1|(?:[a-z]{2}|[a-z]{3}[a-z\d]{0,12})(?:[_-][a-z\d]{1,14}){0,6})"
    r":(?![\w:`])"
)
"""At the beginning of a line it may be a field: ":return: nothing"."""
_BEHIND_WORDS = rf"(?<=[\w.!?,)] ){_NAME}"
_BEFORE_A_SENTENCE = rf"^[^\S\n]*{_NAME}(?=[^\S\n]*(?:[:A-Z\d*]|$))"
_FACE = (
    r"(?<![\w(])[¯‾]?\\?_?\([^\w()\n]{0,4}[ツ°ᴥಠ◕ʘᵔ•][^\n()a-zA-Z\d]{0,8}\)"
    r"(?:[^\s\w()]|_){0,3}(?!\w)"
)
"""Made of signs between brackets."""

FACES: Final = (
    put(_FACE, ""),
    put(_EMOTICON, ""),
    put(rf"{_BEHIND_WORDS}|{_BEFORE_A_SENTENCE}", "", re.MULTILINE),
    put(r"[^\S\n]{3,}", " "),
)
