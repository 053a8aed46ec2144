"""Short forms of persons and their offices: Dr. appt., Jr. Engineer, Atty. Gen., V.P. of Ops."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_before
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.english.shortenings.shortenings import BEFORE_NAMES
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["people_forms"]

_DOCTOR = re.compile(
    r"(?<![\w.'-])Dr\.?(?=\s(?:appt|appointment|visit|office|note|says|called)s?\b)"
)
_JUNIOR = re.compile(r"(?<![\w.'-])Jr\.?(?=\s(?:St|Ave|Blvd|Rd|Pkwy)\b)")
_RETIRED = re.compile(r"(?:(?<=, )|(?<=\())[Rr]et\.(?=[,)]|$)")
_RANK = re.compile(
    r"(?<![\w.'-])(?P<rank>Sr|Jr)\.?(?=\s(?:[A-Z]\w+\s){0,2}"
    r"(?:Manager|Engineer|Developer|Director|Analyst|Designer|Consultant|Architect|Editor"
    r"|Associate|Scientist|Accountant|Vice|VP|Researcher|Officer|Partner|Technician|Programmer"
    r"|Administrator|Advisor|Counsel|Lecturer|Specialist|Lead|Producer|Buyer|Planner"
    r"|Engr|Mgr|Dir|Dev|Exec|Acct|QA|UX|UI|IT|HR|PM|TPM|SWE|SDE|SRE|DBA|BA|PR|iOS|DevOps)s?\b)"
)
_RANKS = {"Sr": "Senior", "Jr": "Junior"}
_RIGHT = re.compile(r"(?<![\w.'-])Rt\.?(?=\s(?:Hon|Rev)\b)")
_EDUCATION = re.compile(
    r"(?:(?<=[Dd]ept\. of )|(?<=Department of )|(?<=Board of )|(?<=Bd\. of ))Ed(?:uc)?\.?(?!\w)"
)
_OF_STATE = re.compile(
    r"(?:(?<=Dept\. of )|(?<=Dept of )|(?<=Department of )|(?<=Sec\. of )"
    r"|(?<=Secretary of ))(?P<of>Def|Agr?(?:ic)?|Transp|Treas|Just)\."
)
_DEPARTMENTS = {"Def": "Defense", "Ag": "Agriculture", "Agr": "Agriculture"}
_DEPARTMENTS |= {"Agric": "Agriculture", "Transp": "Transportation", "Treas": "Treasury"}
_DEPARTMENTS |= {"Just": "Justice"}
_BOARD = re.compile(r"(?<![\w.'-])(?<!\d )Bd\.(?=\sof\s)")
_SERGEANT = re.compile(r"(?<![\w.'-])(?P<rank>SSgt|MSgt|TSgt|GySgt|SFC)(?=\s[A-Z][a-z])")
_TEMPORARY = re.compile(
    r"(?<![\w.'-])(?P<t>[tT])emp\.(?=\s(?:workers?|staff|agency|agencies|jobs?|positions?|employees?|work|files?|housing|help"
    r"|hires?|tables?|director(?:y|ies)|passwords?|roles?|contracts?|folders?|exhibits?|visas?|residents?)\b)"
)
_BROTHERS = re.compile(r"(?:(?<!.)|(?<=\bthe )|(?<=\bThe ))Bros\.(?=\s[A-Z])")
_ATTENTION = re.compile(r"(?<![\w.'-])ATTN(?=:|\.:)\.?")
_GENERAL = re.compile(
    r"(?:(?<=Atty\. )|(?<=Attorney )|(?<=Surgeon )|(?<=Inspector )|(?<=Solicitor )|(?<=Sec\. )"
    r"|(?<=Lt\. )|(?<=Maj\. )|(?<=Brig\. )|(?<=Secretary ))Gen\.(?!\w)"
)
_GENERATION = re.compile(r"(?<![\w.'-])Gen\.(?=\s[XYZ](?![\w.']))")
_AT_ARMS = re.compile(r"(?<![\w.'-])(?P<s>[Ss])gt\.?(?=-at-[Aa]rms\b)")
_ALONE = re.compile(
    r"(?:(?<=\bthe )|(?<=\bThe )|(?<=\bour )|(?<=\bOur ))"
    r"(?P<rank>Gov|Sen|Rep|Lt|Sgt|Capt|Col|Maj|Rev|Pres|Cpl|Cmdr|Det|Insp|Prof|Dr|capt|lt(?:\.\sgov)?|sgt|gov|prof|supt)\.(?=\s[a-z])"
    r"|(?:(?<=\bthe )|(?<=\bThe )|(?<=\bour )|(?<=\b1st ))(?P<last>Gov|Gen|Lt|Sgt|Capt|Cpl|Cmdr"
    r"|Maj|Sen)"
    r"\.(?=[,;:)]|\s?$|\s[a-z])"
)
"""Without the name: the Gov. said so."""
_DOUBLE = re.compile(r"(?<![\w.'-])(?P<a>Lt|Maj|Brig|Gov|Sgt|Atty)\.-(?P<b>Col|Gen|Maj|Gov)\b\.?")
"""A rank of two: Lt.-Col."""
_DEPUTY = re.compile(
    r"(?<![\w.'-])Dep\.(?=\s(?:Sec|Dir|Gov|Min|Asst|Chief|Mayor|Comm|Head|Editor|Mgr|Leader|Sheriff"
    r"|Commissioner|Prime|PM|Manager|Minister|Principal)\b)"
)
_SECRETARY_GENERAL = re.compile(r"(?<![\w.'-])Sec\.?-Gen\.?(?!\w)")
_SECRETARY = re.compile(r"(?<![\w.'-])(?<!\d )Sec\.(?=\s(?!I[IVX]*\b)[A-Z][a-z]+)")
_OPERATIONS = re.compile(
    r"(?:(?<=V\.P\. of )|(?<=VP of )|(?<=[Hh]ead of )|(?<=[Dd]ir\. of )|(?<=VP )|(?<=VP, )"
    r"|(?<=V\.P\., ))"
    r"(?P<of>Ops|Eng|Mktg|Fin)\b\.?"
)
_OFFICES = {"Ops": "Operations", "Eng": "Engineering", "Mktg": "Marketing", "Fin": "Finance"}
_MILITARY = re.compile(
    r"(?<![\w.'-])(?<!\d )mil\.(?=\s(?:&|(?:and|spending|budget|bases?|aid|service)\b))"
)


def people_forms() -> tuple[Form, ...]:
    """They stand before what takes a title for the name behind it."""
    return (
        Form(Kind.ABBREVIATION, _DOCTOR, _doctor, "D"),
        Form(Kind.ABBREVIATION, _JUNIOR, lambda _: "Junior", "J"),
        Form(Kind.ABBREVIATION, _RETIRED, lambda _: "retired", "[Rr]"),
        Form(Kind.ABBREVIATION, _BROTHERS, lambda _: "Brothers", "B"),
        Form(Kind.ABBREVIATION, _ATTENTION, lambda _: "attention", "A"),
        Form(Kind.ABBREVIATION, _GENERAL, lambda m: "General" + point(m), "G"),
        Form(Kind.ABBREVIATION, _GENERATION, lambda _: "Gen", "G"),
        Form(Kind.ABBREVIATION, _AT_ARMS, lambda m: f"{m['s']}ergeant", "[sS]"),
        Form(Kind.ABBREVIATION, _ALONE, _alone, "[A-Zclsgp]"),
        Form(Kind.ABBREVIATION, _OF_STATE, lambda m: _DEPARTMENTS[m["of"]] + point(m), "[DATJ]"),
        Form(Kind.ABBREVIATION, _BOARD, lambda _: "Board", "B"),
        Form(Kind.ABBREVIATION, _SERGEANT, lambda m: BEFORE_NAMES[m["rank"].lower()], "[SMTG]"),
        Form(
            Kind.ABBREVIATION,
            _SECRETARY_GENERAL,
            lambda m: "Secretary General" + point(m),
            "S",
        ),
        Form(
            Kind.ABBREVIATION,
            _DOUBLE,
            lambda m: f"{BEFORE_NAMES[m['a'].lower()]} {BEFORE_NAMES[m['b'].lower()]}",
            "[LMBGSA]",
        ),
        Form(Kind.ABBREVIATION, _DEPUTY, lambda _: "Deputy", "D"),
        Form(Kind.ABBREVIATION, _SECRETARY, lambda _: "Secretary", "S"),
        Form(Kind.ABBREVIATION, _RIGHT, lambda _: "Right", "R"),
        Form(Kind.ABBREVIATION, _EDUCATION, lambda m: "Education" + point(m), "E"),
        Form(Kind.ABBREVIATION, _TEMPORARY, lambda m: f"{m['t']}emporary", "[tT]"),
        Form(Kind.ABBREVIATION, _OPERATIONS, lambda m: _OFFICES[m["of"]] + point(m), "[OEMF]"),
        Form(Kind.ABBREVIATION, _MILITARY, lambda _: "military", "m"),
        Form(Kind.ABBREVIATION, _RANK, lambda m: _RANKS[m["rank"]], "[JS]"),
    )


def _alone(match: re.Match[str]) -> str:
    rank = match["rank"] or match["last"]
    said = " ".join(BEFORE_NAMES[part] for part in rank.lower().split(". ")) + point(match)
    return said.lower() if rank.islower() else said


def _doctor(match: re.Match[str]) -> str | None:
    """The doctor's office, unless a drive is named before it."""
    return None if word_before(match).istitle() else "Doctor"
