"""Two numbers with a dash: a range, a score, a difference, or the number of a case."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_plural_after, word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["SCALES", "range_form"]

_FREE = r"(?<![\w.,])(?<!\w[-])"
"""Not within a name of several parts, as 2023-07-01-preview and gpt-4-32k."""
_END = r"(?!\w|[.,]\d)"
_RANGE = re.compile(
    rf"(?P<plus>(?<!\S)\+(?=\d))?{_FREE}(?P<a>{NUMBER})(?P<scale>k|bn|mn|[KMB])?(?P<dash>\s?[–—]\s?|\s[-−]\s|[-−]\s?)(?P<b>{NUMBER})"
    rf"(?P<scale2>k|bn|mn|[KMB])?{_END}(?!/\s?\d|-(?![a-z]{{3,12}}(?:-olds?)?(?![\w-]))|:\S)(?P<sum>\s?=(?=\s?[-−$(?x\d]))?"
)
_SCORED = re.compile(
    r"\b(?:scores?|scored|won|wins?|lost|loses?|beat|final|drew|tied|leads?)\b",
    re.IGNORECASE,
)
_FILED = re.compile(
    r"\b(?:case|docket|file|ticket|invoice|policy|claim|permit|license|licence|resolution|part|model"
    r"|job|bug|room|rm\.|flight|order|ref|reference|account|acct|conf|confirmation|sku|po"
    r"|pub\. l\.|p\.l\.|public law) ?"
    r"(?:no\. |number |# ?)?$|[A-Z]{2}# $",
    re.IGNORECASE,
)
"""In front of a number with a hyphen inside, which is not a range: case 12-345."""
_PAIRED = frozenset(("punch", "split", "defense", "defence", "offense"))
"""What two numbers beside each other name: the old 1-2 punch, a 3-4 defense."""
_DOCKET = re.compile(r"(?<!\w)No\. \Z")
"""In front of one number, and no range: No. 22-451."""
_HOURS = re.compile(
    r"\b(?:hours|open|daily|weekdays|weekends|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?),?:? \Z",
    re.IGNORECASE,
)
"""In front of 9 - 5."""
_PAGES = ("pp.", "p.", "pages", "page", "pgs.")
"""In front of pages, the last of which may be shortened: pp. 170-1."""
SCALES = {"k": "thousand", "K": "thousand", "M": "million", "mn": "million", "T": "trillion"}
SCALES |= {"MM": "million", "tn": "trillion", "B": "billion", "bn": "billion"}


def range_form(numbers: Numbers) -> Form:
    """5-10, 5k-10k, 3 - 1, 24-7, case 12-345."""
    return Form(Kind.RANGE, _RANGE, lambda match: _range(match, numbers), r"[\d+]")


def _range(match: re.Match[str], numbers: Numbers) -> str | None:
    """Two numbers with a dash: a range or a score; with spaces around it maybe a difference."""
    a, b, dash = match["a"], match["b"], match["dash"]
    if "—" in dash and dash.strip() != dash:
        return None
    if len(b) == 1 < len(a) and word_before(match).lower() in _PAGES:
        b = a[:-1] + b
    docket = len(b) > 2 and len(a) < 3 and (_DOCKET.search(back(match)) or b[0] == "0")
    if dash == "-" and a.isdecimal() and b.isdecimal() and (docket or _FILED.search(back(match))):
        return f"{numbers.name(a)}, {numbers.name(b)}"
    if a == "1" and dash == "-" and b in ("800", "888", "877", "866", "900"):
        return f"one {numbers.name(b) if b.endswith('00') else numbers.digits(b)}"
    if f"{a}{dash}{b}" == "24-7" or _is_day(match) or _is_understood(match):
        return f"{numbers.said(a)} {numbers.said(b)}"
    halves = len(a) == len(b) == 2 and dash == "-" and a.isdecimal() and b.isdecimal()
    if word_after(match) in _PAIRED or a == b == "50" or (halves and int(a) + int(b) == 100):
        return f"{numbers.said(a)} {numbers.said(b)}"
    falls = len(dash) > 1 and "-" in dash and _value(a) > _value(b)
    if falls and is_plural_after(match):
        return f"{numbers.year_or(a)}, {numbers.said(b)}"
    scored = _SCORED.search(back(match)) or _is_match(match) or _HOURS.search(back(match))
    minus = "−" in dash or match["sum"] or (falls and not scored)
    if minus:
        return f"{numbers.said(a)} minus {numbers.said(b)}" + " equals" * bool(match["sum"])
    first, last = match["scale"], match["scale2"]
    words = (
        "plus " * bool(match["plus"]) + numbers.year_or(a) + (f" {SCALES[first]}" if first else "")
    )
    return f"{words} to {numbers.year_or(b)}" + (f" {SCALES[last]}" if last else "")


def _is_understood(match: re.Match[str]) -> bool:
    """10-4 on the radio."""
    return match.group() == "10-4" and word_before(match).lower() in ("", "a", "that's", "copy")


def _is_day(match: re.Match[str]) -> bool:
    """The 9-11 attacks."""
    return match.group() == "9-11" and word_after(match) in ("attacks", "attack", "terrorists")


def _is_match(match: re.Match[str]) -> bool:
    """Leeds 3 - 1 Hull: a number between two names."""
    return word_before(match).istitle() and word_after(match).istitle()


def _value(number: str) -> float:
    plain = re.sub(r"[, _']", "", number)
    return float(plain) if plain.count(".") < 2 else 0.0
