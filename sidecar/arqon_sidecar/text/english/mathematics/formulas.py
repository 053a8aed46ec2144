"""Formulas of chemistry and what stands raised or lowered behind a word: H₂O, Ca²⁺, x₁, word¹."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.letters.letters import in_pieces, spelled
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.numbers.numbers import INDICES, POWERS, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["formula_forms"]

_FORMULA = re.compile(
    r"(?<![^\W\d])(?=[A-Za-z]{1,8}(?:[₀-₉]|[⁺⁻](?![²³⁰¹⁴-⁹]))|[A-Z][a-z]?[²-⁹]?[⁺⁻](?![²³⁰¹⁴-⁹]))"
    r"(?:[A-Z][a-z]?[₀-₉]{0,3}){1,10}(?P<charge>[²³⁴-⁷]?[⁺⁻])?(?![^\W²³⁰¹⁴-⁹])"
    r"|(?<!\w)[a-z][₀-₉]{1,3}(?![^\W²³⁰¹⁴-⁹])"
)
_PART = re.compile(r"(?P<letters>[A-Za-z]+)|(?P<number>[₀-₉]+)|(?P<charge>[²³⁴-⁷]?[⁺⁻])")
_INDEX = re.compile(r"(?<=[\w)\]])[₀-₉]{1,3}")
_CHARGE = re.compile(r"(?<=[A-Za-z₀-₉)\]])[²³⁴-⁷]?[⁺⁻](?![²³⁰¹⁴-⁹])")
_TYPED_CHARGE = re.compile(
    r"(?<![^\W\d])(?P<formula>(?:[A-Z][a-z]?\d{0,2}){1,6})\^(?P<charge>\d?[+−-])(?!\w)"
)
"""SO4^2-."""
_ION = re.compile(
    r"(?<![\w.-])(?P<formula>NO[23]|HCO3|H2PO4|HSO[34]|ClO[34]?|MnO4|OH|Cl)(?P<charge>[-−])"
    r"(?=[\s,;:)]|\.\s|\.?$)(?!\s\d)"
)
"""Those whose charge is no dash: NO3-, Cl-."""
_ELEMENT = (
    "(?:He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Sc|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Rb|Sr|Zr"
    "|Nb|Mo|Ag|Cd|In|Sn|Sb|Te|Xe|Cs|Ba|La|Hf|Ta|Pt|Au|Hg|Pb|Bi|U|H|B|C|N|O|F|P|S|K|V|W|I)"
)
_TYPED = re.compile(
    rf"(?<![\w.-])(?=[A-Za-z]{{1,7}}\d)(?=[A-Z\d]{{0,6}}[A-Z][a-z]|C)(?:{_ELEMENT}\d{{0,2}}){{3,9}}(?![\w+-]|[.,]\d)"
)
"""NaHCO3, CH3COOH: more than two elements, where a word or a model would not be all elements."""
_MOLAR = re.compile(
    r"(?:(?<=\d )M|(?<![\w.,$])(?P<molar>\d{1,2}(?:\.\d{1,3})?)M"
    r"|(?<![\w.,])(?P<number>\d{1,3}(?:\.\d{1,3})?) N)"
    r"(?=\s(?:solutions?\b|(?=[A-Z]{0,6}[a-z\d₀-₉])(?:[A-Z][a-z]?[\d₀-₉]?){2,6}(?!\w)))"
)
"""0.1 M HCl, 1 N NaOH."""
_NUCLIDE = re.compile(r"(?<!\w)(?P<mass>[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2})(?P<element>[A-Z][a-z]?)(?![a-z])")
_SHELLS = re.compile(
    r"(?<![\w.])(?:(?:\[(?:He|Ne|Ar|Kr|Xe)\] ?)?[1-7][spdf]"
    r"[²³¹⁴-⁹][⁰-⁹]?(?: |(?![\w⁰-⁹²³¹]))){2,12}"
)
"""Where the electrons of an atom are: 1s² 2s² 2p⁶."""
_SHELL = re.compile(r"(?P<shell>[1-7])(?P<kind>[spdf])(?P<count>[⁰¹²³⁴-⁹]{1,2})")
_SIGNS = {"⁺": "plus", "⁻": "minus"}
_RAISED = str.maketrans("23456+−-", "²³⁴⁵⁶⁺⁻⁻")
_NOTE = re.compile(
    r"(?:(?<=[a-z]{4})|(?<=[a-z]{2}[.,;:!?\"”])|(?<![^\s]))[¹²³⁴-⁹]{1,2}"
    r"(?=[.,;:!?\"”)]{0,2}(?:\s|$))(?!\s?[=+×*/÷<>≈−-])"
)
_WORD = re.compile(r"[A-Za-z]+\Z")
_COMPUTED = re.compile(r"[=+×*/÷<>≈−(] ?\Z")
_SQUARED = frozenset(many for _, many in UNITS.values()) | {"inches", "foot", "miles", "inch"}


def formula_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Letters of a formula by their names; the number of a note is not said."""

    def formula(match: re.Match[str]) -> str:
        return " ".join(_said(part, numbers) for part in _PART.finditer(match.group()))

    def molar(match: re.Match[str]) -> str:
        if match["molar"]:
            return f"{numbers.said(match['molar'])} molar"
        return f"{numbers.said(match['number'])} normal" if match["number"] else "molar"

    def shells(match: re.Match[str]) -> str:
        return ", ".join(
            f"{numbers.said(m['shell'])} {m['kind'].upper()} "
            f"{numbers.said(m['count'].translate(POWERS))}"
            for m in _SHELL.finditer(match.group())
        ) + " " * match.group().endswith(" ")

    def typed(match: re.Match[str]) -> str:
        parts = re.findall(r"[A-Za-z]+|\d+", match.group())
        return " ".join(numbers.said(p) if p.isdecimal() else spelled(p) for p in parts)

    def typed_charge(match: re.Match[str]) -> str:
        raised = match["charge"].translate(_RAISED)
        return f"{in_pieces(match['formula'], numbers)} {_charge(raised, numbers)}"

    def nuclide(match: re.Match[str]) -> str:
        return f"{spelled(match['element'])} {numbers.name(match['mass'].translate(POWERS))}"

    return (
        Form(Kind.MEASURE, _MOLAR, molar, r"[M\d]"),
        Form(Kind.SERIAL, _SHELLS, shells),
        Form(Kind.SERIAL, _TYPED, typed, "[A-Z]"),
        Form(Kind.SERIAL, _TYPED_CHARGE, typed_charge, "[A-Z]"),
        Form(Kind.SERIAL, _ION, typed_charge, "[NHCMO]"),
        Form(Kind.SERIAL, _NUCLIDE, nuclide, "[¹²³⁴-⁹]"),
        Form(Kind.SERIAL, _FORMULA, formula, "[A-Za-z]"),
        Form(Kind.SERIAL, _CHARGE, lambda m: " " + _charge(m.group(), numbers), r"[²³⁴-⁷⁺⁻]"),
        Form(Kind.SERIAL, _INDEX, lambda m: f" {_index(m.group(), numbers)}", "[₀-₉]"),
        Form(Kind.SIGN, _NOTE, _note, "[¹²³⁴-⁹]"),
    )


def _said(part: re.Match[str], numbers: Numbers) -> str:
    if part["letters"]:
        return spelled(part["letters"]) if part["letters"][0].isupper() else part["letters"]
    return _index(part["number"], numbers) if part["number"] else _charge(part.group(), numbers)


def _index(lowered: str, numbers: Numbers) -> str:
    return numbers.said(lowered.translate(INDICES))


def _charge(raised: str, numbers: Numbers) -> str:
    count = raised[:-1].translate(POWERS)
    return (f"{numbers.said(count)} " if count else "") + _SIGNS[raised[-1]]


def _note(match: re.Match[str]) -> str | None:
    """As in "word.¹"; but "9 acres²" and "height² = 4" are squares."""
    before = back(match)
    word = _WORD.search(before)
    if word and (word.group() in _SQUARED or _COMPUTED.search(before[: word.start()])):
        return None
    return ""
