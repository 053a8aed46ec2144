"""Numbers, money, measures, ranges and fractions, in the form in which espeak-ng reads them whole.

espeak knows each language's numbers: they stay in digits, without what would tear them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import regex

from arqon_sidecar.text.other.agreement import agreement_forms, counted
from arqon_sidecar.text.other.telephones import telephone_forms
from arqon_sidecar.text.other.vocabulary import Name, Vocabulary
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["amount_forms"]

_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)*)"
"""1 234,56 and 1.234,56 and 1,234.56 and 12,5."""
_VALUE = rf"(?P<number>{_NUMBER})"
_MINUS = r"(?P<minus>[-−]\s?)?"
_GAP = "[ \u00a0\u202f]?"
_FREE = r"(?<![\w.,/-])"
_END = r"(?![\w/]|[.,]\d)"
_SIGNED = r"[-−\d]"
_CENTS = re.compile(r"(?P<whole>.*)[.,](?P<cents>\d\d)")
_BY_POINTS = re.compile(r"[1-9]\d{0,2}(?:[.\s]\d{3})+(?:,\d+)?")
_BY_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?P<decimals>\.\d+)?")
_DOTTED = re.compile(r"(?<![\w.])\d{1,5}(?:\.\d{1,5}){2,5}(?![\w]|\.\d)")
_SO_OFTEN = re.compile(r"(?<=\d)[xX×](?!\w|\s?\d)")
"""3x: three times."""
_TIMES = re.compile(r"(?<=\d)\s?[x×]\s?(?=\d)")
_SCORE = regex.compile(
    r"(?:(?<=[^\W\d_] \d)|(?<=[^\W\d_] \d\d))\s?[x×]\s?(?=\d{1,2} [A-ZÀ-Þ])"
    r"|(?<=(?:venceu|ganhou|perdeu|empatou) (?:por|de) \d)\s?[x×]\s?(?=\d(?!\w|\s?[mc]m?\b))"
    r"|(?<=\b(?:jogo|placar|partida) (?:(?:foi|terminou|acabou)(?: de| em)?|de|é) \d)"
    r"\s?[x×]\s?(?=\d(?!\w|\s?[mc]m?\b))"
)
"""Brasil 3 x 1 Chile; o jogo foi 2x1."""
_BETWEEN = re.compile(r"\b(?:entre|tra|fra) \Z", re.IGNORECASE)
_COIN_BEHIND = re.compile(r"\s(?:pesos|dólares|dollars|dollari|euros?|reais)\b")
_EQUALS = re.compile(r"(?<=[\w)]\s)=(?=\s[\w(-])")
_NOUN = re.compile(r"\s(?P<word>(?!de\b|di\b)[^\W\d_]{3,})")
_ORDINAL = re.compile(r"(?<=\d)\.(?=[ºª])")
"""Of 3.º; espeak knows 3º."""
_ARTICLES = "|".join(
    rf"(?<=\b{article} )" for article in ("[Ee]l", "por", "[Ll]e", "[Ii]l", "[Oo]", "[UuAa]n", "al")
)
"""What stands before a unit without a number: el kg."""
_AND = re.compile(r"(?<=\s)&(?=\s)")
_CODES = {"EUR": "€", "USD": "$", "GBP": "£", "BRL": "R$", "JPY": "¥", "INR": "₹"}


def amount_forms(words: Vocabulary, *, comma: bool) -> tuple[Form, ...]:
    """Money, measures, degrees, ranges, fractions, signs and plain numbers.

    `comma` says that a comma parts a number's decimals, and a point its thousands.
    """
    amounts = _Amounts(words, comma)
    coin = rf"(?P<coin>(?:US)?(?:{_choice(words.money)})|(?:{_choice(_CODES)})(?!\w))"
    scale = rf"(?:{_GAP}(?P<scale>{words.scales}|{_choice(words.short_scales)})\b\.?)?"
    country = rf"\${_GAP}(?={_NUMBER}{_GAP}[A-Z]{{3}}\b)"
    after = rf"{_FREE}{_MINUS}{_VALUE}{_GAP}"
    pair = rf"{_FREE}(?P<a>{_NUMBER})\s?[-–]\s?(?P<b>{_NUMBER})(?![\w/-]|[.,]\d)"

    per = rf"(?:{_GAP}/{_GAP}(?P<per>{_choice(words.per)})\b\.?)?"
    both = rf"{_FREE}(?P<a>{_NUMBER})\s?[-–]\s?(?P<b>{_NUMBER}){_GAP}"

    often = {"por": "veces", "per": "volte"}.get(words.times, words.times)

    return (
        *telephone_forms(),
        _form(
            Kind.RANGE,
            rf"{_FREE}{coin}{_GAP}(?P<a>{_NUMBER})\s?[-–]\s?(?P=coin)?{_GAP}(?P<b>{_NUMBER})"
            rf"{_END}(?P<unit>(?!))?",
            amounts.measures,
            ".",
        ),
        _form(
            Kind.MONEY,
            rf"{_FREE}{_MINUS}{country}{_VALUE}{_GAP}{coin}(?P<scale>(?!))?(?P<per>(?!))?(?!\w)",
            amounts.money,
            r"[-−$]",
        ),
        _form(
            Kind.MONEY,
            rf"{_FREE}{_MINUS}{coin}{_GAP}{_VALUE}{scale}{per}{_END}",
            amounts.money,
            ".",
        ),
        _form(
            Kind.MONEY,
            rf"{_FREE}{_MINUS}{_VALUE}{scale}{_GAP}{coin}{per}(?!\w)",
            amounts.money,
            _SIGNED,
        ),
        _form(Kind.MEASURE, rf"{after}°{_GAP}(?P<unit>[CF])?(?!\w)", amounts.degrees, _SIGNED),
        _form(
            Kind.MEASURE,
            rf"{after}(?P<unit>{_choice(words.units)})(?![\w/²³])",
            amounts.measure,
            _SIGNED,
        ),
        _form(
            Kind.RANGE,
            rf"{both}(?:(?P<unit>{_choice(words.units)})(?![\w/²³])|(?P<coin>{_choice(words.money)}))",
            amounts.measures,
        ),
        _form(Kind.RANGE, pair, amounts.span),
        _form(
            Kind.FRACTION,
            rf"{_FREE}(?P<a>\d{{1,2}})[/⁄](?P<b>\d{{1,2}}){_GAP}(?P<unit>{_choice(words.units)})(?![\w/²³])",
            amounts.part,
        ),
        _form(
            Kind.FRACTION,
            rf"{_FREE}(?P<a>\d{{1,4}})[/⁄](?P<b>\d{{1,4}}){_END}",
            amounts.fraction,
        ),
        Form(
            Kind.MEASURE,
            re.compile(rf"(?:{_ARTICLES})(?P<unit>{_choice(words.units)})(?![\w/²³'’.])"),
            lambda m: words.units[m["unit"]].one if len(m["unit"]) > 1 else None,
            r"\w",
        ),
        Form(Kind.VERSION, _DOTTED, amounts.dotted),
        Form(Kind.ORDINAL, _ORDINAL, lambda _: "", r"\."),
        Form(Kind.OPERATOR, _SCORE, lambda _: f" {words.to} ", r"[\sx×]"),
        Form(Kind.OPERATOR, _TIMES, lambda _: f" {words.times} ", r"[\sx×]"),
        Form(Kind.OPERATOR, _SO_OFTEN, lambda _: f" {often}", "[xX×]"),
        Form(Kind.OPERATOR, _EQUALS, lambda _: words.equals, "="),
        Form(Kind.SIGN, _AND, lambda _: words.and_, "&"),
        *agreement_forms(words.counts_in),
        _form(Kind.CARDINAL, rf"(?<![\w)]){_MINUS}{_VALUE}(?!\w)", amounts.number, _SIGNED),
    )


@dataclass(frozen=True, slots=True)
class _Amounts:
    """How each of them is said."""

    words: Vocabulary
    comma: bool

    def number(self, match: re.Match[str]) -> str:
        """-1.234 as "menos 1234"."""
        sign = f"{self.words.minus} " if match["minus"] else ""
        return sign + self._plain(match["number"])

    def money(self, match: re.Match[str]) -> str:
        """25,50 €/kg as "25 euros con 50 céntimos por kilo"."""
        if _COIN_BEHIND.match(match.string, match.end()):
            return self.number(match)
        return self._sum(match) + (f" {self.words.per[match['per']]}" if match["per"] else "")

    def _sum(self, match: re.Match[str]) -> str:
        """25,50 € as "25 euros con 50 céntimos"; 5 millones € as "5 millones de euros"."""
        name, cents_name = self._coin(match)
        if scale := self.words.short_scales.get(match["scale"], match["scale"]):
            of = "" if scale in ("mil", "mila", "mille") else self.words.of
            gap = "" if of.endswith("'") and name.many[0] in "aeiouy" else " " * bool(of)
            of = of if gap == "" or not of.endswith("'") else "de"
            return f"{self.number(match)} {scale} {of}{gap}{name.many}"
        parts = _CENTS.fullmatch(match["number"])
        if not parts or not cents_name.many:
            return self._counted(match, name.of(match["number"]))
        sign = f"{self.words.minus} " if match["minus"] else ""
        whole, cents = re.sub(r"\D", "", parts["whole"]), str(int(parts["cents"]))
        if whole == "0":
            return f"{sign}{cents} {cents_name.of(cents)}"
        joined = f" {self.words.with_cents}".rstrip()
        rest = f"{joined} {cents} {cents_name.of(cents)}" if cents != "0" else ""
        coin = name.of(whole)
        return f"{sign}{counted(self.words.counts_in, whole, coin)} {coin}{rest}"

    def _coin(self, match: re.Match[str]) -> tuple[Name, Name]:
        coin = match["coin"]
        return self.words.money.get(coin) or self.words.money[_CODES.get(coin, coin[2:])]

    def _counted(self, match: re.Match[str], noun: str) -> str:
        """The number as it goes with the noun, and the noun."""
        sign = f"{self.words.minus} " if match["minus"] else ""
        number = self._plain(match["number"])
        return f"{sign}{counted(self.words.counts_in, number, noun)} {noun}"

    def measure(self, match: re.Match[str]) -> str:
        """5 kg as "5 kilos"."""
        return self._counted(match, self.words.units[match["unit"]].of(match["number"]))

    def degrees(self, match: re.Match[str]) -> str:
        """-3 °C as "menos 3 grados Celsius"."""
        celsius, fahrenheit = self.words.scales_of_heat
        scale = {"C": f" {celsius}", "F": f" {fahrenheit}"}.get(match["unit"] or "", "")
        return self._counted(match, self.words.degrees.of(match["number"])) + scale

    def span(self, match: re.Match[str]) -> str | None:
        """50-60 as "50 a 60"; 555-1234 is a telephone's."""
        if len(match["a"]) == 3 and len(match["b"]) == 4:
            return None
        before = match.string[max(0, match.start() - 8) : match.start()]
        to = self.words.and_ if _BETWEEN.search(before) else self.words.to
        return f"{self._plain(match['a'])} {to} {self._plain(match['b'])}"

    def measures(self, match: re.Match[str]) -> str | None:
        """9-14 h as "9 a 14 horas"."""
        unit = match["unit"]
        name = self.words.units[unit] if unit else self._coin(match)[0]
        said = self.span(match)
        return said and f"{said} {name.many}"

    def part(self, match: re.Match[str]) -> str | None:
        """1/4 l as "un cuarto de litro"."""
        unit = self.words.units[match["unit"]].one
        if (match["a"], match["b"]) == ("1", "2"):
            return f"{self.words.half[unit.endswith('a')]} {unit}"
        known = self.words.fractions.get(f"{match['a']}/{match['b']}")
        return f"{known} {self.words.of.replace(chr(39), 'e')} {unit}" if known else None

    def fraction(self, match: re.Match[str]) -> str:
        """3/4 as "tres cuartos", 1/2 taza as "media taza"."""
        if match.group() == "24/7":
            return "24 7"
        noun = _NOUN.match(match.string, match.end())
        if noun and (match["a"], match["b"]) == ("1", "2"):
            return self.words.half[noun["word"].endswith("a")]
        known = self.words.fractions.get(f"{match['a']}/{match['b']}")
        return known or f"{match['a']} {self.words.over} {match['b']}"

    def dotted(self, match: re.Match[str]) -> str | None:
        """1.2.3 as "1 punto 2 punto 3"."""
        if self.comma and _BY_POINTS.fullmatch(match.group()):
            return None
        return match.group().replace(".", f" {self.words.point} ")

    def _plain(self, number: str) -> str:
        """Without marks between thousands."""
        by_commas = _BY_COMMAS.fullmatch(number)
        if self.comma and _BY_POINTS.fullmatch(number):
            return re.sub(r"[.\s]", "", number)
        if by_commas and (not self.comma or by_commas["decimals"] or number.count(",") > 1):
            return number.replace(",", "")
        return re.sub(r"\s", "", number)


def _form(
    kind: Kind, pattern: str, say: Callable[[re.Match[str]], str | None], first: str = r"\d"
) -> Form:
    return Form(kind, re.compile(pattern), say, first)


def _choice(written: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, written), key=len, reverse=True))
