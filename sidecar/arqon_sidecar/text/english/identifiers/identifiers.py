"""Numbers that name: cards, books, persons, accounts, orders, codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.code.technical import Technical
from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.asked_numbers import ASKS_IF_LONG, asked_number_forms
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["identifier_forms"]

_FREE = r"(?<![\w.,/-])"
_END = r"(?![\w]|-\w|[.,]\d)"
_CARD = re.compile(
    rf"{_FREE}\d{{4}}(?P<gap>[ -])"
    rf"(?:\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{1,7}}|\d{{6}}(?P=gap)\d{{5}}){_END}"
)
_PERSON = re.compile(rf"{_FREE}(?:\d{{3}}-\d{{2}}-\d{{4}}|\d{{2}}-\d{{7}}){_END}")
_BOOK = re.compile(
    r"(?P<name>ISBN|ISSN)(?P<kind>-1[03])?(?P<mark>:?| is| number)\s?"
    r"(?P<number>[\d][\d -]{6,20}[\dXx])(?!\w)"
)
_GROUPS = re.compile(rf"{_FREE}[A-Z]?\d{{3,12}}(?:-\d{{3,12}}){{2,4}}{_END}")
_ORDER = re.compile(
    rf"{_FREE}#?(?P<number>\d{{2,12}}(?:-\d{{1,12}}){{2,4}}|(?<=#)\d{{4,12}}-\d{{1,6}}|(?<=#)\d{{2,3}}-\d{{4,8}}){_END}"
)
_MASKED = re.compile(r"(?<![\w•])(?:(?:•{2,16}|[xX]{4,16})[ -]?){1,4}(?P<last>\d{2,6})(?!\w)")
"""The last digits of a card or an account: ••••4821."""
_ENDING = re.compile(
    r"(?:(?<=\bending )[-–xX]|(?<=\bends )[-–xX]|(?<=\bending in )[xX]|(?<=\bends in )[xX]"
    r"|(?:(?<=\b[Cc]ard )|(?<=\b[Aa]ccount )|(?<=\b[Aa]cct\. )|(?<=\b[Aa]cct )"
    r"|(?i:(?<=\bVisa )|(?<=\bMastercard )|(?<=\bAmex )|(?<=\bDiscover ))"
    r"|(?<=\b[Cc]hecking )|(?<=\b[Ss]avings ))[xX])"
    r"(?P<last>\d{3,6})(?!\w)"
)
"""A dash or an x for the digits that are not shown: a card ending -4471, ending in x4471."""
_EXTENSION = re.compile(r"(?<=[a-zA-Z.,] )x(?P<number>\d{4,5}(?<!000))(?![\w.,-]\w|\w|\s?[x×=])")
"""Of an office: J. Park x4410."""
_OBJECT = re.compile(r"(?<![\w.])10\.\d{4,9}/[\w.()/:;-]{0,80}\w")
_PUBLISHED = re.compile(rf"{_FREE}97[89]-\d{{1,5}}-\d{{1,7}}-\d{{1,7}}-\d{_END}")
_BANK = re.compile(r"[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,3})?(?!\w)")


def identifier_forms(numbers: Numbers) -> tuple[Form, ...]:
    """4111 1111 1111 1111, 123-45-6789, ISBN 0-306-40615-2, order 112-1234567-1234567."""
    say = _Identifiers(numbers, Technical(numbers))
    return (
        Form(Kind.IDENTIFIER, _CARD, say.groups),
        Form(Kind.IDENTIFIER, _PERSON, say.groups),
        Form(Kind.IDENTIFIER, _BOOK, say.book, "I"),
        Form(Kind.IDENTIFIER, _PUBLISHED, say.groups),
        Form(Kind.IDENTIFIER, _BANK, say.bank, "[A-Z]"),
        Form(Kind.IDENTIFIER, _GROUPS, say.all_groups, r"[A-Z\d]"),
        Form(Kind.IDENTIFIER, _ORDER, say.order, r"[\d#]"),
        Form(Kind.IDENTIFIER, _MASKED, say.masked, "[•xX]"),
        Form(Kind.IDENTIFIER, _ENDING, lambda m: numbers.digits(m["last"]), "[-–xX]"),
        Form(Kind.TELEPHONE, _EXTENSION, lambda m: f"extension {numbers.name(m['number'])}", "x"),
        Form(Kind.IDENTIFIER, _OBJECT, say.object_, "1"),
        *asked_number_forms(numbers),
    )


@dataclass(frozen=True, slots=True)
class _Identifiers:
    """Says identifiers."""

    numbers: Numbers
    technical: Technical

    def groups(self, match: re.Match[str]) -> str:
        return ", ".join(map(self.numbers.digits, re.findall(r"\d+", match.group())))

    def book(self, match: re.Match[str]) -> str:
        kind = f" {self.numbers.cardinal(int(match['kind'][1:]))}" if match["kind"] else ""
        parts = [self.technical.one_by_one(part) for part in re.split(r"[ -]", match["number"])]
        return f"{spelled(match['name'])}{kind}{match['mark']} {', '.join(filter(None, parts))}"

    def bank(self, match: re.Match[str]) -> str | None:
        if sum(map(str.isdecimal, match.group())) < 8:
            return None
        return ", ".join(self.technical.one_by_one(part) for part in match.group().split())

    def all_groups(self, match: re.Match[str]) -> str:
        parts = match.group().split("-")
        return ", ".join(self.technical.one_by_one(part) for part in parts)

    def order(self, match: re.Match[str]) -> str | None:
        hashed = match.group().startswith("#")
        if not (hashed or ASKS_IF_LONG.search(back(match))):
            return None
        return "number " * hashed + ", ".join(map(self.numbers.digits, match["number"].split("-")))

    def masked(self, match: re.Match[str]) -> str:
        ends = back(match).endswith(("ending in ", "ends in "))
        return "ending in " * (not ends) + self.numbers.digits(match["last"])

    def object_(self, match: re.Match[str]) -> str:
        return self.technical.said(match.group())
