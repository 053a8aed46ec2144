"""Short forms that stand for one of two words, told by what is beside them: dist., div., inc."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_after, word_before
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["by_place"]

_CLOSED = re.compile(r"[)\],;?!]|\s?$")
"""Behind "tax incl.", where nothing follows that is included."""
_SUM = re.compile(r":?\s[$€£]\d")
_COUNTED = words("pkg pkt blk")
_MANY = re.compile(r"(?:\d\d|[02-9]) \Z")
"""In front of what is then many: 2 pkg. of yeast."""
_BEHIND = {
    "inc": (
        "including",
        words(
            "tax taxes VAT GST fees shipping delivery postage breakfast tip tips service batteries"
        ),
    ),
    "dist": ("distance", words("to from of between")),
    "est": ("estimate", words("of is was for")),
    "min": ("minute", words("to late early ago")),
    "reg": ("regional", words("mgr manager dir director VP Mgr Manager Dir Director")),
    "exc": ("excellent", words("cond condition shape")),
    "req": ("requirement", words("for of is was to")),
    "rec": ("recreation", words("room league center hall sports area field department")),
    "assoc": ("Associated", words("Press")),
    "div": ("dividend", words("yield yields yld payment payments payout")),
}
"""Another word, where one of these stands behind."""
_BEFORE = {
    "avail": ("avail", words("no little any small will would not to")),
    "est": ("estimates", words("free")),
    "req": ("request", words("the this a each every your my upon on by")),
    "exec": ("executive", words("acct. account chief sales")),
    "chg": ("change", words("oil filter fluid % pct. net price name addr. no")),
    "approx": ("approximate", words("the an this its")),
    "inc": ("income", words("net gross operating taxable op.")),
    "gen": ("generation", words("next current last new previous first second third 1st 2nd 3rd")),
    "div": ("dividend", words("qtr. quarterly annual cash special interim")),
}
"""Another word, where one of these stands before."""


def by_place(match: re.Match[str], word: str, said: str) -> str:
    """The word for a short form here; `said` where nothing beside it says otherwise."""
    if word == "div" and _SUM.match(match.string, match.end()):
        return "dividend"
    if word == "assoc" and match["word"].istitle() and _CLOSED.match(match.string, match.end()):
        return "Association"
    if word in _COUNTED and _MANY.search(back(match)):
        return f"{said}s"
    behind, before = _BEHIND.get(word), _BEFORE.get(word)
    if behind and word_after(match) in behind[1]:
        return behind[0]
    if before and word_before(match).lower() in before[1]:
        return before[0]
    if word in ("incl", "excl") and _CLOSED.match(match.string, match.end()):
        return f"{said[:-3]}ed"
    return said
