"""Telephone numbers: +34 600 123 456, (11) 91234-5678, what stands behind "tel."."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["telephone_forms"]

_TELEPHONE = re.compile(
    r"(?<!\w)(?:\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}|\(\d{2,3}\)\s?\d{4,5}-\d{4}"
    r"|\d{2} 9\d{4}-\d{4}|0[1-9](?:[.-]\d\d){4}|0 [89]\d\d \d{3} \d{3}|0[89]\d\d[ .]\d{3}[ .]\d{3}"
    r"|3\d\d[ /-]\d{6,7}|0\d{1,3}[ ./-]\d{5,8}|8\d\d-\d{6}|199 \d{3} \d{3}"
    r"|(?:1-)?[2-9]\d\d-\d{3}-\d{4}"
    r"|[6-9]\d\d \d{3} \d{3}|[89]00 \d\d \d\d \d\d|9\d \d{3} \d\d \d\d|[679]\d\d \d\d \d\d \d\d"
    r"|[6-9]\d{4} ?\d{5})(?![\w/])"
)
_POSTAL = re.compile(
    r"(?:(?<=\bCEP )|(?<=\bCEP: ))\d{5}-\d{3}(?!\w)|(?:(?<=\bCAP )|(?<=\bCAP: ))\d{5}(?!\w)"
    r"|(?<![\w-])\d{5}-\d{3}(?![\w-]|[.,]\d)"
    r"|(?:(?<=पिन )|(?<=पिन: )|(?<=पिन कोड )|(?<=पिन कोड: ))\d{6}(?!\w)"
)
"""A postal code of Brazil or India."""
_REGISTERED = re.compile(
    r"(?:(?<=\bCPF )|(?<=\bCPF: )|(?<=\bRG )|(?<=\bRG: )|(?<=\bCNPJ )|(?<=\bCNPJ: )|(?<=\bDNI )"
    r"|(?<=\bISBN )|(?<=\bISBN: )"
    r"|(?<=\bDNI: )|(?<=\bNIF )|(?<=\bNIF: )|(?<=IVA )(?=\d{11})"
    r"|(?<=\bsécu )|(?<=\bsécu: )|(?<=\bsécurité sociale )|(?<=\bsécurité sociale: )|(?<=\bINSEE )"
    r"|(?<=\bINSEE: )|(?<=\bSIRET )|(?<=\bSIRET: )|(?<=\bSIREN )|(?<=\bSIREN: )|(?<=\bNISS )"
    r"|(?<=\bNISS: )|(?<=\bAVS )|(?<=\bAVS: )|(?<=IVA: )(?=\d{11})"
    r"|(?<=\bFR )(?=\d\d \d{3} \d{3} \d{3})|(?<=\bBCE )(?=0\d{3}\.)"
    r"|(?<=आधार )|(?<=आधार नंबर )|(?<=आधार नं\. ))"
    r"\d[\d./ -]{5,20}\d(?!\d)"
)
"""What a person or a firm is registered by."""
_ACCOUNT = re.compile(
    r"(?<![A-Z\d])[A-Z]{2}\d\d(?: ?(?=[A-Z]*\d)[A-Z\d]{4}){3,7}(?: ?\d{1,3})?(?![A-Z\d])"
)
"""An account of a bank, by IBAN."""
_CALLED = re.compile(
    r"(?<=[\s:])(?P<number>\+?\d{2,13}(?:[ ./-]\d{2,8}){0,4})(?![\w/%°]|[.,]\d|\s?[€$£])"
)
_BY_FOURS = re.compile(
    r"(?<![\w.,/-])(?:(?:0?1[ -])?[38]\d\d[ -]\d{3}[ -]\d{4}|0[389]00[ -]\d{3}[ -]\d{4}"
    r"|(?:11|33|55|81) \d{4}[ -]\d{4}"
    r"|(?!(?:1\d|20)\d\d-(?:1\d|2[01])\d\d)[1-9]\d{3}-\d{4})(?![\w/-]|[.,]\d)"
)
"""In America: 01 800 123 4567, 300 123 4567, 3456-7890."""
_PAIRS = re.compile(r"0\d(?:[ .]\d\d){4}")
"""As French numbers are said."""
_CALLS = re.compile(
    r"\b(?:tel[eéè]?f?o?n?[oe]?|tél(?:éphone)?|tfno|cel|celular|m[oó]vil|cellulare|cell|fax|whats?app"
    r"|ll[aá]m\w+|fone"
    r"|ligu?e|chiam\w+|फ़ोन|मो|मोबाइल|नंबर)\.?:?(?: (?:al|a|il|lo|para|o|no|nº|n\.|es|è|é))?:? \Z",
    re.IGNORECASE,
)
"""What stands before the number of a telephone."""


def telephone_forms() -> tuple[Form, ...]:
    """Numbers that look like a telephone's, and any behind a word that calls."""
    return (
        Form(Kind.TELEPHONE, _TELEPHONE, _grouped, r"[+(\d]"),
        Form(Kind.IDENTIFIER, _POSTAL, lambda m: " ".join(m.group().replace("-", ""))),
        Form(Kind.IDENTIFIER, _REGISTERED, lambda m: " ".join(re.sub(r"\D", "", m.group()))),
        Form(Kind.IDENTIFIER, _ACCOUNT, _by_fours, "[A-Z]"),
        Form(Kind.TELEPHONE, _CALLED, _called, r"[+\d]"),
        Form(Kind.TELEPHONE, _BY_FOURS, _grouped),
    )


def _grouped(match: re.Match[str]) -> str:
    """The groups of a telephone's number; no long one is said as a number of thousands."""
    if match.group().startswith("0 ") or re.fullmatch(
        r"(?:1-)?\d{3}-\d{3}-\d{4}", match.group()
    ):  # espeak-ng would take its threes for millions.
        return " ".join(re.sub(r"\D", "", match.group()))
    plain = re.sub(r"[-()/.]", " ", match.group())
    return re.sub(r"\d{4,}", lambda group: " ".join(group.group()), plain)


def _called(match: re.Match[str]) -> str | None:
    """The digits of a telephone's number, one by one."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    digits = re.sub(r"\D", "", match["number"])
    if _PAIRS.fullmatch(match["number"]):
        return match["number"].replace(".", " ")
    if len(digits) < 5 or not _CALLS.search(before):
        return None
    return "+" * match["number"].startswith("+") + " ".join(digits)


def _by_fours(match: re.Match[str]) -> str:
    """Sign by sign, with a pause behind each four."""
    signs = match.group().replace(" ", "")
    return ", ".join(" ".join(signs[at : at + 4]) for at in range(0, len(signs), 4))
