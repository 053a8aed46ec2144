"""Notes of a nurse: q4h, prn, Pt. c/o pain, Hx, x 7 days."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_after, word_before
from arqon_sidecar.text.english.letters import spelled
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["medical_forms"]

_EVERY = re.compile(
    r"(?<!\w)[qQ]\s?(?P<number>\d{1,2})(?:[-–](?P<last>\d{1,2}))?"
    r"\s?(?P<unit>h|hrs?|min|d)(?![\w-])"
)
_UNITS = {"h": "hour", "m": "minute", "d": "day"}
_FOR = re.compile(
    r"(?<=[A-Za-z.] )x\s?(?="
    r"\d{1,2}\s?(?:d\b|days?|weeks?|wks?|months?|mos?|hours?|hrs?)\b)"
)
_GLUED = re.compile(
    r"(?<=[A-Za-z\d] )[x×](?P<number>\d{1,2})\s?(?P<unit>d|wks?|days?|weeks?|hrs?)(?!\w)"
)
"""For so long, without a space: TID x7d."""
_LASTS = {"d": "day", "w": "week", "h": "hour"}
_DOSE_BEFORE = "|".join(
    rf"(?<={unit} )"
    for unit in ("mg", "mcg", "ml", "mL", "tablet", "tablets", "tabs", "tab", "units")
)
_LETTERS = re.compile(
    rf"(?<![\w.'/-])(?:prn|npo|qhs|(?:{_DOSE_BEFORE}|(?<=po )|(?<=PO ))"
    r"(?:bid|tid|qid|po|iv|im|sc|BID|TID|QID|PO|IM|SC))(?![\w'/-]|\.\w)"
)
_DRIP = re.compile(
    r"(?:(?<=NaCl )|(?<=saline )|(?<=mg )|(?<=mL )|(?<=ml )|(?<=mcg )|(?<=an )|(?<=units ))"
    r"IV(?![\w'-])"
)
"""An infusion, and no four."""
_PATIENT = re.compile(
    r"(?<![\w.'/-])[Pp]t\.?(?= (?:c/o|is|was|has|had|states?|reports?|denies|presents?|admitted"
    r"|complains|reported|stable|alert|resting)\b)"
)
_COMPLAINS = re.compile(
    r"(?:(?<=[Pp]t )|(?<=[Pp]t\. )|(?<=atient ))c/o(?=\s)"
    r"|(?<![\w/])c/o(?=\s(?:\w+\s)?(?:pain|fever|cough|nausea|headaches?|dizziness|fatigue|vomiting|SOB)\b)"
)
_NOTED = re.compile(
    r"(?<![\w.'/-])(?P<word>Hx|Dx|Hgb|(?:[Ss]/p|[Hh]/o)(?= [A-Za-z])|[hd]x(?= of\b))"
    r"(?![\w'/-]|\.\w)"
)
_UNITS_OF = re.compile(
    r"(?<=\d )U(?=\s(?:of|q\w*|SC|subq|SQ|IV|IM|daily|nightly|bid|at|before|with|AC"
    r"|HS|insulin|heparin|lispro"
    r"|glargine|regular)\b|[,;.)]|\s?$)"
)
_MEASURED_IN_UNITS = re.compile(
    r"\b(?:insulin|heparin|glargine|lispro|Lantus|Humalog|botox|units)\b", re.I
)
_FOLLOW = re.compile(r"(?<![\w/])(?P<f>[Ff])/[uU](?![\w/])")
_NOTED_WORDS = {"Hx": "history", "Dx": "diagnosis", "Hgb": "hemoglobin", "S/p": "status post"}
_NOTED_WORDS["H/o"] = "history of"
_CAPSULES = re.compile(
    r"(?:(?<=\d )|(?<=mg )|(?<=mcg ))cap(?P<many>s?)\.?"
    r"(?=[,;]|\s(?:q\d|PO|BID|TID|QID|po|bid|tid|qid"
    r"|b\.|p\.|t\.|of\b|daily|every))"
)
_SHARE = re.compile(r"(?<=% )(?P<part>[wv])/(?P<whole>[wv])(?!\w)")
_SHARES = {"w": "weight", "v": "volume"}
_END_OF_STRAND = re.compile(
    r"(?<![\w.])(?P<end>[35])['′](?=-[A-Zp]|-?\s?(?:UTR|ends?|cap|exon|splice|overhang|phosphate)\b)"
)
"""Of DNA: 5'-ATGC-3', the 3' UTR."""
_CELLS = re.compile(r"(?<=\d)\s?K/[µμu]L(?!\w)")
"""So many thousand, as a count of blood has them."""
_BLOOD = re.compile(r"(?<![\w.'-])(?P<group>AB|[ABO])\s?(?P<sign>[-−+])(?![\w+-])")


