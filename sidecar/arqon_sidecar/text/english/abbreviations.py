"""Abbreviations: what is said for them, and whether their point ends the sentence, too."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import (
    back,
    ends_sentence,
    point,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.shortenings import BEFORE_NOUNS, BEFORE_NUMBERS, DOTTED
from arqon_sidecar.text.english.vocabulary import BEGIN_SENTENCES, words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["abbreviation_forms"]

_GLUED = re.compile(rf"(?<=[a-z]{{2}})\.(?=[A-Z][a-z]|(?:{'|'.join(sorted(BEGIN_SENTENCES))})\s)")
_NUMBERED = re.compile(
    r"(?<![\w.'/-])(?P<word>[A-Za-z]{1,6})\.\s?"
    r"(?=#?(?:[A-Z]{0,3}-?\d|[$€£~<>]\s?\d|(?!I\b)[IVX]+\b|[ivx]{2,6}\b|(?<=p\. )[ivx]\b))"
)
_NO = re.compile(r"(?<![\w.'-])No\s(?=\d)")
_DOTTED = re.compile(r"(?<![\w.'/-])(?P<word>[A-Za-z]{2,7})\.(?!\w)")
_SHORTENED = re.compile(
    r"(?<![\w'-])(?P<word>[A-Za-z]{2,5}'(?:[lnty]|(?<=[^aeiouy]')d|ts|ns))(?![\w'])"
)
_PLAIN = re.compile(
    r"(?<![\w.'/-])(?P<word>vs|[Aa]vg(?=:|\s\w)|[Aa]pt|Ave|Blvd|approx|tbsp|tsp|hrs|mins|[Qq]ty|etc"
    r"|(?:[Hh]wy|[Rr]te|Rm)(?=\s\d)|(?<=\d )hwy|(?:Ste|STE)(?=\s#?(?:\d|[A-Z]\b))|(?<=\d )pct"
    r"|[Dd]ept|DEPT|[Gg]ovt|GOVT)(?![\w.'-])"
)
_NEAR_ADDRESS = re.compile(r"\w+(?: #?[A-Z]?\d| [NSEW]\b)")
_LATIN = re.compile(
    r"(?<!\w)(?P<word>e\.\s?g|i\.\s?e|eg|ie)\.(?=[a-z]{2}|\W|$),?|(?<!\w)(?P<bare>e\.g|i\.e)(?!\w)",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"(?<![\w/])(?P<word>w/in|w/out|w/o|w/|b/c|c/o|n/a|N/A|and/or|W/O|W/|I/O|A/C|P/E)(?P<gap>\s?)(?=[\s\w.,;:!?)]|$)"
)
_CASE = re.compile(r"(?<=[a-z] )vs?\.?(?=\s[A-Z])")
_SLASHED_WORDS = {
    "w/o": "without", "w/": "with", "w/in": "within", "w/out": "without", "b/c": "because",
    "c/o": "care of", "n/a": "N.A",
    "and/or": "and or", "i/o": "I.O", "a/c": "A.C", "p/e": "P.E",
}  # fmt: skip
_SAID = re.compile(
    r"\b(?:said|say|says|saying|replied|answered|oh|told|means?|but|that's|it's)[,:]? \"?$",
    re.IGNORECASE,
)
"""What stands before "no" as an answer."""
_CLOSED = re.compile(r"[)\],;]|\s?$")
"""Behind "tax incl.", where nothing follows that is included."""
_IS = re.compile(r"\b(?:is|was|be|just) $")
_VERB_BEHIND = re.compile(r"\s(?:is|are|was|were|will|can|would|has|have|seems?)\b")
_NUMBER_FIRST = re.compile(r"#?[\d,.]+")
_DECIMAL = re.compile(r"\d+\.\d")
_WORD = re.compile(r"\s([a-z]+)")
_COUNTED = words(
    "second seconds minute minutes hour hours day days week weeks month months year years people "
    "men women children kids percent times miles of more others am pm min"
)
_ALSO_LAST = words("no sec min art app tab lot cat par ex col")
"""Words or names, too, which may end a sentence before "5 of us came"."""
_BEFORE_COUNTS = words("p pp approx max min")
"""These stand before what is counted: approx. 5 minutes."""
_NEVER_LAST = words(
    "incl excl esp approx avg vs intl natl asst assoc orig attn viz cf est acct accts "
    "dept govt mgr bldg pkg ea"
)
"""No sentence ends with them, whatever follows."""
_NAME_BEFORE = re.compile(r"(?<!\w)[A-Z][A-Za-z]+ $")
_TO_SEE = re.compile(r"\b(?:See|Cf|Read|In|And)\.? $")
_BEHIND_ORDINAL = re.compile(r"(?<=\d(?:st|nd|rd|th) )(?P<word>ed|c|cent|min)\.(?!\w)")
_BEHIND_ORDINALS = {"ed": "edition", "c": "century", "cent": "century", "min": "minute"}
_PERIOD = re.compile(r"\b(?:a|one|just a|this|per|the|last|half a) $", re.IGNORECASE)


def abbreviation_forms() -> tuple[Form, ...]:
    """Fig. 3, no. 7, approx. 20, incl. tax, e.g. this, w/o, vs.; a point without its space."""
    return (
        Form(Kind.SIGN, _GLUED, lambda _: ". ", r"\."),
        Form(Kind.ABBREVIATION, _LATIN, _latin, "[eEiI]"),
        Form(Kind.ABBREVIATION, _SLASHED, _slashed, "[wWbcnNaAIP]"),
        Form(Kind.ABBREVIATION, _CASE, lambda _: "versus", "v"),
        Form(Kind.ABBREVIATION, _NO, _number, "N"),
        Form(Kind.ABBREVIATION, _NUMBERED, _numbered, "[A-Za-z]"),
        Form(
            Kind.ABBREVIATION,
            _BEHIND_ORDINAL,
            lambda m: _BEHIND_ORDINALS[m["word"]] + point(m),
            "[ecm]",
        ),
        Form(Kind.ABBREVIATION, _DOTTED, _dotted, "[A-Za-z]"),
        Form(Kind.ABBREVIATION, _SHORTENED, _shortened, "[A-Za-z]"),
        Form(Kind.ABBREVIATION, _PLAIN, _plain, "[vAaBthmqeQHRrpdDgGS]"),
    )


def _latin(match: re.Match[str]) -> str | None:
    """Said as the words that they stand for; IE with capitals is a browser."""
    written = match["word"] or match["bare"]
    if written.isupper() or (
        written in ("Ie", "Eg", "ie", "eg") and ends_sentence(match.string, match.end())
    ):
        return None
    comma = "," if match.group().endswith(",") else ""
    return ("for example" if written[0] in "eE" else "that is") + comma


def _slashed(match: re.Match[str]) -> str:
    return _SLASHED_WORDS[match["word"].lower()] + match["gap"]


def _number(match: re.Match[str]) -> str | None:
    """No 7, but "No 2 people are alike"."""
    return None if not word_before(match) or _counts(match, any_noun=True) else "number "


def _numbered(match: re.Match[str]) -> str | None:
    """Fig. 3, but "I met Ed. 5 minutes ago", "I said no. 5 minutes later"."""
    word, before = match["word"].lower(), back(match)
    said = BEFORE_NUMBERS.get(word)
    if not said or (_counts(match, any_noun=word == "no") and word not in _BEFORE_COUNTS):
        return None
    if word == "est" and not match.string[match.end()].isalnum():
        return "estimated "
    if word == "v" and _is_version(match, before):
        return "version "
    if word == "cat" and not (match["word"] == "Cat" and match.string[match.end()] in "12345"):
        return None
    if match["word"] == "no" and (_SAID.search(before) or _is_answer(match, before)):
        return None
    if word in ("sec", "min") and _PERIOD.search(before):
        return None
    return said + " "


def _is_version(match: re.Match[str], before: str) -> bool:
    """GPL v. 3, v. 2.0; but "see v. 16"."""
    named = _NAME_BEFORE.search(before) and not _TO_SEE.search(before)
    return bool(named or _DECIMAL.match(match.string, match.end()))


def _is_answer(match: re.Match[str], before: str) -> bool:
    """My answer is no. 10 is too many."""
    number = _NUMBER_FIRST.match(match.string, match.end())
    behind = number and _VERB_BEHIND.match(match.string, number.end())
    return bool(_IS.search(before) and behind)


def _counts(match: re.Match[str], *, any_noun: bool) -> bool:
    """Whether the number behind the match counts what follows it: the sentence ended before it."""
    number = _NUMBER_FIRST.match(match.string, match.end())
    following = number and _WORD.match(match.string, number.end())
    if not following:
        return False
    word = following[1]
    plural = len(word) > 3 and word.endswith("s") and word not in ("this", "plus", "was", "has")
    if word == "of" and (match.groupdict().get("word") or "no").lower() not in _ALSO_LAST:
        return False
    return word in _COUNTED or (any_noun and plural)


def _dotted(match: re.Match[str]) -> str | None:
    word = match["word"].lower()
    said = DOTTED.get(word)
    if not said or (match["word"][:2].isupper() and not match["word"].isupper()):  # HRs
        return None
    if word == "dist" and word_after(match) in ("to", "from", "of", "between"):
        return "distance"
    if word == "est" and word_after(match) in ("of", "is", "was", "for"):
        return "estimate"
    if word == "approx" and word_before(match).lower() in ("the", "an", "this", "its"):
        said = "approximate"
    if word in ("incl", "excl") and _CLOSED.match(match.string, match.end()):
        said = f"{said[:-3]}ed"
    capital = word not in _NEVER_LAST
    ends = ends_sentence(match.string, match.end(), any_capital=capital)
    if word in BEFORE_NOUNS and (
        ends or not word_after(match).islower() or match["word"].isupper()
    ):
        return None
    return said + "." * ends


def _shortened(match: re.Match[str]) -> str | None:
    """Int'l, gov't, cont'd: as with a point, whatever stands for what is left out."""
    word = match["word"].replace("'", "")
    said = DOTTED.get(word.lower())
    return said.capitalize() if said and word[0].isupper() else said


def _plain(match: re.Match[str]) -> str | None:
    word = match["word"].lower()
    if word in ("apt", "ave", "blvd") and not _NEAR_ADDRESS.search(match.string, match.start()):
        return None
    return DOTTED.get(word) or BEFORE_NUMBERS[word]
