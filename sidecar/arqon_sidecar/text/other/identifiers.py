"""What people and firms are registered by, said sign by sign: CPF, NIE X1234567L, long numbers.

espeak-ng would take the digits for thousands and millions.
"""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["identifier_forms"]

_LABELLED = re.compile(
    r"\b(?:NIE|NIF|CIF|DNI|RFC|CURP|CUIT|CUIL|CBU|RUT|NIT|RUC|NSS|NUSS|C\.?U\.?I\.?T|CLABE|CPF|CNPJ|RG|PIS"
    r"|PASEP|NIS|CNH|RENAVAM|CNS|NIB|CRM|OAB|IMEI|VIN"
    r"|(?:[Cc]edula|[Cc]édula|[Pp]asaporte|[Pp]assaporte|[Mm]atr[ií]cula|[Pp]óliza|[Ee]xpediente|[Pp]rotocolo"
    r"|[Tt]ítulo de eleitor|[Ii]nscrição [Ee]stadual|[Pp]ix|[Cc]ódigo(?: postal)?|[Pp]edido"
    r"|[Rr]astreio|[Ss]eguimiento|C\.?P\.?|CEP))\s?(?:[nN]\.?[º°o]\.?|núm\.|número)?\s?:?\s\Z"
)
_VALUE = re.compile(
    r"(?<![\w.,/-])[A-Z]{0,4}[-.]?\d{1,20}(?:[-./ ]\d{1,20}){0,5}"
    r"(?:[- ]?(?:[A-Z](?!\w)|[A-Z\d]{1,3}(?![\w-])))?(?!\w|[.,]\d)"
)
_REACH = 32
_FEWEST = 5
"""Digits of the shortest number that is said by digits."""
_LONG = re.compile(r"(?<![\w.,/$€£+-])(?:0\d{4,20}|\d{9,20})(?![\w/%]|[-.,]\d|\s?[€$£])")
"""A number without marks that is too long for a sum: 11987654321, 06700."""
_LAWSUIT = re.compile(r"(?<!\w)\d{7}-\d\d\.\d{4}\.\d\.\d\d\.\d{4}(?!\w)")
"""As the courts of Brazil number their cases."""
_SHAPED = re.compile(
    r"(?<![\w.,/-])(?:\d{3}\.\d{3}\.\d{3}-\d\d|\d\d\.\d{3}\.\d{3}/\d{4}-\d\d"
    r"|(?:20|2[3-7]|30|33|34)-\d{8}-\d|\d{8}-?[A-HJ-NP-TV-Z]|[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z])(?!\w)"
)
"""CPF, CNPJ, CUIT, DNI and NIE, which look like nothing else."""


def identifier_forms(language: str) -> tuple[Form, ...]:
    """The forms of Spanish and Portuguese, by the tag of num2words."""
    if language not in ("es", "pt_BR"):
        return ()

    def labelled(match: re.Match[str]) -> str | None:
        signs = re.sub(r"\W", "", match.group())
        before = match.string[max(0, match.start() - _REACH) : match.start()]
        if sum(map(str.isdecimal, signs)) < _FEWEST or not _LABELLED.search(before):
            return None
        return " ".join(signs)

    def signs_of(match: re.Match[str]) -> str:
        return " ".join(re.sub(r"\W", "", match.group()))

    def groups(match: re.Match[str]) -> str:
        return ", ".join(" ".join(group) for group in re.findall(r"\d+", match.group()))

    return (
        Form(Kind.IDENTIFIER, _LAWSUIT, groups),
        Form(Kind.IDENTIFIER, _SHAPED, signs_of, r"[XYZ\d]"),
        Form(Kind.IDENTIFIER, _VALUE, labelled, r"[A-Z\d]"),
        Form(Kind.IDENTIFIER, _LONG, lambda m: " ".join(m.group())),
    )
