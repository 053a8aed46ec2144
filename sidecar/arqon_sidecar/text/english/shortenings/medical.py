"""Notes of a nurse: q4h, prn, Pt. c/o pain, Hx, x 7 days."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_after, word_before
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.numerals import value
from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.marks import LETTER_A

__all__ = ["medical_forms"]

_DOSE_BEFORE = "|".join(
    rf"(?<={unit} )"
    for unit in ("mg", "mcg", "ml", "mL", "tablet", "tablets", "tabs", "tab", "units")
)
_LETTERS = re.compile(
    rf"(?<![\w.'/-])(?:prn|npo|qhs|(?:{_DOSE_BEFORE}|(?<=po )|(?<=PO ))"
    r"(?:bid|tid|qid|po|iv|im|sc|BID|TID|QID|PO|IM|SC))(?![\w'/-]|\.\w)"
)
_DRIP = re.compile(
    r"(?:(?<=NaCl )|(?<=saline )|(?<=mg )|(?<=mL )|(?<=ml )|(?<=mcg )|(?<=\ban )|(?<=units ))"
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
_FOLLOW = re.compile(r"(?<![\w/])(?P<f>[Ff])/[uU](?![\w/])")
_NOTED_WORDS = {"Hx": "history", "Dx": "diagnosis", "Hgb": "hemoglobin", "S/p": "status post"}
_NOTED_WORDS["H/o"] = "history of"
_ORIENTED = re.compile(r"(?<![\w&])A&O\s?x\s?(?P<of>[1-4])(?!\w)")
"""Who knows his name, where he is and what day it is: A&O x3."""
_DISCHARGE = re.compile(
    r"(?<![\w/])(?P<d>[dD])/[cC](?P<done>'d)?(?=\s(?:home|to|today|tomorrow|instructions|summary|planning|w/|with|on|in)(?!\w))"
)
_SHARE = re.compile(r"(?<=% )(?P<part>[wv])/(?P<whole>[wv])(?!\w)")
_SHARES = {"w": "weight", "v": "volume"}
_END_OF_STRAND = re.compile(
    r"(?<![\w.])(?P<end>[35])['′](?=-[A-Zp]|\s?→\s?[35]['′]|(?<=[35]['′]→[35]['′])"
    r"|(?<=[35]['′] → [35]['′])|-?\s?(?:UTR|ends?|cap|exon|splice|overhang|phosphate)\b)"
)
"""Of DNA: 5'-ATGC-3', the 3' UTR, 5'→3'."""
_CELLS = re.compile(r"(?<=\d)\s?K/[µμu]L(?!\w)")
"""So many thousand, as a count of blood has them."""
_SPINE = re.compile(
    r"(?<![\w-])(?P<a>[CTLS])(?P<n>\d{1,2})[-–/](?P<b>[CTLS]?)(?P<m>\d{1,2})(?![\w-]|[.,:]\d)"
)
"""Between two bones of the back: L4–5, L5-S1."""
_STAGE = re.compile(
    r"(?:(?<=\b[Ss]tage )|(?<=\b[Pp]hase )|(?<=\b[Tt]ype )|(?<=\b[Cc]lass )|(?<=\b[Gg]rade ))"
    r"(?P<roman>I{1,3}|IV|VI?)(?P<letter>[A-Ca-c])(?![\w.]\w|\w)"
)
"""Of a disease or a trial: stage IIB, phase IIa."""
_ENDS_OF_SPINE = ("C7T1", "T12L1", "L5S1")
_OF_SPINE = re.compile(
    r"\b(?:spin\w+|dis[ck]s?|MRI|lumbar|cervical|thoracic|fusion|herniat\w+|stenosis|vertebra\w*"
    r"|radiculopathy|bulge|laminectomy|discectomy)\b",
    re.IGNORECASE,
)
_BLOOD = re.compile(r"(?<![\w.'-])(?P<group>AB|[ABO])\s?(?P<sign>[-−+])(?![\w+-])")


def medical_forms(numbers: Numbers) -> tuple[Form, ...]:
    """How often, for how long, by what way; and the short words of a chart."""

    def spine(match: re.Match[str]) -> str | None:
        a, b = match["a"], match["b"]
        near = _OF_SPINE.search(match.string, max(0, match.start() - 60), match.end() + 40)
        sure = f"{a}{match['n']}{b}{match['m']}" in _ENDS_OF_SPINE
        next_to = b in ("", a) and int(match["m"]) == int(match["n"]) + 1
        if not (sure or (next_to and near)):
            return None
        last = f"{b} {numbers.said(match['m'])}".strip()
        return f"{a} {numbers.said(match['n'])} {last}"

    return (
        Form(Kind.INITIALISM, _DRIP, lambda _: "I.V", "I"),
        Form(Kind.ABBREVIATION, _PATIENT, lambda _: "patient", "[Pp]"),
        Form(Kind.ABBREVIATION, _COMPLAINS, lambda _: "complains of", "c"),
        Form(
            Kind.MEASURE,
            _ORIENTED,
            lambda m: f"{LETTER_A} and O times {numbers.said(m['of'])}",
            "A",
        ),
        Form(
            Kind.ABBREVIATION,
            _DISCHARGE,
            lambda m: f"{m['d']}ischarge" + "d" * bool(m["done"]),
            "[dD]",
        ),
        Form(Kind.ABBREVIATION, _FOLLOW, lambda m: f"{m['f']}ollow-up", "[fF]"),
        Form(Kind.ABBREVIATION, _NOTED, lambda m: _NOTED_WORDS[m["word"].capitalize()], "[HDhdSs]"),
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
        Form(
            Kind.ROMAN,
            _STAGE,
            lambda m: f"{numbers.cardinal(value(m['roman']))} {spelled(m['letter'])}",
            "[IV]",
        ),
        Form(Kind.SERIAL, _SPINE, spine, "[CTLS]"),
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
