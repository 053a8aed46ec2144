"""Telephone numbers of several countries."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import back, is_plural_after, word_after, word_before
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["telephone_forms"]

_END = r"(?![\w/]|-\w|[.,]\d(?!\d{7}))"
_INTERNATIONAL = re.compile(rf"(?P<plus>\+)\s?\d{{1,3}}(?:[-. ]?\(?\d{{1,5}}\)?){{1,6}}{_END}")
_AMERICAN = re.compile(
    r"(?<![\w.-])(?:(?P<country>1)[-. ])?(?:\(\d{3}\)[-. ]?|\d{3}[-. ])\d{3}[-. ]\d{4}" + _END
)
_NATIONAL = re.compile(
    r"(?<![\w.-])(?:(?:\(0\)\s?\d{1,5}|\(0\d{1,4}\)|0\d{1,5})"
    rf"(?:(?: / (?!0\d)|[-. /])\d{{2,8}}){{1,5}}"
    rf"|1[38]00 \d{{3}} \d{{3}}|\(\d\d\) \d{{4,5}}-\d{{4}}|[6-9]\d{{4}} \d{{5}}"
    rf"|8 \(\d{{3}}\) \d{{3}}-\d\d-\d\d){_END}"
)
"""With a zero in front, and as written in Australia, Brazil, India and Russia."""
_FREE_OF_CHARGE = re.compile(
    r"(?<![\w.-])(?P<country>\+?1[- ])?(?P<open>\()?(?P<area>8[0-8]\d|900)(?(open)\) ?"
    r"|-)(?P<digits>\d{0,3})-?"
    r"(?P<name>(?=[A-Z\d-]{4})[A-Z]{2,10}(?:-[A-Z\d]{1,10}){0,3})(?!\w)"
)
_INITIALS = frozenset({"USA", "ATT", "AAA", "IRS", "FBI", "UPS"})
_EXTENSION = re.compile(
    r"(?:(?<=\d{4} )|(?<=\d{4}, )|(?<=\d{4} or )"
    r"|(?<=: )(?=x\d{3})|(?<=\bdial )|(?<=\bat )(?=x\d{3}))"
    r"(?:x|[Ee]xtn?\.?\s)\s?(?P<number>\d{1,6})(?!\w)"
)
_LOCAL = re.compile(
    rf"(?<![\w.-])(?<!\d )(?P<a>\d{{3}})(?:-|(?<=(?:all|ial) 555) )(?P<b>\d{{4}}){_END}"
)
_LABEL = re.compile(
    r"(?<![\w.'-])(?P<word>[Tt]el|[Mm]ob|[Pp]h|TEL|MOB|PH)"
    r"(?=(?:\.?:|\.)?\s?[+(]?\d[\d ().-]{5})(?:\.(?=:?\s))?"
)
"""In front of a number: Tel: 0800 ..."""
_LABELS = {"tel": "telephone", "mob": "mobile", "ph": "phone"}
_EMERGENCY = re.compile(
    r"(?<![\w.,$€£#/-])(?<!\d )(?P<number>[2-9]11|112|999|000|988|101|111)(?![\w/%]|[.,–-]\d)"
)
_CALL = re.compile(
    r"\b(?:call|dial|phone|ring|text|tel|emergency|hotline|lifeline|number|reach|calling|called|dialed)\b",
    re.IGNORECASE,
)
_ALWAYS = frozenset({"911", "411", "311", "211", "511", "811"})
_CALLS = words("calls callers operators dispatchers services systems centers lines")
_OTHERS = words("porsche carrera boeing flight room route highway chapter page line bus section")
"""What has numbers like these, too."""
_PAGES = words("p pp pg no nos vol fig")
_CARS = words("Turbo Carrera Targa GT2 GT3 GTS RS Speedster Cabriolet Porsche")
"""Behind 911."""
_GROUPS = re.compile(r"\d+")


def telephone_forms(numbers: Numbers) -> tuple[Form, ...]:
    """+44 20 7946 0958, (555) 123-4567, 020 7946 0958, 555-1234, 1-800-FLOWERS, 911."""
    say = _Telephones(numbers)
    return (
        Form(Kind.TELEPHONE, _FREE_OF_CHARGE, say.named, r"[\d+(]"),
        Form(Kind.ABBREVIATION, _LABEL, lambda m: _LABELS[m["word"].lower()], "[TtMmPp]"),
        Form(Kind.TELEPHONE, _INTERNATIONAL, say.groups, r"\+"),
        Form(Kind.TELEPHONE, _AMERICAN, say.groups, r"[\d(]"),
        Form(Kind.TELEPHONE, _NATIONAL, say.groups, r"[\d(]"),
        Form(Kind.TELEPHONE, _LOCAL, say.local),
        Form(Kind.TELEPHONE, _EXTENSION, say.extension, "[xeE]"),
        Form(Kind.TELEPHONE, _EMERGENCY, say.emergency),
    )


@dataclass(frozen=True, slots=True)
class _Telephones:
    """Says telephone numbers."""

    numbers: Numbers

    def groups(self, match: re.Match[str]) -> str | None:
        found = _GROUPS.findall(match.group())
        abroad = match.group().startswith("+")
        if not 7 + abroad <= sum(map(len, found)) <= 15:
            return None
        plus = "plus " * abroad
        return plus + ", ".join(map(self._group, found))

    def _group(self, digits: str) -> str:
        """What is free or dear to call has one number for an area code: 800-555-0100."""
        free = digits in ("800", "900")
        return self.numbers.name(digits) if free else self.numbers.digits(digits)

    def named(self, match: re.Match[str]) -> str:
        area = match["area"]
        area = self._group(area)
        digits = f", {self.numbers.digits(match['digits'])}" if match["digits"] else ""
        country = {"1": "one, ", "+1": "plus one, "}.get((match["country"] or "")[:-1], "")
        name = " ".join(map(self._called, match["name"].split("-")))
        return f"{country}{area}{digits}, {name}"

    def _called(self, part: str) -> str:
        """A word of a number's letters: FLOWERS, but the letters of USA."""
        if part.isdecimal():
            return self.numbers.digits(part)
        word = part not in _INITIALS and not {"A", "E", "I", "O", "U", "Y"}.isdisjoint(part)
        return part.title() if word else spelled(part)

    def local(self, match: re.Match[str]) -> str | None:
        counted = is_plural_after(match) or match["b"].endswith("000")
        if match["a"] != "555" and counted and not _CALL.search(back(match)):
            return None
        return f"{self.numbers.digits(match['a'])}, {self.numbers.digits(match['b'])}"

    def extension(self, match: re.Match[str]) -> str:
        return f"extension {self.numbers.name(match['number'])}"

    def emergency(self, match: re.Match[str]) -> str | None:
        number, before = match["number"], back(match)
        called = number in _ALWAYS and word_after(match) in _CALLS
        if (is_plural_after(match) and not called) or _is_other(match):
            return None
        if number == "911" and word_after(match) in _CARS:
            return self.numbers.name(number)
        asked = _CALL.search(before) or _CALL.search(
            match.string, match.end(), min(len(match.string), match.end() + 40)
        )
        alone = not match.string.strip(" .!?").strip("0123456789")
        sure = number in _ALWAYS or asked or (number == "112" and alone)
        return self.numbers.digits(number) if sure else None


def _is_other(match: re.Match[str]) -> bool:
    before = word_before(match).lower()
    return before in _OTHERS or before.rstrip(".") in _PAGES
