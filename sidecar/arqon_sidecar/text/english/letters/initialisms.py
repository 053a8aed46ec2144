"""Letters that are said by their names: U.S., Ph.D., AT&T, WWII, B+, A-C."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_after, word_before
from arqon_sidecar.text.english.letters.letter_a import letter_a_forms
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.roman_words import NUMBERED
from arqon_sidecar.text.english.sentence_ends import ends_sentence
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["initialism_forms"]

_DEGREES = re.compile(
    r"(?<![\w.])(?P<letters>Ph\.\s?D|M\.Sc|B\.Sc|Ed\.\s?D|LL\.[BM]|D\.Phil|M\.Phil|Pharm\.D|Psy\.D|Th\.[MD]|D\.Min|B\.Tech|M\.Tech|B\.Ed|M\.Ed|M\.Eng|B\.Eng)(?P<dot>\.)?(?P<many>'?s\b)?(?!\w)"
)
_SAID = words("Phil Pharm Tech Eng Ed Psy Th Min")
"""Parts of degrees that are said as words."""
_DOTTED = re.compile(
    r"(?<![\w.])(?P<letters>(?:[A-Z]\.){2,6}|(?:[A-Z]\.){1,5}[A-Z](?![\w'])|(?:[a-z]\.){2,5}(?<!e\.g\.)(?<!i\.e\.))(?P<many>'?s\b)?(?!\w)"
)
_FIRM = re.compile(
    r"(?<![\w&])(?!I\s?&\s?II)(?P<a>[A-Z]{1,3})\s?&\s?(?P<b>[A-Z]{1,3})(?P<many>'?s)?(?![\w&])"
)
_GRADE = re.compile(r"(?<![\w.'&/-])(?P<letter>[B-F])(?P<sign>[+-])(?![\w+-])")
_SPAN = re.compile(r"(?<![\w-])(?P<a>[A-Z])[-–](?P<b>[A-Z])(?![\w-]|#|\.[A-Z])")
_COMPUTES = re.compile(r"\)(?:\s?[=^*/+²]|\()")
"""Behind a difference in brackets: (X-Y)², and no range."""
_PAIR = re.compile(r"(?<![\w/])(?<![=≈] )(?P<a>[A-Z])/(?P<b>[A-Z])(?![\w/])(?P<model>-(?=\d))?")
_IT = re.compile(r"(?<![\w.'’/&-])IT(?![\w&]|['’](?!s\b)|\.\w)")
_STRESSED = words("do did doing done is was that's like love want mean be")
_ADVERBS = words("now again already anyway today right too yourself myself")
"""Between these IT is the pronoun, said with stress: "Just do IT now"."""
_ARTICLES = words("a an the our your my their his her any some")
_OF_IT = words(
    "guy guys department dept team support staff manager managers job jobs professional admin "
    "specialist desk worker workers expert director consultant technician company industry sector "
    "infrastructure help helpdesk services security policy budget systems crowd analyst skills"
)
"""Between these IT is the department, in capitals, too: I AM AN IT GUY."""
_SMALL = words(
    "a.k.a. p.s. r.s.v.p. a.m. p.m. q.i.d. b.i.d. t.i.d. p.r.n. p.o. "
    "q.d. q.h. i.v. i.m. h.s. w.r.t. "
    "r.p.m. m.p.h. m.p.g. p.s.i. b.p.m. k.p.h. f.o.b. c.o.d. i.d. r.i.p."
)
"""Small letters with points that are said by their names; "e.g." is not."""


def initialism_forms(*, british: bool) -> tuple[Form, ...]:
    """Letters with points between them are said by their names; see `letters.spelled`."""

    def span(match: re.Match[str]) -> str | None:
        numerals = {match["a"], match["b"]} <= set("IVX")
        if numerals and word_before(match).lower().rstrip(".").removesuffix("s") in NUMBERED:
            return None  # Chapters I–V
        behind = match.string[match.end() : match.end() + 3]
        if match.string.endswith(")(", 0, match.start()) or _COMPUTES.match(behind):
            return f"{spelled(match['a'])} minus {spelled(match['b'])}"
        if match["b"] <= match["a"]:  # W-L, Q-A, O-O
            return f"{spelled(match['a'])} {spelled(match['b'])}"
        last = "zed" if british and match["b"] == "Z" else spelled(match["b"])
        return f"{spelled(match['a'])} to {last}"

    return (
        Form(Kind.INITIALISM, _DEGREES, _degree, "[A-Z]"),
        Form(Kind.INITIALISM, _FIRM, _firm, "[A-Z]"),
        Form(Kind.RANGE, _SPAN, span, "[A-Z]"),
        Form(Kind.INITIALISM, _PAIR, _pair, "[A-Z]"),
        Form(Kind.INITIALISM, _DOTTED, _dotted, "[A-Za-z]"),
        Form(Kind.INITIALISM, _GRADE, _grade, "[B-F]"),
        *letter_a_forms(),
        Form(Kind.INITIALISM, _IT, _it, "I"),
    )


def _degree(match: re.Match[str]) -> str:
    first, _, last = match["letters"].replace(" ", "").partition(".")
    ends = match["dot"] and ends_sentence(match.string, match.end())
    if first in _SAID or last in _SAID:
        said = f"{first if first in _SAID else spelled(first)} {last}"
    else:
        said = (first + last).upper() + match["many"] if match["many"] else spelled(first + last)
    return said + "." * bool(ends)


def _dotted(match: re.Match[str]) -> str | None:
    written = match["letters"]
    if written.islower() and written not in _SMALL:
        return None
    letters = written.replace(".", "")
    if match["many"] == "s":  # without points misaki tells the plural from one more letter
        return letters.upper() + "s"
    if match["many"]:
        return spelled(letters) + match["many"]
    ends = written.endswith(".") and ends_sentence(match.string, match.end())
    return spelled(letters) + "." * ends


def _pair(match: re.Match[str]) -> str:
    """W/L, the F/A-18."""
    return f"{spelled(match['a'])} {spelled(match['b'])}" + " " * bool(match["model"])


def _firm(match: re.Match[str]) -> str:
    return f"{spelled(match['a'])} and {spelled(match['b'])}{match['many'] or ''}"


def _grade(match: re.Match[str]) -> str:
    return f"{match['letter']} {'plus' if match['sign'] == '+' else 'minus'}"


def _it(match: re.Match[str]) -> str | None:
    """The department; the pronoun where all is in capitals, or where it is stressed."""
    before, following = word_before(match), word_after(match)
    if before.lower() in _ARTICLES or following.lower() in _OF_IT:
        return spelled("IT")
    shouted = any(len(word) > 1 and word.isupper() for word in (before, following))
    alone = not (before or following)
    stressed = before.lower() in _STRESSED and (not following or following in _ADVERBS)
    return None if shouted or alone or stressed else "I.T"
