"""Plain numbers: ordinals, ranges, scaled ones, decimals, cardinals."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_plural_after, word_after, word_before
from arqon_sidecar.text.english.numbers import NUMBER, Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["figure_forms", "plural"]

_FREE = r"(?<![\w.,])"
_END = r"(?!\w|[.,]\d)"
_WHOLE = r"(?:\d{1,3}(?:,\d{3})*|\d{1,9})"
_ORDINAL = re.compile(rf"{_FREE}(?P<number>{_WHOLE})(?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINALS = re.compile(
    rf"{_FREE}(?P<a>{_WHOLE})(?:st|nd|rd|th)?\s?[-–]\s?(?P<b>{_WHOLE})(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_SCALE = r"(?P<scale{0}>k|bn|mn|tn|lakh|crore|K|M|B|T)(?!\w|\s?[A-Z][a-z])"
_RANGE = re.compile(
    rf"{_FREE}(?P<a>{NUMBER})(?P<scale>k|bn|mn|[KMB])?(?P<dash>\s?[-–—−]\s?)(?P<b>{NUMBER})"
    rf"(?P<scale2>k|bn|mn|[KMB])?{_END}(?![-/:])(?P<sum>\s?=)?"
)
_ERS = re.compile(r"(?<!\w)(?P<number>\d{1,2})ers\b")
_OPEN = re.compile(
    r"(?:(?<=noon)|(?<=midnight))[-–](?=\d)|(?<=[\w.])\s?[-–]\s?(?=(?:noon|midnight|present|now|today|date)\b)"
)
_FOLD = re.compile(
    rf"{_FREE}(?P<a>{NUMBER})(?:\s?[-–]\s?(?P<b>{NUMBER}))?\s?[x×](?!\w|\s?[-+=*/^<>])"
)
_SCALED = re.compile(
    rf"{_FREE}(?P<a>{NUMBER})(?P<scale>k|K|\s?bn|\s?mn|[MBT])(?P<end>\b)(?!\s[A-Z][a-z]|'|-\d)"
)
_SCORED = re.compile(
    r"\b(?:scores?|scored|won|wins?|lost|loses?|beat|final|drew|tied|leads?)\b",
    re.IGNORECASE,
)
_FILED = re.compile(
    r"\b(?:case|docket|file|ticket|invoice|policy|claim|permit|license|licence|resolution|part|model"
    r"|job|bug|flight|order) (?:no\. |number |# ?)?$",
    re.IGNORECASE,
)
"""In front of a number with a hyphen inside, which is no range: case 12-345."""
_COUNT = re.compile(r"(?<![\w.,-])\d{1,2}(?:-\d{1,2}){2,6}(?![\w-]|[.,]\d)")
_SCALES = {"k": "thousand", "K": "thousand", "M": "million", "mn": "million", "T": "trillion"}
_SCALES |= {"B": "billion", "bn": "billion"}
_LETTERED = words(
    "tv tvs video videos monitor display screen resolution run race footage ultra hdr camera "
    "streaming movie content"
)
_NUMERO = re.compile(r"(?:#|№\s?)(?P<number>\d{1,6})(?:\s?[-–]\s?#?(?P<last>\d{1,6}))?(?!\w)")
_POINT = re.compile(r"(?<![\w.,])(?P<minus>[-−+])?\.(?P<digits>\d+)(?!\w)")
_PLAIN = re.compile(rf"(?P<sign>(?<![\w)\]])[-−+](?=\d))?(?P<number>{NUMBER})(?P<many>s\b)?")


def plural(words: str) -> str:
    """Sixteens, sixes, twenties."""
    if words.endswith("y"):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith("x") else "s")


def figure_forms(numbers: Numbers) -> tuple[Form, ...]:
    """In order; the last one takes every digit that is left."""

    def whole(text: str) -> int:
        return int(text.replace(",", ""))

    def ordinals(match: re.Match[str]) -> str:
        return f"{numbers.ordinal(whole(match['a']))} to {numbers.ordinal(whole(match['b']))}"

    def range_(match: re.Match[str]) -> str | None:
        return _range(match, numbers)

    def scaled(match: re.Match[str]) -> str:
        scale = match["scale"].strip()
        if scale == "K" and (word_after(match).lower() in _LETTERED or match["a"] in ("4", "8")):
            return f"{numbers.said(match['a'])} K"
        return f"{numbers.said(match['a'])} {_SCALES[scale]}"

    def numero(match: re.Match[str]) -> str:
        last = f" to {numbers.said(match['last'])}" if match["last"] else ""
        return f"number {numbers.said(match['number'])}{last}"

    def team(match: re.Match[str]) -> str:
        """The forty niners."""
        said = numbers.said(match["number"])
        return said + ("rs" if said.endswith("e") else "ers")

    def fold(match: re.Match[str]) -> str:
        last = f" to {numbers.said(match['b'])}" if match["b"] else ""
        return f"{numbers.said(match['a'])}{last} times"

    def plain(match: re.Match[str]) -> str:
        sign = {"-": "minus ", "−": "minus ", "+": "plus "}.get(match["sign"] or "", "")
        said = numbers.said(match["number"], counted=is_plural_after(match))
        return sign + (plural(said) if match["many"] else said)

    return (
        Form(Kind.CARDINAL, _COUNT, lambda m: " ".join(map(numbers.said, m.group().split("-")))),
        Form(Kind.RANGE, _ORDINALS, ordinals),
        Form(Kind.ORDINAL, _ORDINAL, lambda m: numbers.ordinal(whole(m["number"]))),
        Form(Kind.IDENTIFIER, _NUMERO, numero, r"[#№]"),
        Form(Kind.RANGE, _OPEN, lambda _: " to ", r"[-–\s]"),
        Form(Kind.CARDINAL, _FOLD, fold),
        Form(Kind.CARDINAL, _ERS, team),
        Form(Kind.RANGE, _RANGE, range_),
        Form(Kind.CARDINAL, _SCALED, scaled),
        Form(Kind.DECIMAL, _POINT, lambda m: _point(m, numbers), r"[-−+.]"),
        Form(Kind.CARDINAL, _PLAIN, plain, r"[-−+\d]"),
    )


def _range(match: re.Match[str], numbers: Numbers) -> str | None:
    """Two numbers with a dash: a range or a score; with spaces around it maybe a difference."""
    a, b, dash = match["a"], match["b"], match["dash"]
    if "—" in dash and dash.strip() != dash:
        return None
    if dash == "-" and a.isdecimal() and b.isdecimal() and _FILED.search(back(match)):
        return f"{numbers.name(a)}, {numbers.name(b)}"
    if f"{a}{dash}{b}" == "24-7" or _is_shop(match):
        return f"{numbers.said(a)} {numbers.said(b)}"
    halves = len(a) == len(b) == 2 and dash == "-" and a.isdecimal() and b.isdecimal()
    if word_after(match) == "punch" or (halves and int(a) + int(b) == 100):
        return f"{numbers.said(a)} {numbers.said(b)}"
    falls = len(dash) > 1 and "-" in dash and _value(a) > _value(b)
    if falls and is_plural_after(match):
        return f"{numbers.year_or(a)}, {numbers.said(b)}"
    scored = _SCORED.search(back(match)) or _is_match(match)
    minus = "−" in dash or match["sum"] or (falls and not scored)
    if minus:
        return f"{numbers.said(a)} minus {numbers.said(b)}" + " equals" * bool(match["sum"])
    first, last = match["scale"], match["scale2"]
    words = numbers.year_or(a) + (f" {_SCALES[first]}" if first else "")
    return f"{words} to {numbers.year_or(b)}" + (f" {_SCALES[last]}" if last else "")


def _is_shop(match: re.Match[str]) -> bool:
    """The 7-11, a 7-11."""
    return match.group() == "7-11" and word_before(match).lower() in ("the", "a", "that", "nearest")


def _is_match(match: re.Match[str]) -> bool:
    """Leeds 3 - 1 Hull: a number between two names."""
    return word_before(match).istitle() and word_after(match).istitle()


def _value(number: str) -> float:
    plain = re.sub(r"[, _']", "", number)
    return float(plain) if plain.count(".") < 2 else 0.0


def _point(match: re.Match[str], numbers: Numbers) -> str:
    minus = "minus " if match["minus"] in ("-", "−") and match["minus"] else ""
    return f"{minus}point {numbers.digits(match['digits'])}"
