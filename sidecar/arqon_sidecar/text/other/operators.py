"""Signs between numbers and words: 3 x 4, 1,80 m x 90 cm, 3x, =, &."""

from __future__ import annotations

import re

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.counting import with_noun
from arqon_sidecar.text.other.number_patterns import POINT, any_of
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["operator_forms"]

_NO_ALGEBRA = r"(?!\w|\s?\d|\s?[+=<>≤≥^*/²³][^a-zà-ÿ]|\s?[-−–]\s?\d|\))"
_SO_OFTEN = re.compile(
    rf"(?<![\w.,/x×-])(?<![=+]\s)(?P<n>\d{{1,6}})(?:[xX×]{_NO_ALGEBRA}|\s[x×](?=\s(?:ao|por|al|plus|moins|par|m[áa]i?s|menos|più|meno|sin|sem)\b))"
    rf"|(?:(?<=[.,]\d)|(?<=[.,]\d\d))[xX×]{_NO_ALGEBRA}"
)
"""3x: three times; "3x + 5" is algebra."""
_VARIABLE = regex.compile(
    r"(?<=\d)[xX](?=[²³^)]|\s?[=<>≤≥]\s?[\w(-]|\s[-+−]\s[\w(]|[+−]\w)"
    r"|(?<=[-+=−]\s?\d{1,3})[xX](?!\w|\s?\d)"
)
"""3x² - 2x + 1: a letter of algebra."""
_FOUR = regex.compile(
    r"(?<=(?<![\w.,x×])4)\s?[x×]\s?(?=4(?![\w²³]|[.,]\d|\s?(?:[=x×]|[cmk]?m\b|pouces|px)))"
)
"""A car that is driven by all its wheels: 4x4."""
_ALWAYS = regex.compile(r"(?<=(?<![\w.,x×])24)\s?[x×]\s?(?=7(?![\w]|[.,]\d|\s?=))")
"""24x7."""
_RELAY = regex.compile(r"(?<=(?<![\w.,x×])4)\s?[x×]\s?(?=(?:50|100|200|400)\s?m(?!\w))")
"""4 x 100 m: a race of four."""
_MORE_OFTEN = re.compile(r"(?<![\w.])[x×](?=\d{1,3}\s(?:en|in|depuis|par|rispetto|sur)\b)")
"""x2 en 5 ans."""
_TIMES = re.compile(r"(?<=\d)\s?[x×]\s?(?=\d|(?:R|US)?\$\s?\d|[€£]\s?\d)")
_BY = regex.compile(
    r"(?<=\d\s?(?:[cmk]?m|pouces|px))\s?[x×]\s?(?=\d)"
    r"|(?<=\d)\s?[x×]\s?(?=[\d.,]{1,8}(?:\s?[x×]\s?[\d.,]{1,8})?\s?(?:[cmk]?m|pouces|px)(?!\w))"
)
"""Between two lengths: 1,80 m x 90 cm, 20 x 30 x 40 cm."""
_SCORE = regex.compile(
    r"(?<=\d \(\d\d?\) )x(?= \(\d)"
    r"|(?:(?<=[^\W\d_] \d)|(?<=[^\W\d_] \d\d))\s?[x×]\s?(?=\d{1,2} [A-ZÀ-Þ])"
    r"|(?<=(?:venceu|ganhou|perdeu|empatou) (?:por|de) \d{1,2})\s?[x×]\s?(?=\d(?!\w|\s?[mc]m?\b))"
    r"|(?<=\b(?:jogo|[Pp]lacar|partida|[Rr]esultado)"
    r"(?: (?:(?:foi|terminou|acabou)(?: de| em)?|de|é)|:) \d{1,2})"
    r"\s?[x×]\s?(?=\d(?!\w|\s?[mc]m?\b))"
)
"""Brasil 3 x 1 Chile; o jogo foi 2x1."""
_EVERY = regex.compile(r"(?<=\d\s?(?:mg|ml|g|mcg|µg))/(?P<n>\d{1,2})\s?h(?!\w)")
"""A dose and how often: 500 mg/12 h."""
_IN = regex.compile(r"(?<=\d\s?(?:mg|g|mcg|µg|UI))/(?=\d{1,4}\s?(?:m?[lL]|d[lL]|g)(?!\w))")
"""A dose in a liquid: 120 mg/5 ml."""
_OR = regex.compile(r"(?<=\d\s?\p{L}{1,3})/(?=\d{1,4}\s?\p{L}{1,3}(?!\w))")
"""60 Hz/120 Hz."""
_OF_YEAR = re.compile(r"(?<=\d)/(?=(?:19|20)\d\d(?!\w))|(?<=\d\.\d{3})/(?=\d\d(?![\w/]|[.,]\d))")
"""13.709/2018: a document and its year."""
_EQUALS = regex.compile(
    r"(?<=[\w)\]°!%²³⁴}∣|€$£'’]\s)=(?=\s[\w(√∑∏∫±−∣|{\[-])"
    r"|(?<=(?<![\w.&?/-])\p{L}[₀-₉]?)=(?=\s?[\w(√−-])|(?<=\p{Greek})=(?=\s)"
)
_AND = re.compile(r"(?<!\S)&(?!\S)|(?<=[A-Z])&(?=[A-Z])")
"""Between words, and in the name of a firm."""
_SIZES = re.compile(r"(?<=\d{3})\s?[x×]\s?(?=\d{3})")
"""Of pictures and screens: 1920x1080."""


