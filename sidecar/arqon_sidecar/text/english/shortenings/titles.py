"""What stands beside names: Dr. Smith, Baker St., 123 Main St. Apt. 4B, J. R. R. Tolkien."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import STARTERS, ends_sentence
from arqon_sidecar.text.english.shortenings.shortenings import BEFORE_NAMES, BEHIND_NAMES
from arqon_sidecar.text.english.shortenings.typed_streets import typed_street_form
from arqon_sidecar.text.english.vocabulary import BEGIN_SENTENCES, words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["title_forms"]

_BEFORE = re.compile(
    rf"(?<![\w.'-])(?P<word>{'|'.join(BEFORE_NAMES)})(?P<dot>\.)?(?=[\s,;)])", re.IGNORECASE
)
_BEHIND = re.compile(
    rf"(?<![\w.'-])(?P<word>{'|'.join(BEHIND_NAMES)})(?P<dot>\.)?(?![\w'.-])", re.IGNORECASE
)
_NAME = re.compile(r"\s(?:[A-Z]|1st [CLS])")
_PART = re.compile(r"\s(?:[IVX]{1,4}(?![\w'])|[A-H](?=[:,;.)]|$))")
"""Behind Pt., a part and no point of land: Pt. II."""
_LETTER = re.compile(r"\s[A-Z](?![\w'.])")
"""Of a suite, and no name: Ste. B."""
_LOWER_NAME = re.compile(r"\s[a-z]")
_CAPITAL_BEFORE = re.compile(
    r"(?:(?<!\w)[A-Z][\w'-]*|\b(?:[JS]r|Mfg|Mkt|Bros|Ins|Elec)\.|\d(?:st|nd|rd|th|ST|ND|RD|TH)|&),?\s$"
)
_ORDINAL_BEFORE = re.compile(r"\d(?:st|nd|rd|th)\s$")
_HOUSE = re.compile(
    r"(?<![\w.])\d{1,5}[A-Za-d]?\s(?:[NSEW]\.?\s)?(?:[A-Z][\w']*\s|\d+(?:st|nd|rd|th)\s){1,3}$"
)
_PARTS = re.compile(
    r",?\s(?:Apt|Suite|Ste|Unit|Floor|Fl|Room|Rm|Bldg|No|and|in|near|at|on|to|is|[NS][EW])\b|,|;|\?|!|\)"
)
_ADDRESS = re.compile(
    r"(?<![\w.,$/-])(?P<number>\d{2,5})(?P<letter>[A-Za-d])?(?=\s(?:[NSEW]\.?\s)?"
    r"(?:(?:[A-Z][a-z']+|\d{1,3}(?:st|nd|rd|th))\s){1,3}"
    r"(?:St|Ave|Av|Rd|Blvd|Ln|Dr|Hwy|Sq|Ct|Pl|Pkwy|Street|Avenue|Road|Boulevard|Lane|Drive|Way"
    r"|Highway|Square|Court|Place|Circle|Terrace|Parkway)\b|\sHwy\b|\sBroadway\b)"
)
_STREET_BEHIND = re.compile(r"\s(?:St|Ave|Blvd|Rd|Dr|Way|Pkwy|Hwy|Street|Avenue|Drive)\b")
_SECRETARY = re.compile(r"(?<![\w.'-])Sec\.(?=\sof\s(?:the\s)?[A-Z][a-z])")
_INITIALS = re.compile(
    r"(?<![\w.'])(?P<initials>(?:[A-Z]\.\s){1,4}|[A-Z]\.)(?!(?:Tech|Ed|Sc|Phil|Eng)\b)(?=[A-Z][a-z'])"
)
_RANK = re.compile(r"\b(?:Lt|Maj|Brig|Vice|Rear|Staff|Master|Atty|Deputy|Asst)\.? \Z")
"""In front of another rank, which then stands without a name: a Lt. Col. in the army."""
_ZONE_BEFORE = re.compile(r"(?:\d|[AaPp]\.?[Mm]\.?) \Z")
"""In front of a zone of time, and no mountain or point: 9 p.m. PT."""
_PLACES = words("st dr ave av rd blvd ln hwy sq ct pl pkwy ter cir expy fwy tpke")
_STREETS = words("wall main fleet bourbon beale baker oxford bond regent canal broad market")
"""Streets and no saints, also with a name behind: Wall St. Journal."""
_UNDOTTED = words("mr mrs ms dr st prof mt mx")


def title_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A place or a firm behind its name, a title in front of one, house numbers, initials."""

    def address(match: re.Match[str]) -> str:
        letter = f" {match['letter']}" if match["letter"] else ""
        return numbers.name(match["number"]) + letter

    return (
        Form(Kind.ADDRESS, _ADDRESS, address),
        typed_street_form(),
        Form(Kind.ABBREVIATION, _SECRETARY, lambda _: "Secretary", "S"),
        Form(Kind.ABBREVIATION, _BEHIND, _behind, "[A-Za-z]"),
        Form(Kind.ABBREVIATION, _BEFORE, _before, "[A-Za-z]"),
        Form(Kind.INITIALISM, _INITIALS, _initials, "[A-Z]"),
    )


