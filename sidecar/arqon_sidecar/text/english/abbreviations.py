"""Abbreviations, titles, initials and Roman numerals."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.rules import Rule

__all__ = ["abbreviation_rules"]

_BEFORE_NAME = {
    "Mr": "Mister",
    "Mrs": "Missus",
    "Ms": "Miz",
    "Mx": "Mix",
    "Dr": "Doctor",
    "Prof": "Professor",
    "St": "Saint",
    "Rev": "Reverend",
    "Hon": "Honorable",
    "Gen": "General",
    "Col": "Colonel",
    "Maj": "Major",
    "Capt": "Captain",
    "Cpt": "Captain",
    "Lt": "Lieutenant",
    "Sgt": "Sergeant",
    "Gov": "Governor",
    "Sen": "Senator",
    "Rep": "Representative",
    "Pres": "President",
    "Mt": "Mount",
    "Ft": "Fort",
}
_STREETS = {"St": "Street", "Dr": "Drive"}
"""Those that are titles too: a name that follows makes them titles."""
_AFTER_NAME = {
    "Ave": "Avenue",
    "Rd": "Road",
    "Blvd": "Boulevard",
    "Ln": "Lane",
    "Hwy": "Highway",
    "Sq": "Square",
    "Jr": "Junior",
    "Sr": "Senior",
    "Inc": "Incorporated",
    "Corp": "Corporation",
    "Ltd": "Limited",
    "Co": "Company",
    "Bros": "Brothers",
}
_ANYWHERE = {
    "e.g": "for example",
    "eg": "for example",
    "i.e": "that is",
    "ie": "that is",
    "vs": "versus",
    "approx": "approximately",
    "cf": "compare",
    "dept": "department",
    "est": "established",
    "govt": "government",
    "misc": "miscellaneous",
    "tel": "telephone",
    "et al": "and others",
}
_BEFORE_NUMBER = {
    "fig": "figure",
    "vol": "volume",
    "ch": "chapter",
    "sec": "section",
    "p": "page",
    "pp": "pages",
    "eq": "equation",
    "ed": "edition",
    "ca": "circa",
    "c": "circa",
}
_ROMAN_AFTER = (
    "Chapter|Part|Book|Volume|Act|Scene|War|Section|Article|Appendix|Phase|Type|Class|Stage|Level"
    "|Grade|Title|Episode|Season|Bowl|Schedule|Mark"
)
_REGENTS = (
    "Henry|Louis|Elizabeth|George|Charles|Edward|William|James|Richard|Philip|Frederick|Napoleon"
    "|Catherine|Peter|Nicholas|Alexander|Leo|Pius|Benedict|Gregory|Innocent|Clement|Urban|John Paul"
)
_ROMAN = r"(?P<roman>(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))(?![\w'’])"
_NAME_BEFORE = re.compile(r"(?<!\w)[A-Z][\w'-]*,?\s\Z")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def abbreviation_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """Dr. Smith, Baker St., e.g., fig. 3, J. R. R. Tolkien, Louis XIV, World War II, U.S."""

    def numbered(match: re.Match[str]) -> str:
        return f"{match['name']} {numbers.cardinal(_arabic(match['roman']))}"

    def regent(match: re.Match[str]) -> str:
        return f"{match['name']} the {numbers.ordinal(_arabic(match['roman']))}"

    return (
        _words(_STREETS, r"(?:\.(?!\s+[A-Z])|(?=[,;]|$))", named=True, may_end=True),
        _words(_AFTER_NAME, r"(?:\.|(?=[,;]|$))", named=True, may_end=True),
        _words(_BEFORE_NAME, r"(?:\.?(?=\s+[A-Z])|\.(?=\s+and\b))"),
        _words({"etc": "et cetera"}, r"\.?(?!\w)", may_end=True),
        _words(_ANYWHERE, r"\.", ignore_case=True),
        _words({"vs": "versus"}, r"(?!\w)"),
        _words(_BEFORE_NUMBER, r"\.\s?(?=\d)", ignore_case=True),
        Rule(re.compile(r"(?<![\w&])(?P<a>[A-Z]{1,3})&(?P<b>[A-Z]{1,3})(?![\w&])"), _firm),
        Rule(re.compile(rf"\b(?P<name>{_ROMAN_AFTER})\s{_ROMAN}"), numbered),
        Rule(re.compile(rf"\b(?P<name>{_REGENTS})\s{_ROMAN}"), regent),
        Rule(re.compile(r"(?<![\w.])(?:[A-Z]\.){2,6}(?:s\b)?"), _letters),
        Rule(re.compile(r"(?<![\w.])(?P<initial>[A-Z])\.(?=\s[A-Z][\w.])"), lambda m: m["initial"]),
        Rule(re.compile(r"(?<!\w)w/o(?=\s)"), lambda _: "without"),
        Rule(re.compile(r"(?<!\w)w/\s?(?=\w)"), lambda _: "with "),
    )


def _words(
    words: dict[str, str],
    after: str,
    *,
    ignore_case: bool = False,
    named: bool = False,
    may_end: bool = False,
) -> Rule:
    """A rule for abbreviations that are followed by `after`.

    With `named` they count only behind a word with a capital letter. With `may_end` a point is kept
    where a sentence seems to end.
    """
    choices = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = rf"(?<![\w.])(?P<word>{choices}){after}"

    def spoken(match: re.Match[str]) -> str | None:
        if named and not _NAME_BEFORE.search(
            match.string, max(0, match.start() - 40), match.start()
        ):
            return None
        said = words[match["word"].lower() if ignore_case else match["word"]]
        point = "." * (may_end and match.group().endswith(".") and _sentence_ends(match))
        gap = " " * match.string[match.end() : match.end() + 1].isdecimal()
        return said + point + gap

    return Rule(re.compile(pattern, re.IGNORECASE if ignore_case else 0), spoken)


def _sentence_ends(match: re.Match[str]) -> bool:
    """Whether the text or paragraph ends here, or a capital letter follows."""
    rest = match.string[match.end() : match.end() + 2]
    return not rest.strip(' "”)') or rest[0] == "\n" or (rest[0] == " " and rest[1:].isupper())


def _letters(match: re.Match[str]) -> str:
    """U.S.A. as letters that are named one by one."""
    text = match.group()
    plural = "s" if text.endswith("s") else ""
    ends = not match.string[match.end() : match.end() + 2].strip()
    return text.removesuffix("s").replace(".", "") + plural + "." * (ends and not plural)


def _firm(match: re.Match[str]) -> str:
    return f"{' '.join(match['a'])} and {' '.join(match['b'])}"


def _arabic(roman: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