def operator_forms(words: Vocabulary) -> tuple[Form, ...]:
    """Times, scores, lengths by lengths, equals and "&"."""
    often = {"por": "veces", "per": "volte", "गुणा": "गुना"}.get(words.times, words.times)
    by = {"fois": "sur", "vezes": "por"}.get(words.times, words.times)
    sizes = {"fois": "par"}.get(words.times, by)
    all_wheels = {"fois": " ", "vezes": " por ", "गुणा": " बाय "}.get(words.times, f" {by} ")

    def so_often(match: re.Match[str]) -> str:
        once = {"veces": "vez", "vezes": "vez", "volte": "volta"}.get(often, often)
        if match["n"] is None:
            return f" {often}"
        return with_noun(words.counts_in, match["n"], once if match["n"] == "1" else often)

    return (
        Form(Kind.OPERATOR, _FOUR, lambda _: all_wheels, r"[\sx×]"),
        Form(Kind.OPERATOR, _ALWAYS, lambda _: " ", r"[\sx×]"),
        Form(Kind.OPERATOR, _SCORE, lambda _: f" {words.to} ", r"[\sx×]"),
        Form(Kind.OPERATOR, _RELAY, lambda _: f" {words.times} ", r"[\sx×]"),
        Form(Kind.OPERATOR, _MORE_OFTEN, lambda _: f"{words.times} ", "[x×]"),
        Form(Kind.OPERATOR, _BY, lambda _: f" {by} ", r"[\sx×]"),
        Form(Kind.OPERATOR, _SIZES, lambda _: f" {sizes} ", r"[\sx×]"),
        Form(Kind.OPERATOR, _TIMES, lambda _: f" {words.times} ", r"[\sx×]"),
        Form(Kind.OPERATOR, _VARIABLE, lambda m: f" {m.group()}", "[xX]"),
        Form(Kind.OPERATOR, _SO_OFTEN, so_often, r"[xX×\d]"),
        Form(Kind.OPERATOR, _OF_YEAR, lambda _: f" {words.slash} ", "/"),
        Form(Kind.OPERATOR, _EQUALS, lambda _: f" {words.equals} ", "="),
        Form(Kind.SIGN, _AND, lambda _: f" {words.and_} ", "&"),
        *_each(words, often),
    )


def _each(words: Vocabulary, often: str) -> tuple[Form, ...]:
    """What is counted in a time, or in something else: 3 veces/semana."""
    each = regex.compile(
        rf"(?<=\d\s(?:(?:[€$]\s)?\p{{L}}{{2,14}}|j)|\d[x×]|\d\s\p{{L}}{{2,14}}\.|\d\s?\p{{L}}{{1,14}}\s(?:d[ei]\s|d')\p{{L}}{{2,14}}|\b(?:ve[cz]es|fois|volte)"
        rf"|(?<=\d)(?=\s?/\s?(?:min|die|mm[³3])(?!\w)))\s?/\s?(?P<per>{any_of(words.per)})(?!\w){POINT}"
    )

    behind = rf"(?P<per>{any_of(words.per)})(?!\w){POINT}"
    dose = regex.compile(rf"(?<=\d\s?\p{{L}}{{1,12}}\.?\s)[xX×]\s?(?P<n>\d{{1,2}})\s?/\s?{behind}")
    """500 mg x 3/j."""
    pay = regex.compile(rf"(?<=\b(?:bruts?|nets?|HT|TTC|lord[oi]|nett[oi]))\s?/\s?{behind}")
    """45 k€ brut/an."""

    inside = {"toutes les": "pour", "हर": "प्रति"}.get(words.signs.every, words.signs.every)

    def every(match: regex.Match[str]) -> str:
        hours = words.units["h"].of(match["n"])
        return f" {words.signs.every} {with_noun(words.counts_in, match['n'], hours)}"

    return (
        Form(Kind.RATIO, dose, lambda m: f"{m['n']} {often} {words.per[m['per']]}", "[xX×]"),
        Form(Kind.RATIO, pay, lambda m: f" {words.per[m['per']]}", r"[\s/]"),
        Form(Kind.RATIO, each, lambda m: f" {words.per[m['per']]}", r"[\s/]"),
        Form(Kind.RATIO, _EVERY, every, "/"),
        Form(Kind.RATIO, _IN, lambda _: f" {inside} ", "/"),
        Form(Kind.RATIO, _OR, lambda _: ", ", "/"),
    )
