"""Mandarin and Japanese: signs before numbers and between them, and what a dash stands for."""

from __future__ import annotations

import re

from arqon_sidecar.text.east_asian.words import EastAsian
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["DASH", "sign_forms"]

DASH = r"\s?[-~〜–]\s?"
_COUNTED = "[点點日月年号號時时分秒度元円万億亿%℃人個个級级歳岁]"
_HALF = "(?:上午|下午|中午|晚上|午前|午後|翌)?"
_TO = re.compile(
    rf"(?:(?<=\d)|(?<=\d{_COUNTED})|(?<=\d°C)|(?<=\d[kcm][mg])|(?<=\d[mgL])){DASH}(?={_HALF}\d)"
    r"|(?<=[周週期][一二三四五六日天])\s?[-~–]\s?(?=[周週星])"
    r"|(?<=[月火水木金土])[-~〜–](?=[火水木金土日](?!\w)|[火水木金土日]曜)"
)
"""Also 9点-下午5点, 周一-周五, 月〜金."""
_DOCUMENT = re.compile(r"(?:\D|\A)\d{4}-\d{1,4}[号號](?![\w]*[至到])")
"""2015-39号; days have no year before them."""
_MORE_BEFORE = re.compile(r"\d-\d{1,4}\Z")
_MORE_BEHIND = re.compile(r"\d{1,4}-\d")
"""An address: 1-2-3."""
_FROM_PLACE = re.compile(r"(?<=[\u4e00-\u9fff])〜(?=[\u4e00-\u9fff])")
_FROM = re.compile(r"(?<=[時分日月年円])[〜~](?=\s|\Z|[。、,.)])")
"""In Japanese: 東京〜大阪, 9時〜."""
_PLUS = re.compile(
    r"(?<![\w)）])\+(?=\d+(?:\.\d+)?\s?%)|(?<=[^\W\d_a-zA-Z])\+(?=\d+(?:\.\d+)?\s?%)"
)
_SIGN = re.compile(r"(?<![\w.])[-−](?=\d)|(?<=[^\W\d_a-zA-Z])[-−](?=\d)")
_ABOUT = re.compile(r"(?<![\d~约約])~(?=\d)")
_BETWEEN = re.compile(
    r"(?<=[\w%)）])\s?(?P<sign>[+=÷≈≠±→]|(?<![A-Za-z])&|&(?![A-Za-z])|[×x](?=\s?\d)|[<>≤≥](?=\s?[-\d]))\s?(?=[\w(（-])"
    r"|(?<![\w)])(?P<front>[<>≤≥±+])\s?(?=\d)|(?<=[\dA-Za-z万+])(?P<behind>\+)(?![A-Za-z\d])"
)


def sign_forms(words: EastAsian) -> tuple[Form, ...]:
    """Ranges, scores, sums and comparisons."""
    score = re.compile(r"(?:比分|スコア)(?:是|为|は|:)?\s?\d{1,3}\Z")
    scored = re.compile(rf"\d{{1,3}}\s?(?:{words.scored})")

    def dash(match: re.Match[str]) -> str | None:
        if "-" not in match.group():
            return words.to
        if scored.match(match.string, match.end()) or score.search(_before(match)):
            return words.against
        document = _DOCUMENT.match(match.string, max(0, match.start() - 5))
        if document or _MORE_BEFORE.search(_before(match)):
            return words.hyphen
        if _MORE_BEHIND.match(match.string, match.end()):
            return words.hyphen
        return words.to

    def between(match: re.Match[str]) -> str:
        return words.signs[match["sign"] or match["front"] or match["behind"]]

    from_place = (
        Form(Kind.RANGE, _FROM_PLACE, lambda _: words.to, "〜"),
        Form(Kind.RANGE, _FROM, lambda _: words.to, "[〜~]"),
    )
    return (
        Form(Kind.RANGE, _TO, dash, r"[-~〜–\s]"),
        *(from_place if words.letters else ()),
        Form(Kind.SIGN, _PLUS, lambda _: words.plus, r"\+"),
        Form(Kind.OPERATOR, _BETWEEN, between, r"[\s+=÷&≈≠±→×x<>≤≥]"),
        Form(Kind.SIGN, _SIGN, lambda _: words.minus, "[-−]"),
        Form(Kind.SIGN, _ABOUT, lambda _: words.about, "~"),
    )


def _before(match: re.Match[str]) -> str:
    """What stands in front of a match, as far as any of the patterns above reaches."""
    return match.string[max(0, match.start() - 12) : match.start()]
