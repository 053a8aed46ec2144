"""Abbreviations: what is said for them, and whether their point ends the sentence, too."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_after, word_before
from arqon_sidecar.text.english.numbers.numbered import numbered_forms
from arqon_sidecar.text.english.sentence_ends import ends_sentence, point
from arqon_sidecar.text.english.shortenings.doubtful import by_place
from arqon_sidecar.text.english.shortenings.latin import latin_form
from arqon_sidecar.text.english.shortenings.shortenings import (
    BEFORE_NAMES,
    BEFORE_NOUNS,
    BEFORE_NUMBERS,
    DOTTED,
)
from arqon_sidecar.text.english.shortenings.slashed import slashed_forms
from arqon_sidecar.text.english.shortenings.undotted import undotted_form
from arqon_sidecar.text.english.vocabulary import BEGIN_SENTENCES, words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["abbreviation_forms"]

_GLUED = re.compile(
    rf"(?<=[a-z]{{2}})\.(?=[A-Z][a-z]|(?:{'|'.join(sorted(BEGIN_SENTENCES))})\s)"
    r"|(?:(?<=\s\d)|(?<=\s\d\d)|(?<=\s\d{3})|(?<=\s\d{4}))\.(?=[A-Z][a-z]+\s)|(?<=[A-Za-z][a-z])[?!](?=[A-Z][a-z]+\s)"
)
_DOTTED = re.compile(r"(?<![\w.'/-])(?P<word>[A-Za-z]{2,7})\.(?!\w)")
_COUNTED = words("oz lb lbs mo mos yd yds caps")
"""Behind numbers only where they are not in small letters: the Wizard of Oz."""
_LABELS = words("temp temps max min ref conf est dia bal rec")
_SUM = re.compile(r"\s[-−+]?[$€£]\d")
_CHAIN = re.compile(r"\s(?P<word>[A-Za-z]{2,6})\.(?!\w)")
_SHORTENED = re.compile(
    r"(?<![\w'-])(?P<word>[A-Za-z]{2,5}'(?:[lnty]|(?<=[^aeiouy]')d|ts|ns))(?P<of>'s)?(?![\w'])\.?"
)
_CASE = re.compile(
    r"(?:(?<=[a-z)] )|(?<=[A-Za-z]\. )|(?<=al\., ))vs?\.?(?=\s[A-Z])"
    r"|(?:(?<=[A-Z]{2} )|(?<=\.\d ))v\.(?=\s[A-Z])"
)
_NEVER_LAST = words(
    "incl excl esp approx avg vs intl natl asst assoc orig attn viz cf est acct accts "
    "exc mkt emer dept govt mgr engr dir secy bldg pkg ea nr avail"
)
"""No sentence ends with them, whatever follows."""
_LETTERED = words("apt ste bldg rm ext")
_LETTERS = re.compile(r"(?<=\bM[ai][nx]\.)\s[A-Z]{2,4}\s(?!is\b|was\b|said\b)")
"""What is at most or at least so much, by its letters: Max. MTU on Ethernet."""
_LETTER = re.compile(r"\s[A-Z](?![\w'])")
"""Of a house or a room: Apt. C, and no beginning of a sentence."""
_BEHIND_ORDINAL = re.compile(
    r"(?:(?<=\d(?:st|nd|rd|th) )|(?<=\b[23]d )(?=ed\b))(?:(?P<word>ed|c|cent|min|Amend|Bn|Inf"
    r"|Regt|Sqn|[Ff]l|inst|ult|prox)\.(?!\w)|[Ff]lr?(?![\w.'-]))"
)
_BEHIND_ORDINALS = {
    "ed": "edition", "c": "century", "cent": "century", "min": "minute", "Amend": "Amendment",
    "Bn": "battalion", "Inf": "infantry", "Regt": "regiment", "Sqn": "squadron", "fl": "floor",
    "Fl": "floor", "inst": "instant", "ult": "ultimo", "prox": "proximo",
}  # fmt: skip


def abbreviation_forms() -> tuple[Form, ...]:
    """Fig. 3, no. 7, approx. 20, incl. tax, e.g. this, w/o, vs.; a point without its space."""
    return (
        Form(Kind.SIGN, _GLUED, lambda m: f"{m.group()} ", "[.?!]"),
        latin_form(),
        *slashed_forms(),
        Form(Kind.ABBREVIATION, _CASE, lambda _: "versus", "v"),
        *numbered_forms(),
        Form(
            Kind.ABBREVIATION,
            _BEHIND_ORDINAL,
            lambda m: _BEHIND_ORDINALS[m["word"] or "fl"] + point(m),
            "[ecmABIRSfFiup]",
        ),
        Form(Kind.ABBREVIATION, _DOTTED, _dotted, "[A-Za-z]"),
        Form(Kind.ABBREVIATION, _SHORTENED, _shortened, "[A-Za-z]"),
        undotted_form(),
    )


def _dotted(match: re.Match[str]) -> str | None:
    word = match["word"].lower()
    said = DOTTED.get(word)
    if not said or (match["word"][:2].isupper() and not match["word"].isupper()):  # HRs
        return None
    counted = (word in _COUNTED and not match["word"].islower()) or word == "caps"
    counted = counted or (word == "hr" and match["word"].isupper())
    if counted and not word_before(match).isdecimal():
        return None
    placed = by_place(match, word, said)
    sure, said = placed != said, placed
    lettered = word in _LETTERED and _LETTER.match(match.string, match.end())
    capital = not (lettered or word in _NEVER_LAST or said == "including")
    ends = ends_sentence(match.string, match.end(), any_capital=capital)
    if _is_chain(match) or _LETTERS.match(match.string, match.end()):
        return said
    if (
        word in BEFORE_NOUNS
        and not sure
        and not (_is_label(match) or match.string.startswith((",", ";"), match.end()))
        and (ends or not word_after(match).islower() or match["word"].isupper())
    ):
        return None
    return said + "." * ends


def _is_label(match: re.Match[str]) -> bool:
    """Max.: 5, bal. $40."""
    behind = match.string.startswith(":", match.end()) or _SUM.match(match.string, match.end())
    return match["word"].lower() in _LABELS and bool(behind)


def _is_chain(match: re.Match[str]) -> bool:
    """Whether another short form follows, written alike: Conf. Rm. 3, exec. dir."""
    behind = _CHAIN.match(match.string, match.end())
    if not behind or behind["word"][0].isupper() is not match["word"][0].isupper():
        return False
    word = behind["word"].lower()
    return (word in DOTTED or word in BEFORE_NUMBERS) and word not in BEFORE_NAMES


def _shortened(match: re.Match[str]) -> str | None:
    """Int'l, gov't, cont'd: as with a point, whatever stands for what is left out."""
    word = match["word"].replace("'", "")
    said = DOTTED.get(word.lower())
    if not said:
        return None
    return (said.capitalize() if word[0].isupper() else said) + (match["of"] or point(match))
