"""Short forms of books, courts and studies: op. cit., orig. pub. in 1922, Mk. II, Chem. Eng."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.sentence_ends import ends_sentence, point
from arqon_sidecar.text.english.shortenings.states import SHORT_STATES
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["learned_forms"]

_SERIAL = re.compile(r"(?<![\w.'-])(?P<s>[Ss])er\.(?=\s(?:[Nn]os?\b|#))")
_CITED = re.compile(r"(?<![\w.'-])(?P<word>op|loc)\.\scit\.(?=\s?[,;)]|\s[a-z\d])")
_NOTE = re.compile(r"(?:(?<=\d, )|(?<=supra )|(?<=supra, ))nn?\.(?=\s?\d)")
_EDITOR = re.compile(r"(?<![\w.'-])[Ee]d\.(?=\s(?:note|Note|N\.B))")
_PUBLISHED = re.compile(
    r"(?<![\w.'-])(?P<first>[Oo]rig\.\s)?(?P<word>pub|publ)\.(?=\s(?:(?:in|c\.|by)\s)?(?:1\d|20)\d\d|\sby\s[A-Z])"
)
_MADE = re.compile(
    r"(?<![\w.'-])(?P<word>[Ee]d|[Tt]rans|[Rr]ev|[Cc]omp|[Ii]llus|[Aa]dapt|[Pp]rod|[Dd]ir|[Aa]rr)\."
    r"(?=\sby\s[A-Z])"
)
_MADE_WORDS = {
    "ed": "edited", "trans": "translated", "rev": "revised", "comp": "compiled",
    "illus": "illustrated", "adapt": "adapted", "prod": "produced", "dir": "directed",
    "arr": "arranged",
}  # fmt: skip
"""Who made a book or a film: ed. by T. Jones."""
_UNDATED = re.compile(r"(?:(?<=[,;] )|(?<=\())n\.d\.(?=[,;)]|\s?$)")
_MARK = re.compile(r"(?<![\w.'-])M[kK]\.?(?=\s(?:[IVX]{1,4}|\d{1,2})(?!\w))")
_COURT_RULES = re.compile(r"(?<![\w.'-])Fed\.\sR\.\s(?P<of>Civ\.\sP|Crim\.\sP|Evid|App\.\sP)\.")
_PROCEDURES = {"Ci": "Civil Procedure", "Cr": "Criminal Procedure", "Ev": "Evidence"}
_PROCEDURES |= {"Ap": "Appellate Procedure"}
_AGAINST = re.compile(r"(?<=\d )vs?\.(?=\s[$€£]\d)")
_SUBJECTS = {
    "comp sci": "computer science", "pol sci": "political science", "soc sci": "social science",
    "nat sci": "natural science", "lib arts": "liberal arts", "phys ed": "phys ed",
    "org chem": "organic chemistry", "comp lit": "comparative literature",
    "adv calc": "advanced calculus", "anal chem": "analytical chemistry",
}  # fmt: skip
"""Subjects of two words."""
_SUBJECT = re.compile(
    r"(?<![\w.'-])(?P<a>comp|poli?|soc|nat|lib|phys|org|adv|anal)\.?\s?(?P<b>sci|arts|ed|chem|lit|calc)"
    r"(?:\.(?!\w)|(?<=arts)(?!\w))",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(r"(?<![\w.'-])(?P<i>[Ii])ntro\.(?=\sto\s)")
_TECH = re.compile(r"(?<![\w.'-])(?P<state>Ga|Va|La|Tex)\.(?=\sTech\b)")
_ENGINEERING = re.compile(
    r"(?<![\w.'-])(?P<kind>Chem|Mech|Civ|Elec|Comp|Aero|Biomed|Env|Ind)\.\s?Eng(?:rg)?\.?(?!\w)"
)
_BRANCHES = {
    "Chem": "Chemical", "Mech": "Mechanical", "Civ": "Civil", "Elec": "Electrical",
    "Comp": "Computer", "Aero": "Aerospace", "Biomed": "Biomedical", "Env": "Environmental",
    "Ind": "Industrial",
}  # fmt: skip


def learned_forms() -> tuple[Form, ...]:
    """They stand before the abbreviations that mean the same everywhere."""
    return (
        Form(Kind.ABBREVIATION, _SERIAL, lambda m: f"{m['s']}erial", "[sS]"),
        Form(Kind.ABBREVIATION, _CITED, lambda m: f"{m['word']} cit", "[ol]"),
        Form(Kind.ABBREVIATION, _NOTE, lambda m: "notes" if m.group() == "nn." else "note", "n"),
        Form(Kind.ABBREVIATION, _EDITOR, lambda _: "Editor's", "[eE]"),
        Form(Kind.ABBREVIATION, _PUBLISHED, _published, "[oOp]"),
        Form(Kind.ABBREVIATION, _MADE, _made, "[A-Za-z]"),
        Form(Kind.ABBREVIATION, _UNDATED, lambda m: "no date" + point(m), "n"),
        Form(Kind.ABBREVIATION, _SUBJECT, _subject, "[a-zA-Z]"),
        Form(Kind.ABBREVIATION, _INTRODUCTION, lambda m: f"{m['i']}ntroduction", "[iI]"),
        Form(Kind.ABBREVIATION, _TECH, lambda m: SHORT_STATES[m["state"]], "[GVLT]"),
        Form(Kind.ABBREVIATION, _MARK, lambda _: "Mark", "M"),
        Form(Kind.ABBREVIATION, _COURT_RULES, _court_rule, "F"),
        Form(Kind.ABBREVIATION, _AGAINST, lambda _: "versus", "v"),
        Form(Kind.ABBREVIATION, _ENGINEERING, _engineering, "[A-Z]"),
    )


def _subject(match: re.Match[str]) -> str | None:
    first = match["a"].lower()
    said = _SUBJECTS.get(f"{'pol' if first == 'poli' else first} {match['b'].lower()}")
    return said + point(match) if said else None


def _made(match: re.Match[str]) -> str:
    said = _MADE_WORDS[match["word"].lower()]
    return said.capitalize() if match["word"][0].isupper() else said


def _published(match: re.Match[str]) -> str:
    return "originally published" if match["first"] else "published"


def _court_rule(match: re.Match[str]) -> str:
    """Fed. R. Civ. P. 12(b)(6): one of the rules that federal courts go by."""
    return f"Federal Rule of {_PROCEDURES[match['of'][:2]]}"


def _engineering(match: re.Match[str]) -> str:
    ends = match.group().endswith(".") and ends_sentence(match.string, match.end())
    return f"{_BRANCHES[match['kind']]} Engineering{'.' * ends}"
