"""Numbers that name because a word before them asks for one: PIN 0742, code 583 201."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.code.technical import Technical
from arqon_sidecar.text.english.context import back, is_plural_after
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["ASKS_IF_LONG", "asked_number_forms"]

_FREE = r"(?<![\w.,/-])"
_END = r"(?![\w]|-\w|[.,]\d)"
_DIGITS = re.compile(
    rf"{_FREE}(?:#\s?)?(?P<number>\d{{3,20}}|\d{{1,2}}(?=[- ]\d{{2,10}}[- ]\d)|0\d(?=-\d{{3,10}}))"
    rf"(?P<more>(?:[- ]\d{{1,10}}){{0,5}}){_END}"
)
_ASKS = re.compile(
    r"\b(?:pin|code|passcode|password|otp|pwd?|zip|zip code|ID|id|account|acct|confirmation"
    r"|tracking|routing|iban|reference|serial|passport|licen[cs]e|member|abn|acn|tfn|bsb|nhs"
    r"|sort code|aadhaar|ein|ssn|npi|mrn|uan|pnr|awb|utr|imei|(?-i:SIN|IRD|CAS)|gtin|upc|cvv|cvc"
    r"|ending(?: in)?|ends in|ext|extension|squawk(?:ing)?)\.?"
    r"(?: (?:number|no|code|id|#))?\.?(?:(?: is| was)(?: not| now| still)?|:| are|,)?[ :]*#? ?$"
    r"|\b(?:text|send|sms) ['\"“]?(?!(?:it|this|that|them|us|me|him|her)\b)\w{1,20}['\"”]? to $",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"(?<![\w-])(?=[A-Z\d ]{0,8}[A-Z])(?=[A-Z\d ]{0,8}\d)[A-Z\d]{1,6}"
    r"(?: [A-Z\d]{1,6}){2,8}(?![\w-])"
)
"""Groups of letters and digits, where a word before them asks for some: 1Z 999 AA1 01 2345."""
_WITH_LETTER = re.compile(rf"{_FREE}(?P<number>\d{{3,6}})-(?P<letter>[A-Z]){_END}")
_TAILED = re.compile(rf"{_FREE}(?P<number>\d{{3,8}})(?P<letters>[A-Z]{{2,4}}){_END}")
_NUMBER_OF = re.compile(
    r"\b(?:conf(?:irmation)?|reservation|booking|record locator|locator|PNR|code|ticket|claim"
    r"|ref(?:erence)?)"
    r"(?:\.? ?#| number| no\.?| code)?:? ?#? ?\Z",
    re.IGNORECASE,
)
_FEWEST = 8
"""Digits among the letters."""
_ONE_MORE = re.compile(
    r"\b(?:ext|extension|code|pin|zip)s?\.? \d{3,8}(?:,? (?:or|and)|,) \Z", re.IGNORECASE
)
"""In front of a second one: ext. 4410 or 4411."""
_EXTENSIONS = re.compile(r"\b[Ee]xt(?:ension)?s?\.? \Z")
"""In front of several, from one number to another."""
_SENDS = re.compile(r"\b(?:text|dial) $", re.IGNORECASE)
ASKS_IF_LONG = re.compile(
    r"\b(?:order|invoice|ticket|case|claim|ref|policy|part|item|badge|po|p\.o|rx|job|lot|batch)\.?"
    r"(?: (?:number|no|id|#))?\.?"
    r"(?: is| was|:)?\s?#? ?$",
    re.IGNORECASE,
)
"""In front of a number of five digits or more, or of groups of them."""


def asked_number_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Digit by digit; four of them behind "order" or "ticket" as a name."""
    say = _Asked(numbers, Technical(numbers))
    return (
        Form(Kind.IDENTIFIER, _LETTERED, say.lettered, r"[A-Z\d]"),
        Form(Kind.IDENTIFIER, _TAILED, say.tailed),
        Form(Kind.IDENTIFIER, _WITH_LETTER, say.with_letter),
        Form(Kind.IDENTIFIER, _DIGITS, say.digits, r"[\d#]"),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    numbers: Numbers
    technical: Technical

    def lettered(self, match: re.Match[str]) -> str | None:
        digits = sum(map(str.isdecimal, match.group()))
        enough = digits >= _FEWEST and not _follows_number(match)
        if not (enough and _ASKS.search(back(match))):
            return None
        return ", ".join(self.technical.one_by_one(part) for part in match.group().split())

    def tailed(self, match: re.Match[str]) -> str | None:
        """Conf# 8842KX."""
        if match["letters"] in UNITS or not _NUMBER_OF.search(back(match)):
            return None
        return f"{self.numbers.digits(match['number'])} {spelled(match['letters'])}"

    def with_letter(self, match: re.Match[str]) -> str | None:
        """Order 4471-A."""
        before = back(match)
        if not (ASKS_IF_LONG.search(before) or _ASKS.search(before)):
            return None
        return f"{self.numbers.name(match['number'])} {spelled(match['letter'])}"

    def digits(self, match: re.Match[str]) -> str | None:
        if _follows_number(match):
            return None
        hashed = match.group().startswith("#")
        before, long = back(match), len(match["number"]) > 4 - hashed
        named = len(match["number"]) == 4 and not (match["more"] or is_plural_after(match))
        if named and not hashed and ASKS_IF_LONG.search(before) and not _ASKS.search(before):
            return self.numbers.name(match["number"])
        if "-" in match["more"] and _EXTENSIONS.search(before):
            return None
        sent = _SENDS.search(before) and not is_plural_after(match)
        more = _ONE_MORE.search(before)
        if not (sent or more or _ASKS.search(before) or (long and ASKS_IF_LONG.search(before))):
            return None
        number = "number " * (hashed and "number" not in before)
        return number + ", ".join(map(self.numbers.digits, re.findall(r"\d+", match.group())))


def _follows_number(match: re.Match[str]) -> bool:
    """Whether a digit stands before it, so that no word can ask for it; saves the long search."""
    return match.string[max(0, match.start() - 2) : match.start()][:1].isdecimal()
