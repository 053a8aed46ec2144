"""Short forms of firms and sums: est. in 1901, Rev. up 8%, 10% disc., ins. co."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["business_forms"]

_COMPANY = re.compile(r"(?:(?<=\b[Tt]he )|(?<=\b[Ii]ns\. ))co\.(?=\s[a-z])")
_FOUNDED = re.compile(r"(?<![\w.])[Ee]st\.(?=\s(?:in\s|c\.\s?)?(?:1\d{3}|20\d\d)\b)")
_ESTIMATED = re.compile(r"(?<=[\d%MBK] )[Ee]st\.(?=[)\],;]|\s?$)")
_EXPECTED = re.compile(r"(?<=[\d%MBKk] )exp\.(?=[)\],;]|\s?$)")
_REVENUE = re.compile(
    r"(?<![\w.'-])(?P<r>[rR])ev\.?(?=\s(?:up|down|of|grew|rose|fell|growth|was|per|est|[$€£]))"
)
_EXPERIENCE = re.compile(
    r"(?<![\w.'-])(?P<e>[Ee])xp\.?(?=\s(?:req|nec|pref|required|needed|preferred|necessary|helpful)\b)"
    r"|(?:(?<=yrs )|(?<=yrs\. )|(?<=years )|(?<=years' )|(?<=yrs' )|(?<=yr )"
    r"|(?<=yr\. ))(?P<x>e)xp(?:\b\.)?(?![\w/])"
)
_MILLION = re.compile(r"(?<=\d )mil\.(?=\s[a-z])")
_REGULAR = re.compile(r"(?<![\w.'-])[rR]eg\.?(?=\s[$€£]\d)")
_DISCOUNT = re.compile(r"(?<=% )disc\.(?!\w)")
_INTEREST = re.compile(r"(?<![\w.'-])[Ii]nt\.(?=\s[-+]?[$€£]\d|\srates?\b)")
_INSURANCE = re.compile(
    r"(?<![\w.'-])(?P<i>[Ii])ns\.(?=\s(?:co|cos|cov|policy|agent|card|claim|premium)s?\b)"
)
_OFFER = re.compile(
    r"(?:(?<=\d )|(?<=[kK] )|(?<=\d, )|(?<=\d))(?P<slash>/)?(?:obo|OBO|o\.b\.o\.?)(?!\w)"
)
"""Behind the price of what somebody sells."""
_INSURED = re.compile(
    r"(?:(?<=[Bb]onded (?:&) )|(?<=[Bb]onded and )|(?<=[Ll]ic\. & )|(?<=[Ll]icensed & )"
    r"|(?<=[Ll]icensed and ))ins\.?(?!\w)"
)
_TRANSMISSION = re.compile(
    r"(?:(?<=\b[Aa]uto )|(?<=\b[Mm]anual )|(?<=\b[Aa]utomatic ))trans\b\.?(?=[\s,;)]|$)"
    r"|(?<![\w.'-])trans\.(?=\s(?:fluid|oil|shop|repairs?|filter|flush)\b)"
)
"""Of a car."""
_INDUSTRIAL = re.compile(r"(?<=Jones )Ind(?:us)?\.(?=\sAvg\b)")
_COMPOSITE = re.compile(r"(?:(?<=Nasdaq )|(?<=NASDAQ )|(?<=NYSE ))Comp\.?(?!\w)")
_MATURITY = re.compile(
    r"(?<![\w.$€£-])(?P<years>2|3|5|7|10|20|30)Y(?=\s(?:at|is|yields?|[Tt]reasury|[Tt]reasuries|notes?|bonds?"
    r"|UST|JGBs?|Bunds?|gilts?|swaps?|real|breakeven)\b)"
)
"""Of a bond: the 10Y at 4.25%."""
_MMM = re.compile(
    r"(?<![\w.,$€£-])3M(?=(?:'s)?\s(?:Company|Co\b|tape|products?|stock|shares|hooks?|masks?|earplugs"
    r"|filters?|respirators?|adhesives?|Command|Scotch|Post-it)|'s)"
    r"|(?:(?<=\b[Bb]y )|(?<=\bat )|(?<=\bmaker )|(?<=\bFrom ))3M(?=[.,;!?]|\s?$)"
)
"""A firm, and no millions."""
_TICKER = re.compile(r"(?<![\w$])\$(?=[A-Z]{2,5}(?![\w$({/:=.-]|\.\w))")
_TRADED = re.compile(
    r"\d%|\b(?:stocks?|shares?|calls|puts|earnings|bullish|bearish|bought|buy|sold|sell|long|short|market"
    r"|ticker|price|trading|trader|rally|rallied|dipped?|moon|investors?|holding|hold)\b",
    re.IGNORECASE,
)
"""Where $TSLA is a firm's share, and no variable of a shell."""


def business_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before the abbreviations that mean the same everywhere."""
    return (
        Form(Kind.ABBREVIATION, _COMPANY, lambda _: "company", "c"),
        Form(Kind.ABBREVIATION, _FOUNDED, lambda _: "established", "[eE]"),
        Form(Kind.ABBREVIATION, _ESTIMATED, lambda m: "estimated" + point(m), "[eE]"),
        Form(Kind.ABBREVIATION, _EXPECTED, lambda m: "expected" + point(m), "e"),
        Form(Kind.ABBREVIATION, _REVENUE, lambda m: f"{m['r']}evenue", "[rR]"),
        Form(Kind.ABBREVIATION, _REGULAR, lambda _: "regular", "[rR]"),
        Form(Kind.ABBREVIATION, _MILLION, lambda _: "million", "m"),
        Form(Kind.ABBREVIATION, _DISCOUNT, lambda m: "discount" + point(m), "d"),
        Form(Kind.ABBREVIATION, _INTEREST, lambda _: "interest", "[Ii]"),
        Form(Kind.ABBREVIATION, _OFFER, _offer, "[/oO]"),
        Form(Kind.ABBREVIATION, _INSURED, lambda m: "insured" + point(m), "i"),
        Form(
            Kind.ABBREVIATION, _EXPERIENCE, lambda m: f"{m['e'] or 'e'}xperience" + point(m), "[eE]"
        ),
        Form(Kind.ABBREVIATION, _TRANSMISSION, lambda m: "transmission" + point(m), "t"),
        Form(Kind.ABBREVIATION, _INDUSTRIAL, lambda _: "Industrial", "I"),
        Form(Kind.ABBREVIATION, _COMPOSITE, lambda m: "Composite" + point(m), "C"),
        Form(Kind.MONEY, _MATURITY, lambda m: f"{numbers.said(m['years'])} year"),
        Form(Kind.IDENTIFIER, _MMM, lambda _: "three M"),
        Form(Kind.SIGN, _TICKER, _ticker, r"\$"),
        Form(Kind.ABBREVIATION, _INSURANCE, lambda m: f"{m['i']}nsurance", "[Ii]"),
    )


def _offer(match: re.Match[str]) -> str:
    glued = match["slash"] or match.string[match.start() - 1].isdecimal()
    return " " * bool(glued) + "or best offer" + point(match)


def _ticker(match: re.Match[str]) -> str | None:
    """The sign in front of a firm's short name is not said."""
    near = match.string[match.end() : match.end() + 48].partition("\n")[0]
    return "" if _TRADED.search(back(match)) or _TRADED.search(near) else None
