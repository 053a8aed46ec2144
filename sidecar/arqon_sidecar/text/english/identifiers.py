"""Numbers that name: cards, books, persons, accounts, orders, codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import back, is_plural_after
from arqon_sidecar.text.english.letters import spelled
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.english.technical import Technical
from arqon_sidecar.text.spans import Form, Kind

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
    rf"{_FREE}#?(?P<number>\d{{2,12}}(?:-\d{{1,12}}){{2,4}}|(?<=#)\d{{4,12}}-\d{{1,6}}){_END}"
)
_MASKED = re.compile(r"(?<![\w•])(?:(?:•{2,16}|[xX]{4,16})[ -]?){1,4}(?P<last>\d{2,6})(?!\w)")
"""The last digits of a card or an account: ••••4821."""
_ENDING = re.compile(r"(?:(?<=\bending )|(?<=\bends ))[-–](?P<last>\d{3,6})(?!\w)")
"""A dash for the digits that are not shown: a card ending -4471."""
_OBJECT = re.compile(r"(?<![\w.])10\.\d{4,9}/[\w.()/:;-]{0,80}\w")
_DIGITS = re.compile(
    rf"{_FREE}(?:#\s?)?(?P<number>\d{{3,20}}|\d{{1,2}}(?=[- ]\d{{2,10}}[- ]\d))"
    rf"(?P<more>(?:[- ]\d{{1,10}}){{0,5}}){_END}"
)
_PUBLISHED = re.compile(rf"{_FREE}97[89]-\d{{1,5}}-\d{{1,7}}-\d{{1,7}}-\d{_END}")
_BANK = re.compile(r"[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,3})?(?!\w)")
_ASKS = re.compile(
    r"\b(?:pin|code|passcode|password|otp|zip|zip code|ID|id|account|acct|confirmation|tracking"
    r"|routing|iban|reference|serial|passport|licen[cs]e|member|abn|acn|tfn|bsb|nhs|sort code"
    r"|aadhaar|ein|ssn|npi|mrn|uan|pnr|awb|utr|imei|gtin|upc|cvv|cvc|ending(?: in)?|ends in"
    r"|ext|extension)\.?"
    r"(?: (?:number|no|code|id|#))?\.?(?:(?: is| was)(?: not| now| still)?|:| are|,)?[ :]*#? ?$"
    r"|\b(?:text|send|sms) ['\"“]?\w{1,20}['\"”]? to $",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"(?<![\w-])(?=[A-Z\d ]{0,8}[A-Z])(?=[A-Z\d ]{0,8}\d)[A-Z\d]{1,6}"
    r"(?: [A-Z\d]{1,6}){2,8}(?![\w-])"
)
"""Groups of letters and digits, where a word before them asks for some: 1Z 999 AA1 01 2345."""
_SENDS = re.compile(r"\b(?:text|dial) $", re.IGNORECASE)
_ASKS_IF_LONG = re.compile(
    r"\b(?:order|invoice|ticket|case|claim|ref|policy|part|item|badge|po|rx|job|lot|batch)\.?"
    r"(?: (?:number|no|id|#))?\.?"
    r"(?: is| was|:)?\s?#? ?$",
    re.IGNORECASE,
)


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
        Form(Kind.IDENTIFIER, _ENDING, lambda m: numbers.digits(m["last"]), "[-–]"),
        Form(Kind.IDENTIFIER, _OBJECT, say.object_, "1"),
        Form(Kind.IDENTIFIER, _LETTERED, say.lettered, r"[A-Z\d]"),
        Form(Kind.IDENTIFIER, _DIGITS, say.digits, r"[\d#]"),
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
        if not (hashed or _ASKS_IF_LONG.search(back(match))):
            return None
        return "number " * hashed + ", ".join(map(self.numbers.digits, match["number"].split("-")))

    def masked(self, match: re.Match[str]) -> str:
        ends = back(match).endswith(("ending in ", "ends in "))
        return "ending in " * (not ends) + self.numbers.digits(match["last"])

    def object_(self, match: re.Match[str]) -> str:
        return self.technical.said(match.group())

    def lettered(self, match: re.Match[str]) -> str | None:
        digits = sum(map(str.isdecimal, match.group()))
        asked = digits > 3 and not _follows_number(match) and _ASKS.search(back(match))
        return self.bank(match) if asked else None

    def digits(self, match: re.Match[str]) -> str | None:
        if _follows_number(match):
            return None
        hashed = match.group().startswith("#")
        before, long = back(match), len(match["number"]) > 4 - hashed
        named = len(match["number"]) == 4 and not (match["more"] or is_plural_after(match))
        if named and not hashed and _ASKS_IF_LONG.search(before) and not _ASKS.search(before):
            return self.numbers.name(match["number"])
        sent = _SENDS.search(before) and not is_plural_after(match)
        if not (sent or _ASKS.search(before) or (long and _ASKS_IF_LONG.search(before))):
            return None
        number = "number " * (hashed and "number" not in before)
        return number + self.groups(match)


def _follows_number(match: re.Match[str]) -> bool:
    """Whether a digit stands before it, so that no word can ask for it; saves the long search."""
    return match.string[max(0, match.start() - 2) : match.start()][:1].isdecimal()
