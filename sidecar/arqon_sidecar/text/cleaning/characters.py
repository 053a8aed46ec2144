"""Characters made plain: no control characters, marks of one width, numbers out of circles."""

from __future__ import annotations

import re
import unicodedata

from arqon_sidecar.text.cleaning.commits import COMMITS
from arqon_sidecar.text.cleaning.formulas import FORMULAS
from arqon_sidecar.text.cleaning.mathematical import MATHEMATICAL
from arqon_sidecar.text.cleaning.notation import NOTATION
from arqon_sidecar.text.grammar.rules import Rule, put

__all__ = ["CHARACTERS"]

_LINE_ENDS = "\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_CONTROL = r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]"
_INVISIBLE = (
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd"
    "\ud800-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]|(?<![\u0900-\u0d7f])[\u200c\u200d]"
)
_FANCY = (
    "[\u2100-\u211f\u2160-\u217f\u2123-\u214f\u2460-\u24ff\u3380-\u33df\ufb00-\ufb06\uff03-\uff06"
    "\uff0a\uff0b\uff0d\uff0f-\uff19\uff1c-\uff1e\uff20-\uff3a\uff3f\uff41-\uff5a\uff5e\uffe0-\uffe6"
    "\U0001d400-\U0001d7ff\U0001f100-\U0001f189]+"
)
_CIRCLE = "[\u2460-\u249b]"
_WIDE = dict(zip("，。！？：；、।॥؟،؛۔（）", ",.!?:;,..?,;.()", strict=True))
"""Marks of other writings, which no space follows there."""
_ALIKE = dict(zip("‐‑﹣‒―⸺⸻﹘∕∶⋯‥", "---–————/:……", strict=True))
"""Marks that differ from common ones in width, in breaking lines or in name only."""


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group())


def _plain(match: re.Match[str]) -> str:
    """Full-width, mathematical and circled letters and digits as plain ones."""
    return unicodedata.normalize("NFKC", match.group())


def _circled(match: re.Match[str]) -> str:
    return str(int(unicodedata.numeric(match.group())))


def _in_circles(match: re.Match[str]) -> str:
    """Numbers in a row of circles are several."""
    behind = match.string[match.end() : match.end() + 1]
    numbers = " ".join(str(int(unicodedata.numeric(sign))) for sign in match.group())
    return numbers + " " * behind.isalnum()


def _fraction(match: re.Match[str]) -> str:
    start, text = match.start(), match.string
    gap = " " if start and text[start - 1].isdigit() else ""
    after = " " if text[match.end() : match.end() + 1].isalpha() else ""
    return gap + unicodedata.normalize("NFKC", match.group()) + after


def _narrow(match: re.Match[str]) -> str:
    mark = _WIDE[match.group()]
    return f" {mark}" if mark == "(" else f"{mark} "


CHARACTERS = (
    put(_LINE_ENDS, "\n"),
    put(_CONTROL, " "),
    put(_INVISIBLE, ""),
    put(r"[^\S\n]{9,}", "        "),
    Rule(re.compile(f"[{''.join(_ALIKE)}]"), lambda match: _ALIKE[match.group()]),
    *MATHEMATICAL,
    Rule(re.compile(r"[^\W\d_][\u0300-\u036f]{1,8}"), _composed),
    put("[\u0300-\u036f]+", ""),
    put("ⁿ", "^n"),
    put(r"(?:№|(?<!\w)N[º°](?=\s?\d))\s?", "No. "),
    Rule(re.compile("[\u2776-\u2793\u24eb-\u24f4\u24f5-\u24fe]"), _circled),
    Rule(re.compile(f"(?<!{_CIRCLE}){_CIRCLE}{{1,20}}(?!{_CIRCLE})"), _in_circles),
    Rule(re.compile(_FANCY), _plain),
    Rule(re.compile("[\u00bc-\u00be\u2150-\u215e]"), _fraction),
    Rule(re.compile(f"[{''.join(_WIDE)}]"), _narrow),
    COMMITS,
    *FORMULAS,
    *NOTATION,
)
"""What makes a text plain; none of the private use area is left but what these put in."""