def medical_forms(numbers: Numbers) -> tuple[Form, ...]:
    """How often, for how long, by what way; and the short words of a chart."""

    def every(match: re.Match[str]) -> str:
        count, unit = int(match["number"]), _UNITS[match["unit"][0]]
        if count == 1 and not match["last"]:
            return f"every {unit}"
        last = f" to {numbers.said(match['last'])}" if match["last"] else ""
        return f"every {numbers.cardinal(count)}{last} {unit}s"

    def glued(match: re.Match[str]) -> str:
        many = "s" * (match["number"] != "1")
        return f"for {numbers.said(match['number'])} {_LASTS[match['unit'][0]]}{many}"

    return (
        Form(Kind.DURATION, _GLUED, glued, "[x×]"),
        Form(Kind.ABBREVIATION, _EVERY, every, "[qQ]"),
        Form(Kind.INITIALISM, _DRIP, lambda _: "I.V", "I"),
        Form(Kind.ABBREVIATION, _FOR, lambda _: "for ", "x"),
        Form(Kind.ABBREVIATION, _PATIENT, lambda _: "patient", "[Pp]"),
        Form(Kind.ABBREVIATION, _COMPLAINS, lambda _: "complains of", "c"),
        Form(
            Kind.ABBREVIATION,
            _UNITS_OF,
            _units_of,
            "U",
        ),
        Form(Kind.ABBREVIATION, _FOLLOW, lambda m: f"{m['f']}ollow-up", "[fF]"),
        Form(Kind.ABBREVIATION, _NOTED, lambda m: _NOTED_WORDS[m["word"].capitalize()], "[HDhdSs]"),
        Form(Kind.ABBREVIATION, _CAPSULES, lambda m: f"capsule{m['many']}", "c"),
        Form(
            Kind.MEASURE,
            _SHARE,
            lambda m: f"{_SHARES[m['part']]} per {_SHARES[m['whole']]}",
            "[wv]",
        ),
        Form(
            Kind.SERIAL,
            _END_OF_STRAND,
            lambda m: f"{numbers.said(m['end'])} prime",
            "[35]",
        ),
        Form(Kind.MEASURE, _CELLS, lambda _: " thousand per microliter", r"[\sK]"),
        Form(Kind.ABBREVIATION, _BLOOD, _blood, "[ABO]"),
        Form(Kind.INITIALISM, _LETTERS, lambda m: spelled(m.group()), "[pbtqnisPBTQIS]"),
    )


def _blood(match: re.Match[str]) -> str | None:
    """Type O-, AB+ blood; an A+ is a mark at school."""
    named = word_before(match).lower() == "type" or word_after(match) in (
        "blood",
        "donor",
        "donors",
    )
    sign = "positive" if match["sign"] == "+" else "negative"
    return f"{spelled(match['group'])} {sign}" if named else None


def _units_of(match: re.Match[str]) -> str | None:
    """20 U of insulin."""
    near = match.string[max(0, match.start() - 100) : match.end() + 100]
    return "units" if _MEASURED_IN_UNITS.search(near) else None
