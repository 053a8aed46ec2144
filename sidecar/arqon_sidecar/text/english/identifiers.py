"""Numbers that name: cards, books, persons, postal areas, codes, machines in a network."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.letters import spelled
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.english.technical import Technical
from arqon_sidecar.text.english.vocabulary import words
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
_ADDRESS = re.compile(
    r"(?<![\w.])(?P<parts>(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3})"
    r"(?:/(?P<mask>\d{1,2}))?(?::(?P<port>\d{1,5}))?(?![\w.]\d|\w)"
)
_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa",
    "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "DC": "DC",
}  # fmt: skip
_STATE = re.compile(
    rf"(?P<state>{'|'.join(_STATES)})\s(?P<zip>\d{{5}})(?:-(?P<more>\d{{4}}))?(?![\w-]|[.,]\d)"
)
_STATE_ALONE = re.compile(rf"(?P<state>{'|'.join(_STATES)})(?![\w'-])")
_CITY = re.compile(r"[A-Z][a-z]+, $")
_TO_CITY = re.compile(
    r"\b(?i:in|to|from|near|of|at|outside|around) (?:[A-Z][a-z.]+ ){0,2}[A-Z][a-z]+, $"
)
_ALSO_WORDS = words("CO DE HI IN LA MA ME OH OK OR PA")
"""States that could be something else behind a comma: behind a place only."""
_POSTCODE = re.compile(r"(?P<out>[A-Z]{1,2}\d[A-Z\d]?)\s(?P<in>\d[A-Z]{2})(?!\w)")
_GROUPS = re.compile(rf"{_FREE}[A-Z]?\d{{3,12}}(?:-\d{{3,12}}){{2,4}}{_END}")
_OBJECT = re.compile(r"(?<![\w.])10\.\d{4,9}/[\w.()/:;-]{0,80}\w")
_HOST = re.compile(
    r"(?<![\w:.])(?=[\dA-Fa-f:]{0,40}(?:::|[A-Fa-f]))(?:[\dA-Fa-f]{0,4}:){2,7}[\dA-Fa-f]{0,4}"
    r"(?:/(?P<bits>\d{1,3}))?(?![\w:])"
)
_SIGN = re.compile(r"::?|[\dA-Fa-f]+")
_DIGITS = re.compile(
    rf"{_FREE}(?:#\s?)?(?P<number>\d{{3,20}})(?P<more>(?:[- ]\d{{2,10}}){{0,5}}){_END}"
)
_PUBLISHED = re.compile(rf"{_FREE}97[89]-\d{{1,5}}-\d{{1,7}}-\d{{1,7}}-\d{_END}")
_NETWORK_CARD = re.compile(r"(?<![\w:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\w:-])")
_BANK = re.compile(r"[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,3})?(?!\w)")
_ASKS = re.compile(
    r"\b(?:pin|code|passcode|password|otp|zip|zip code|ID|id|account|acct|confirmation|tracking"
    r"|routing|iban|reference|serial|passport|licen[cs]e|member|ending in|ends in|ext|extension)\.?"
    r"(?: (?:number|no|code|id|#))?\.?(?: is| was|:| are|,)?[ :]*#?$|\b(?:text|send) \w{1,20} to $",
    re.IGNORECASE,
)
_ASKS_IF_LONG = re.compile(
    r"\b(?:order|invoice|ticket|case|claim|ref|policy|part|item|badge)(?: (?:number|no|id))?\.?"
    r"(?: is| was|:)?\s?#?$",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[A-Z]+|\d+")
_COLONS = {":": "colon", "::": "double colon"}


def identifier_forms(numbers: Numbers) -> tuple[Form, ...]:
    """4111 1111 1111 1111, 123-45-6789, ISBN 0-306-40615-2, CA 90210, 192.168.0.1, fe80::1."""
    say = _Identifiers(numbers)
    return (
        Form(Kind.IDENTIFIER, _CARD, say.groups),
        Form(Kind.IDENTIFIER, _PERSON, say.groups),
        Form(Kind.IDENTIFIER, _BOOK, say.book, "I"),
        Form(Kind.IDENTIFIER, _PUBLISHED, say.groups),
        Form(Kind.ELECTRONIC, _NETWORK_CARD, say.network_card, r"[\dA-Fa-f]"),
        Form(Kind.IDENTIFIER, _BANK, say.bank, "[A-Z]"),
        Form(Kind.ELECTRONIC, _ADDRESS, say.address),
        Form(Kind.ADDRESS, _STATE, say.state, "[A-Z]"),
        Form(Kind.ADDRESS, _STATE_ALONE, say.state_alone, "[A-Z]"),
        Form(Kind.ADDRESS, _POSTCODE, say.postcode, "[A-Z]"),
        Form(Kind.IDENTIFIER, _GROUPS, say.all_groups, r"[A-Z\d]"),
        Form(Kind.IDENTIFIER, _OBJECT, say.object_, "1"),
        Form(Kind.ELECTRONIC, _HOST, say.host, r"[\dA-Fa-f:]"),
        Form(Kind.IDENTIFIER, _DIGITS, say.digits, r"[\d#]"),
    )


@dataclass(frozen=True, slots=True)
class _Identifiers:
    """Says identifiers."""

    numbers: Numbers

    def groups(self, match: re.Match[str]) -> str:
        return ", ".join(map(self.numbers.digits, re.findall(r"\d+", match.group())))

    def book(self, match: re.Match[str]) -> str:
        kind = f" {self.numbers.cardinal(int(match['kind'][1:]))}" if match["kind"] else ""
        parts = [
            _letters_and_digits(part, self.numbers) for part in re.split(r"[ -]", match["number"])
        ]
        return f"{spelled(match['name'])}{kind}{match['mark']} {', '.join(filter(None, parts))}"

    def address(self, match: re.Match[str]) -> str:
        said = " dot ".join(self.numbers.name(part) for part in match["parts"].split("."))
        mask = f" slash {self.numbers.said(match['mask'])}" if match["mask"] else ""
        port = f" colon {self.numbers.name(match['port'])}" if match["port"] else ""
        return said + mask + port

    def network_card(self, match: re.Match[str]) -> str:
        parts = re.split("[:-]", match.group())
        return " colon ".join(_letters_and_digits(part, self.numbers) for part in parts)

    def bank(self, match: re.Match[str]) -> str | None:
        if sum(map(str.isdecimal, match.group())) < 8:
            return None
        return ", ".join(_letters_and_digits(part, self.numbers) for part in match.group().split())

    def state(self, match: re.Match[str]) -> str:
        more = f", {self.numbers.digits(match['more'])}" if match["more"] else ""
        return f"{_STATES[match['state']]} {self.numbers.digits(match['zip'])}{more}"

    def state_alone(self, match: re.Match[str]) -> str | None:
        """Denver, CO, but "Yes, OK"."""
        behind = _TO_CITY if match["state"] in _ALSO_WORDS else _CITY
        return _STATES[match["state"]] if behind.search(back(match)) else None

    def all_groups(self, match: re.Match[str]) -> str:
        parts = match.group().split("-")
        return ", ".join(_letters_and_digits(part, self.numbers) for part in parts)

    def object_(self, match: re.Match[str]) -> str:
        return Technical(self.numbers).said(match.group())

    def host(self, match: re.Match[str]) -> str | None:
        """An address of IPv6; a time has neither letters nor two colons in a row."""
        address = match.group().partition("/")[0]
        if len(address) < len("::1"):
            return None
        said = (
            _COLONS.get(s) or _letters_and_digits(s, self.numbers) for s in _SIGN.findall(address)
        )
        bits = f" slash {self.numbers.said(match['bits'])}" if match["bits"] else ""
        return " ".join(said) + bits

    def postcode(self, match: re.Match[str]) -> str:
        return f"{_in_pieces(match['out'], self.numbers)}, {_in_pieces(match['in'], self.numbers)}"

    def digits(self, match: re.Match[str]) -> str | None:
        hashed = match.group().startswith("#")
        before, long = back(match), len(match["number"]) > 4 - hashed
        if not (_ASKS.search(before) or (long and _ASKS_IF_LONG.search(before))):
            return None
        number = "number " * (hashed and "number" not in before)
        return number + self.groups(match)


def _letters_and_digits(text: str, numbers: Numbers) -> str:
    return " ".join(numbers.digits(c) if c.isdecimal() else spelled(c) for c in text)


def _in_pieces(text: str, numbers: Numbers) -> str:
    pieces = _PIECE.findall(text)
    return " ".join(numbers.name(p) if p.isdecimal() else spelled(p) for p in pieces)
