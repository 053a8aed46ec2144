"""A as a letter, and no article: Vitamin A, Grade A, an A+, straight As, a <= b."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_after, word_before
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.marks import LETTER_A

__all__ = ["letter_a_forms"]

_LETTER = re.compile(r"(?<![\w.'&/+-])A(?P<rest>'s|[+](?!\w)|-(?!\w))?(?![\w'&$]|\.\w|-\w)")
_MARKS = re.compile(
    r"(?:(?<=\b[Ss]traight )|(?<=\ball )|(?<=\bmostly )|(?<=\bgot )|(?<=\bgetting )"
    r"|(?<=\bgets )|(?<=\btwo )"
    r"|(?<=\bthree )|(?<=\bfour )|(?<=\bfive )|(?<=\d ))As(?=[.,;!?)]|\s(?:and|in|on|this|last"
    r"|but)\b|\s?$)"
)
"""Of a school: straight As."""
_VARIABLE = re.compile(
    r"(?<!\w)a(?=\s?(?:(?:[!=<>]=|->|&&|\|\||[<>+*^×÷≤≥≠−∈∉⊂∪∩])(?:\s|\(|[a-z]\b)|={1,3}(?!\w{2})))"
    r"|(?<=[=<>+*^×÷≤≥≠−-] )a(?!\w| (?!and |or |then )[\w$€£])"
    r"|(?<=\d)a(?=[.,;:!?)]|\s|$)|(?<=[\"“])a(?=[\"”])|(?<!\w)a(?=\s[-−]\s[a-z\d](?!\w))"
    r"|(?:(?<=\b[Ll]et )|(?<=\b[Ss]et )|(?<=\bvariable )|(?<=\bletter )|(?<=\bangle )"
    r"|(?<=\bword )|(?<=\bif ))a(?=\s(?:be|is|to|has|equals|then)\b|[.,;:!?)]|\s?$)"
)
"""The a of "a <= b" is no article, but that of "a >5 km walk" is."""
_LISTED = re.compile(
    r"(?<![\w.'&/+-])(?:A(?=,\s)|[Aa](?=, ?(?:an|[B-HJ-Zb-hj-z])(?![\w'-])"
    r"|\s(?:and|or|to|then|vs\.?)\s[Bb](?![\w'.-])|\sto\s[Zz](?![\w'.-])))"
)
"""Beside another letter: A, B or C; from a to z."""
_KEY = re.compile(r"[ -](?:minor|major|sharp|flat)\b(?:$|[.,;!?)]| (?:chord|key|scale|triad)s?\b)")
_BEFORE_LETTER = words(
    "vitamin plan exhibit grade hepatitis group type class option team section part appendix side "
    "block level point building terminal gate room schedule series influenza figure table unit "
    "apartment apt wing zone line row step answer letter model variant phase column lot"
)


def letter_a_forms() -> tuple[Form, ...]:
    """The letter by its name, which a dictionary gives for no article."""
    return (
        Form(Kind.INITIALISM, _LISTED, lambda _: LETTER_A, "[Aa]"),
        Form(Kind.INITIALISM, _LETTER, _letter, "A"),
        Form(Kind.INITIALISM, _MARKS, lambda _: f"{LETTER_A}'s", "A"),
        Form(Kind.INITIALISM, _VARIABLE, lambda _: LETTER_A, "a"),
    )


def _letter(match: re.Match[str]) -> str | None:
    """A as a letter: a capital inside a sentence is no article, but in a title or all capitals."""
    rest = match["rest"]
    if rest:
        return f"{LETTER_A}{' plus' if rest == '+' else ' minus' if rest == '-' else rest}"
    before, following = word_before(match), word_after(match)
    if before.lower() in _BEFORE_LETTER or _KEY.match(match.string, match.end()):
        return LETTER_A
    if not before or before[-1] in '.!?:…"”' or (before.isupper() and len(before) > 1):
        return None
    if back(match).rstrip()[-1:] in '.!?:"“(—' or following[:1].isupper():
        return None
    return LETTER_A
