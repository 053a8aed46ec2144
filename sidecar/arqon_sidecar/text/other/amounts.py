"""How numbers, money, measures and ranges are said, as espeak-ng reads them whole.

espeak knows each language's numbers: they stay in digits, without what would tear them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.other.amount_parts import in_parts
from arqon_sidecar.text.other.coins import CODES, THOUSANDS
from arqon_sidecar.text.other.counting import counted, with_noun
from arqon_sidecar.text.other.names import Name
from arqon_sidecar.text.other.plain_numbers import BY_POINTS, plain
from arqon_sidecar.text.other.ranges import is_numbered, up_to
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["Amounts"]

_PESOS = re.compile(r"[-−]?\s?\$\s?[-−]?\d{1,3}(?:\.\d{3})+(?!\d)")
"""As in Argentina, Chile and Colombia, which write dollars as US$."""
_COUNTED = re.compile(r"\s(?P<noun>[a-zà-ÿ]{2,20}s)(?!\w)")
"""A noun behind a range, in the languages whose numbers go with it."""
_VERB = {
    "it": re.compile(r"(?<=\d\s..)\s(?!d[ei]\b|d[ei]ll|[aeo]d?\s|in\b|con\b|per\b)[a-zà-ÿ]"),
    "es": re.compile(r"(?<=\d\s..)\s(?:\w{1,12}(?:do|to|cho|so)|que|de\s\w{1,12}[aei]r)(?!\w)"),
}
"""Behind what is a verb, and no hectare: nel 2020 ha vinto."""
_TOWN = re.compile(r"\s[A-ZÀ-Þ][a-zà-ÿ]")
_POSTAL = 5
"""Digits of a postal code in front of its town: int. 4 – 00198 Roma."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How each of them is said."""

    words: Vocabulary
    comma: bool

    def number(self, match: re.Match[str]) -> str:
        """-1.234 as "menos 1234"."""
        sign = f"{self.words.minus} " if match["minus"] else ""
        return sign + self.plain(match["number"])

    def _each(self, match: re.Match[str], *, priced: bool = True) -> str:
        """What is said for "/kg": in French "le kilo" behind prices, and else "par kilo"."""
        each = match["per"].split("/") if match["per"] else ()
        said = "".join(f" {self.words.per.get(p, f'{self.words.each} {p}')}" for p in each)
        french = self.words.counts_in == "fr" and not priced
        return re.sub(r" (?:l[ae] |l')", " par ", said) if french else said

    def _of(self, noun: str) -> str:
        """D'euros, de dollars; as it is where nothing stands between."""
        of = self.words.of
        if of.endswith("'"):
            return f"{of}{noun}" if noun[0] in "aeiouy" else f"de {noun}"
        return f"{of} {noun}".lstrip()

    def _coin(self, match: re.Match[str]) -> tuple[Name, Name]:
        pointed = self.words.pointed_dollar
        if pointed and match["coin"] == "$" and _PESOS.match(match.group()):
            return pointed
        return self.coin(match["coin"])

    def coin(self, written: str) -> tuple[Name, Name]:
        """The names of a coin and of its hundredth."""
        money = self.words.money
        return money.get(written) or money[CODES.get(written, written[2:])]

    def counted(self, match: re.Match[str], noun: str, number: str = "") -> str:
        """The number as it goes with the noun, and the noun."""
        sign = f"{self.words.minus} " if match["minus"] else ""
        number = number or self.plain(match["number"])
        return f"{sign}{with_noun(self.words.counts_in, number, noun)}"

    def measure(self, match: re.Match[str]) -> str | None:
        """5 kg as "5 kilos", 8 h/día as "8 horas por día"; 3 ch. are rooms, L. a law."""
        if match["unit"] in ("ch", "L") and match.group().endswith("."):
            return None
        verb = _VERB.get(self.words.counts_in) if match["unit"] == "ha" else None
        if verb and verb.match(match.string, match.end()):
            return None
        said = self.counted(match, self.words.units[match["unit"]].of(match["number"]))
        return said + self._each(match, priced=False)

    def span(self, match: re.Match[str]) -> str | None:
        """50-60 as "50 a 60", but "3-1 से" as "3, 1 से" and 5 - 3 = 2 as "5 menos 3"."""
        if len(match["a"]) == 3 and len(match["b"]) == 4:
            return None
        if match.string.startswith(" = ", match.end()):
            return f"{self.plain(match['a'])} {self.words.minus} {self.plain(match['b'])}"
        if len(match["b"]) == _POSTAL and _TOWN.match(match.string, match.end()):
            return f"{match['a']}, {match['b']}"
        if parts := in_parts(match["a"], match["b"], self.words.hyphen):
            return parts
        if is_numbered(match):
            return f"{match['a']} {self.words.hyphen} {self.plain(match['b'])}"
        behind = match.string.startswith(f" {self.words.to} ", match.end())
        to = "," if behind and self.words.postposed else f" {up_to(match, self.words)}"
        noun = _COUNTED.match(match.string, match.end())
        if noun and self.words.each:
            a, b = (
                counted(self.words.counts_in, self.plain(match[end]), noun["noun"]) for end in "ab"
            )
            return f"{a}{to} {b}"
        return f"{self.plain(match['a'])}{to} {self.plain(match['b'])}"

    def measures(self, match: re.Match[str]) -> str | None:
        """9-14 h as "9 a 14 horas", 15-20 €/pers. as "15 a 20 euros por persona"."""
        unit = match["unit"]
        name = self.words.units[unit] if unit else self._coin(match)[0]
        said = self.span(match)
        written: str = match.groupdict().get("scale") or ""
        if said and (scale := self.words.short_scales.get(written, written)):
            joined = name.many if scale in THOUSANDS else self._of(name.many)
            return f"{said} {scale} {joined}{self._each(match)}"
        return said and f"{said} {name.many}{self._each(match)}"

    def dotted(self, match: re.Match[str]) -> str | None:
        """1.2.3 as "1 punto 2 punto 3"."""
        if self.comma and BY_POINTS.fullmatch(match.group()):
            return None
        if not self.comma and match.group().count(".") == 1:
            return None
        parts = re.sub(r"\Av\.?\s?", "v ", match.group()).split(".")
        return f" {self.words.point} ".join(parts)

    def plain(self, number: str) -> str:
        """A number without marks between thousands."""
        return plain(number, comma=self.comma)