def _behind(match: re.Match[str]) -> str | None:
    """A street, a firm or a son, where a name stands in front; before a name "St." is a saint."""
    word, before = match["word"].lower(), back(match)
    if not (match["word"][0].isupper() and _CAPITAL_BEFORE.search(before)):
        return None
    last = before.split()[-1].strip("\"'(“,").lower()
    begins = word in BEFORE_NAMES and before.split()[-1] in STARTERS
    zone = match["word"] == "CT" and _ZONE_BEFORE.search(before)
    if match["word"] == "CO" or last in BEGIN_SENTENCES or begins or zone:
        return None
    following = match.string[match.end() : match.end() + 12]
    ends = ends_sentence(match.string, match.end())
    if word in ("jr", "sr") and _STREET_BEHIND.match(match.string, match.end()):
        return BEHIND_NAMES[word]
    if word in BEFORE_NAMES and word != "sr" and before.rstrip().endswith(","):
        return None
    if word in BEFORE_NAMES and not ends:
        named = _NAME.match(following) and not _PARTS.match(match.string, match.end())
        sure = last in _STREETS or _HOUSE.search(before) or _ORDINAL_BEFORE.search(before)
        if named and not (word in _PLACES and sure):
            return None
        if not match["dot"] and following[:1].isalnum():
            return None
    if not (match["dot"] or ends or word in _PLACES or _PARTS.match(match.string, match.end())):
        return None
    if word == "co" and not match["dot"]:
        return None
    dotted = match["dot"] and ends
    return BEHIND_NAMES[word] + "." * bool(dotted)


def _before(match: re.Match[str]) -> str | None:
    word, dotted = match["word"].lower(), bool(match["dot"])
    if not dotted and (word not in _UNDOTTED or not match["word"][0].isupper()):
        return None
    if match["word"] in ("PT", "MT") and _ZONE_BEFORE.search(back(match)):
        return None
    if dotted and match["word"].istitle() and _RANK.search(back(match)):
        return BEFORE_NAMES[word] + "." * ends_sentence(match.string, match.end())
    named = _NAME.match(match.string, match.end())
    numbered = {"ste": _LETTER, "pt": _PART}.get(word)
    if numbered and numbered.match(match.string, match.end()):
        return None
    article = word_before(match).lower() in ("a", "my", "your", "his", "her", "our", "their")
    if word == "dr" and dotted and article and ends_sentence(match.string, match.end()):
        return "doctor."
    if not named and match.string.startswith((" and ", " & "), match.end()) and dotted:
        return BEFORE_NAMES[word]
    if match["word"].islower():
        sure = word in ("mr", "mrs", "ms", "dr", "prof") and _LOWER_NAME.match(
            match.string, match.end()
        )
        counted = word == "reps" and word_before(match)[-1:].isdecimal()
        goes_on = named and not counted and not ends_sentence(match.string, match.end())
        return BEFORE_NAMES[word] if dotted and (goes_on or sure) else None
    if not named:
        return None
    all_capitals = match["word"].isupper() and len(word) > 1 and not dotted
    return None if all_capitals else BEFORE_NAMES[word]


def _initials(match: re.Match[str]) -> str | None:
    """J. K. Rowling, but "We use plan B. Then we rest."."""
    before = word_before(match)
    single = len(match["initials"].strip()) == 2
    if single and ends_sentence(match.string, match.start() + 2):
        return None
    if (
        single
        and before.islower()
        and before in ("plan", "vitamin", "part", "type", "point", "section")
    ):
        return None
    letters = [c for c in match["initials"] if c.isalpha()]
    return " ".join(letters) + " " * match["initials"].endswith(" ")
