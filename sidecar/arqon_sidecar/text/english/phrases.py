"""Short forms that the words beside them tell: est. in 1901, (b. 1950), Rev. up 8%, E. coli."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import point, word_before
from arqon_sidecar.text.english.letters import spelled
from arqon_sidecar.text.english.names_of_time import MONTH
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["phrase_forms"]

_COMPANY = re.compile(r"(?:(?<=\b[Tt]he )|(?<=\b[Ii]ns\. ))co\.(?=\s[a-z])")
_FOUNDED = re.compile(r"(?<![\w.])[Ee]st\.(?=\s(?:in\s|c\.\s?)?(?:1\d{3}|20\d\d)\b)")
_ESTIMATED = re.compile(r"(?<=[\d%MBK] )[Ee]st\.(?=[)\],;]|\s?$)")
_REVENUE = re.compile(
    r"(?<![\w.'-])(?P<r>[rR])ev\.?(?=\s(?:up|down|of|grew|rose|fell|growth|was|per|est|[$€£]))"
)
_WEEK = re.compile(
    r"(?<![\w/])w/(?P<kind>[cbe])(?=\s(?:the\s)?(?:Mon\w*\s)?\d{1,2}(?:st|nd|rd|th)?(?:\s[A-Z]|/\d))"
)
"""W/c 4 Nov, as in Britain."""
_WEEKS = {"c": "commencing", "b": "commencing", "e": "ending"}
_DOCTOR = re.compile(
    r"(?<![\w.'-])Dr\.?(?=\s(?:appt|appointment|visit|office|note|says|called)s?\b)"
)
_JUNIOR = re.compile(r"(?<![\w.'-])Jr\.?(?=\s(?:St|Ave|Blvd|Rd|Pkwy)\b)")
_LIVED = re.compile(
    r"(?:(?<=\()|(?<=[,;] )|(?<!.))(?P<word>[bd])\.(?=\s?(?:c\.\s?)?1?\d{3}\b|\s?20\d\d\b"
    rf"|\s?(?:\d{{1,2}}\s{MONTH}\.?|{MONTH}\.?\s\d{{1,2}},?)\s(?:1\d|20)\d\d\b)"
)
_LIVED_WORDS = {"b": "born", "d": "died"}
_RETIRED = re.compile(r"(?:(?<=, )|(?<=\())[Rr]et\.(?=[,)]|$)")
_RANK = re.compile(
    r"(?<![\w.'-])(?P<rank>Sr|Jr)\.?(?=\s(?:[A-Z]\w+\s){0,2}"
    r"(?:Manager|Engineer|Developer|Director|Analyst|Designer|Consultant|Architect|Editor"
    r"|Associate|Scientist|Accountant|Vice|VP|Researcher|Officer|Partner|Technician|Programmer"
    r"|Administrator|Advisor|Counsel|Lecturer|Specialist|Lead|Producer|Buyer|Planner)s?\b)"
)
_RANKS = {"Sr": "Senior", "Jr": "Junior"}
_RIGHT = re.compile(r"(?<![\w.'-])Rt\.?(?=\s(?:Hon|Rev)\b)")
_EDUCATION = re.compile(
    r"(?:(?<=[Dd]ept\. of )|(?<=Department of )|(?<=Board of )|(?<=Bd\. of ))Ed\.?(?!\w)"
)
_MILLION = re.compile(r"(?<=\d )mil\.(?=\s[a-z])")
_TEMPORARY = re.compile(
    r"(?<![\w.'-])temp\.(?=\s(?:workers?|staff|agency|agencies|jobs?|positions?|employees?|work|files?|housing|help"
    r"|hires?|tables?|director(?:y|ies)|passwords?|roles?|contracts?|folders?|exhibits?|visas?|residents?)\b)"
)
_VITAMIN = re.compile(r"(?<![\w.'-])[vV]it\.?(?=\s[A-EK]\d{0,2}(?![\w']))")
_BROTHERS = re.compile(r"(?:(?<!.)|(?<=\bthe )|(?<=\bThe ))Bros\.(?=\s[A-Z])")
_ATTENTION = re.compile(r"(?<![\w.'-])ATTN(?=:|\.:)\.?")
_POINT_OF = re.compile(
    r"(?:(?<=\b[Dd]ew )|(?<=[Bb]oiling )|(?<=[Mm]elting )|(?<=[Ff]reezing )|(?<=[Ss]elling )"
    r"|(?<=[Ff]ocal ))pt\.?(?!\w)"
)
_DEVIATION = re.compile(r"(?:(?<=[Ss]td\. )|(?<=[Ss]td )|(?<=[Ss]tandard ))dev\.?(?!\w)")
_NEAR = re.compile(r"(?<![\w.'-])nr\.(?=\s[A-Z])")
_GENERAL = re.compile(
    r"(?:(?<=Atty\. )|(?<=Attorney )|(?<=Surgeon )|(?<=Inspector )|(?<=Solicitor )|(?<=Sec\. )"
    r"|(?<=Lt\. )|(?<=Maj\. )|(?<=Brig\. )|(?<=Secretary ))Gen\.(?!\w)"
)
_SECRETARY = re.compile(r"(?<![\w.'-])(?<!\d )Sec\.(?=\s(?!I[IVX]*\b)[A-Z][a-z]+)")
_ASSORTED = re.compile(
    r"(?<![\w.'-])asst\.(?=\s(?:colou?rs|sizes|styles|flavou?rs|varieties|types|patterns|candy|nuts"
    r"|items|fabrics|toppings|designs)\b)"
)
_REGULAR = re.compile(r"(?<![\w.'-])[rR]eg\.?(?=\s[$€£]\d)")
_PENALTIES = re.compile(r"(?:(?<=\d[-–]\d on )|(?<=won on )|(?<=lost on )|(?<=out on ))pens\b\.?")
_SATURATED = re.compile(
    r"(?:(?<=\dg )|(?<=\d g ))sat\.(?=[),;]|\sfat)|(?<![\w.'-])sat\.(?=\sfats?\b)"
)
_DISCOUNT = re.compile(r"(?<=% )disc\.(?!\w)")
_EDITION = re.compile(
    r"(?:(?<=[Oo]rig\. )|(?<=[Rr]ev\. )|(?<=[Nn]ew )|(?<=first ))ed\.(?=\s[(a-z]|[,;)])"
)
_EXCEPT = re.compile(
    r"(?<=[a-z\d], )ex\.(?=\s(?:holidays?|weekends?|tax|VAT|shipping|S(?:un|at)|Mon)\b)"
)
_OPERATIONS = re.compile(
    r"(?:(?<=V\.P\. of )|(?<=VP of )|(?<=[Hh]ead of )|(?<=[Dd]ir\. of ))Ops\b\.?"
)
_MILITARY = re.compile(
    r"(?<![\w.'-])(?<!\d )mil\.(?=\s(?:&|(?:and|spending|budget|bases?|aid|service)\b))"
)
_INTEREST = re.compile(r"(?<![\w.'-])[Ii]nt\.(?=\s[-+]?[$€£]\d|\srates?\b)")
_INSURANCE = re.compile(
    r"(?<![\w.'-])(?P<i>[Ii])ns\.(?=\s(?:co|cos|cov|policy|agent|card|claim|premium)s?\b)"
)
_RESERVATION = re.compile(r"(?:(?<!.)|(?<=[.!?] ))Res\.(?=\sfor\s\d)")
_REVISED = re.compile(r"(?<![\w.'-])[Rr]ev\.(?=\s(?:&|and)\s(?:enl|exp|upd)\b)")
_HIGHWAY = re.compile(r"(?<![\w.'-])Hwy\.?(?=\s[A-Z]{1,2}(?![\w'.]))")
_TABLETS = re.compile(r"(?<=\d )tab(?P<many>s?)\.(?=\s[a-z]|[,;])")
_AVENUE = re.compile(r"(?<![\w.'-])Ave\.?(?=\s(?:[B-D]|A(?!\s(?!and|at|in|is)[a-z]))(?![\w'.]))")
_SPECIES = re.compile(r"(?<![\w.'])(?P<genus>[A-Z])\.(?=\s[a-z]{4,})")
_GENERA = re.compile(r"\s(?:[a-z]{2,}(?:i|us|is|um|ii|ae|ans|ens|er|ns|ex|yx))\b")


def phrase_forms() -> tuple[Form, ...]:
    """They stand before the abbreviations that mean the same everywhere."""
    return (
        Form(Kind.ABBREVIATION, _COMPANY, lambda _: "company", "c"),
        Form(Kind.ABBREVIATION, _FOUNDED, lambda _: "established", "[eE]"),
        Form(Kind.ABBREVIATION, _ESTIMATED, lambda m: "estimated" + point(m), "[eE]"),
        Form(Kind.ABBREVIATION, _REVENUE, lambda m: f"{m['r']}evenue", "[rR]"),
        Form(Kind.ABBREVIATION, _WEEK, lambda m: f"week {_WEEKS[m['kind']]}", "w"),
        Form(Kind.ABBREVIATION, _DOCTOR, _doctor, "D"),
        Form(Kind.ABBREVIATION, _JUNIOR, lambda _: "Junior", "J"),
        Form(Kind.ABBREVIATION, _LIVED, lambda m: _LIVED_WORDS[m["word"]], "[bd]"),
        Form(Kind.ABBREVIATION, _RETIRED, lambda _: "retired", "[Rr]"),
        Form(Kind.INITIALISM, _SPECIES, _species, "[A-Z]"),
        Form(Kind.ABBREVIATION, _VITAMIN, lambda _: "vitamin", "[vV]"),
        Form(Kind.ABBREVIATION, _BROTHERS, lambda _: "Brothers", "B"),
        Form(Kind.ABBREVIATION, _ATTENTION, lambda _: "attention", "A"),
        Form(Kind.ABBREVIATION, _POINT_OF, lambda m: "point" + point(m), "p"),
        Form(Kind.ABBREVIATION, _DEVIATION, lambda m: "deviation" + point(m), "d"),
        Form(Kind.ABBREVIATION, _NEAR, lambda _: "near", "n"),
        Form(Kind.ABBREVIATION, _GENERAL, lambda m: "General" + point(m), "G"),
        Form(Kind.ABBREVIATION, _SECRETARY, lambda _: "Secretary", "S"),
        Form(Kind.ABBREVIATION, _ASSORTED, lambda _: "assorted", "a"),
        Form(Kind.ABBREVIATION, _REGULAR, lambda _: "regular", "[rR]"),
        Form(Kind.ABBREVIATION, _RIGHT, lambda _: "Right", "R"),
        Form(Kind.ABBREVIATION, _EDUCATION, lambda m: "Education" + point(m), "E"),
        Form(Kind.ABBREVIATION, _MILLION, lambda _: "million", "m"),
        Form(Kind.ABBREVIATION, _TEMPORARY, lambda _: "temporary", "t"),
        Form(Kind.ABBREVIATION, _PENALTIES, lambda m: "penalties" + point(m), "p"),
        Form(Kind.ABBREVIATION, _SATURATED, lambda _: "saturated", "s"),
        Form(Kind.ABBREVIATION, _DISCOUNT, lambda m: "discount" + point(m), "d"),
        Form(Kind.ABBREVIATION, _EDITION, lambda _: "edition", "e"),
        Form(Kind.ABBREVIATION, _EXCEPT, lambda _: "except", "e"),
        Form(Kind.ABBREVIATION, _OPERATIONS, lambda m: "Operations" + point(m), "O"),
        Form(Kind.ABBREVIATION, _MILITARY, lambda _: "military", "m"),
        Form(Kind.ABBREVIATION, _INTEREST, lambda _: "interest", "[Ii]"),
        Form(Kind.ABBREVIATION, _INSURANCE, lambda m: f"{m['i']}nsurance", "[Ii]"),
        Form(Kind.ABBREVIATION, _RESERVATION, lambda _: "Reservation", "R"),
        Form(Kind.ABBREVIATION, _REVISED, lambda _: "revised", "[Rr]"),
        Form(Kind.ABBREVIATION, _HIGHWAY, lambda _: "Highway", "H"),
        Form(Kind.ABBREVIATION, _TABLETS, lambda m: f"tablet{m['many']}", "t"),
        Form(Kind.ABBREVIATION, _AVENUE, lambda _: "Avenue", "A"),
        Form(Kind.ABBREVIATION, _RANK, lambda m: _RANKS[m["rank"]], "[JS]"),
    )


def _doctor(match: re.Match[str]) -> str | None:
    """The doctor's office, unless a drive is named before it."""
    return None if word_before(match).istitle() else "Doctor"


def _species(match: re.Match[str]) -> str | None:
    """E. coli, S. aureus, C. elegans."""
    return spelled(match["genus"]) if _GENERA.match(match.string, match.end()) else None
