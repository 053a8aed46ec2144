"""Whether the point of a short form ends its sentence, too."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.vocabulary import words

__all__ = ["STARTERS", "ends_sentence", "point"]

STARTERS = words(
    "A After All Also Although Am An And Another Any Are As Ask At Be Because Before Both But By "
    "Call Can Check Come Could Did Do Does Each Even Every Everyone Everything Finally For From "
    "Get Give Go Has Have He Her Here Hers His How However I If In Is It Its Just Keep Let Lets "
    "Look Make Many Maybe Meanwhile More Most My Never New No Nobody None Nor Not Nothing Now Of "
    "On Once One Only Open Or Our Over Pay Perhaps Please Put Read See Send She Should Since So "
    "Some Someone Something Sometimes Soon Still Such Take Tell Thank Thanks That The Their Then "
    "There These They This Those Though Thus To Today Tomorrow Too Try Turn Under Unless Until "
    "Use Very Wait Was We Well Were What When Where Whether Which While Who Whose Why Will With "
    "Would Yes Yesterday Yet You Your"
)
_NO_STARTERS = words(
    "N S E W NE NW SE SW Mon Tue Tues Wed Thu Thur Thurs Fri Jan Feb Mar Apr Jun Jul Aug Sep "
    "Sept Oct Nov Dec"
)
"""Short like what they stand behind: "appt. Wed 10:30", "2 mi. N"."""
_SENTENCE_END = re.compile(r"""["”')\]]*\s*(?:$|\n)""")
_NEXT_WORD = re.compile(r"""["”')\]]*\s+["“'(\[]*([^\W\d_][\w']*)""")


def ends_sentence(text: str, end: int, *, any_capital: bool = False) -> bool:
    """Whether a sentence ends before `end`, which is behind an abbreviation's point.

    It does at the end of a paragraph and before a word that begins sentences; with `any_capital`
    before every word with a capital letter.
    """
    if _SENTENCE_END.match(text, end):
        return True
    following = _NEXT_WORD.match(text, end)
    if not following:
        return False
    word = following[1].partition("'")[0]
    if word in STARTERS:
        return True
    # A short name in brackets goes on: 7 p.m. (EST), pool hrs. (Sat.–Sun.).
    short = word.isupper() or text[following.end(1) :][:1] in (".", "–", "-")
    named = (short and text[following.start(1) - 1] == "(") or word in _NO_STARTERS
    return any_capital and word[0].isupper() and not named


def point(match: re.Match[str], *, any_capital: bool = False) -> str:
    """The point of an abbreviation, if it ends the sentence, too."""
    if not match.group().endswith("."):
        return ""
    return "." * ends_sentence(match.string, match.end(), any_capital=any_capital)
