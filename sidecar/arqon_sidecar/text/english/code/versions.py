"""Versions of programs."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.code.programs import PARTS, VERSIONED, YEAR, is_named
from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.letters.letters import in_pieces, spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["version_forms"]

_STAGE = (
    r"(?:[-_.]?(?P<stage>alpha|beta|rc|dev|preview|post|pre|hotfix|patch|build|b|a)"
    r"(?:[-.]?(?P<count>\d{1,3}))?)?"
)
_MANY = re.compile(
    rf"(?<![\w.])(?P<v>[vV])?(?P<parts>\d{{1,5}}(?:\.\d{{1,5}}){{2,7}}){_STAGE}"
    r"(?:-(?P<patch>\d{1,3})(?=-[a-z]|(?![\w-]|\.\w))|(?![\w]|-\w|\.\d))"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,5}")
"""A number whose thousands are parted by points: 1.234.567."""
_MARKED = re.compile(
    rf"(?<!\w)(?:v|V(?=\d{{1,5}}\.\d))(?:er\.?\s?)?(?P<parts>\d{{1,5}}(?:\.\d{{1,5}})?){_STAGE}(?!\w|\.\d|\sengines?\b)"
)
_TWO = re.compile(rf"(?<![\w.,])(?P<parts>\d{{1,4}}\.\d{{1,3}}){_STAGE}(?![\w%]|[.,]\d)")
_FROM_TO = re.compile(
    rf"(?<![\w.,-])(?P<v>[vV])?(?P<from>{PARTS})\s?[-–]\s?(?P<v2>[vV])?(?P<parts>{PARTS})"
    rf"{_STAGE}(?![\w%-]|[.,]\d)"
)
_ANY = re.compile(r"(?<![\w.,])(?P<parts>\d{1,3}(?:\.\d{1,3})?)(?P<any>(?:\.[xX]){1,2})(?!\w|\.\w)")
"""20.x: whichever of them."""
_TAGGED = re.compile(
    r"(?<![\w./:@-])(?P<name>(?:nginx|python|node|redis|postgres|mysql|mariadb|mongo|ubuntu|debian|alpine"
    r"|golang|ruby|php|httpd|rabbitmq|traefik|grafana|openjdk|memcached|busybox|fedora))"
    r":(?P<parts>\d{1,5}(?:\.\d{1,5}){0,3})(?!\w|\.\d)"
)
"""An image of a container: nginx:1.25."""
_OF_LICENSE = re.compile(
    r"(?<!\w)(?P<name>[A-Z]{2,6})v(?P<parts>\d{1,2}(?:\.\d{1,2})?)(?![\w]|\.\d)"
)
_LETTERED = re.compile(
    r"(?<![\w.])(?P<letter>[A-Z])\.(?P<parts>\d{1,3}(?:\.\d{1,3}){0,3})(?!\w|\.\d)"
)
_OF_TEXT = words(
    "section sections sec subsection figure figures fig figs table tables chapter chapters "
    "exercise exercises appendix annex example examples theorem lemma definition equation clause "
    "paragraph problem algorithm listing"
)
"""What has numbers with parts, as versions have: section 3.13 is no decimal."""
_LISTED = re.compile(
    r"\b(?:[Ss]ection|[Ff]igure|[Tt]able|[Cc]hapter|[Ee]xercise)s? "
    r"(?:[A-Z]?[.\d]{1,8}(?:, | and |, and | or )){1,4}\Z"
)
_SAID_VERSION = words("version ver release versions releases")


def version_forms(numbers: Numbers) -> tuple[Form, ...]:
    """v1.2.3, 4.0.0-beta.2, v2, v2.3–v2.5, Python 3.11, GPLv2."""

    def said(match: re.Match[str]) -> str:
        return _said(match, numbers)

    def marked(match: re.Match[str]) -> str:
        again = word_before(match).lower() in _SAID_VERSION
        return said(match) if again else f"version {said(match)}"

    def many(match: re.Match[str]) -> str | None:
        if _GROUPED.fullmatch(match.group()) and word_before(match).lower() not in VERSIONED:
            return None
        patch = f", {numbers.said(match['patch'])}" if match["patch"] else ""
        return (marked(match) if match["v"] else said(match)) + patch

    def any_(match: re.Match[str]) -> str:
        parts = (numbers.said(part) for part in match["parts"].split("."))
        return " point ".join(parts) + " point X" * match["any"].count(".")

    def license_(match: re.Match[str]) -> str:
        return f"{spelled(match['name'])} version {numbers.said(match['parts'])}"

    def tagged(match: re.Match[str]) -> str:
        return f"{match['name']} colon {_points(match['parts'], numbers)}"

    def two(match: re.Match[str]) -> str | None:
        return said(match) if is_named(match) or _is_of_text(match) else None

    def lettered(match: re.Match[str]) -> str | None:
        parts = _points(match["parts"], numbers)
        return f"{spelled(match['letter'])} point {parts}" if _is_of_text(match) else None

    return (
        Form(Kind.VERSION, _TAGGED, tagged, "[a-z]"),
        Form(Kind.VERSION, _OF_LICENSE, license_, "[A-Z]"),
        Form(Kind.RANGE, _FROM_TO, lambda m: _from_to(m, numbers), r"[vV\d]"),
        Form(Kind.VERSION, _MANY, many, r"[vV\d]"),
        Form(Kind.VERSION, _ANY, any_),
        Form(Kind.VERSION, _MARKED, marked, "[vV]"),
        Form(Kind.VERSION, _LETTERED, lettered, "[A-Z]"),
        Form(Kind.VERSION, _TWO, two),
    )


def _is_of_text(match: re.Match[str]) -> bool:
    listed = _LISTED.search(back(match))
    return bool(listed) or word_before(match).lower().rstrip(".") in _OF_TEXT


def _from_to(match: re.Match[str], numbers: Numbers) -> str | None:
    first, last, before = match["from"], match["parts"], word_before(match).lower()
    named = before in VERSIONED and "." in first and "." in last
    if not (match["v"] or named or min(first.count("."), last.count(".")) > 1):
        return None
    front = "version " * bool(match["v"] and before not in _SAID_VERSION)
    again = "version " * bool(match["v2"])
    return f"{front}{_points(first, numbers)} to {again}{_said(match, numbers)}"


def _said(match: re.Match[str], numbers: Numbers) -> str:
    """The numbers of a version, and how far it is: "two point zero R C one"."""
    stage = match["stage"] or ""
    stage = in_pieces(stage.upper() if len(stage) < 3 else stage, numbers)
    count = numbers.said(match["count"]) if match["count"] else ""
    return " ".join(filter(None, (_points(match["parts"], numbers), stage, count)))


def _points(written: str, numbers: Numbers) -> str:
    first, *others = written.split(".")
    year = numbers.year(int(first)) if YEAR.fullmatch(first) else _part(first, numbers)
    return " point ".join((year, *(_part(part, numbers) for part in others)))


def _part(part: str, numbers: Numbers) -> str:
    if len(part) == 2 and part[0] == "0" and part != "00":
        return f"oh {numbers.digits(part[1])}"
    return numbers.whole(part)
