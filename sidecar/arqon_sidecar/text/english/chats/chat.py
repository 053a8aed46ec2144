"""How people write in chats: brb, gr8, c u l8r, thx 4 the help, pls send the msg."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.chats.chat_words import ALSO_CODE, LETTERS, WORDS
from arqon_sidecar.text.english.context import is_noun_after, word_after, word_before
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.shortenings.shortenings import DOTTED
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["chat_forms"]

_SHORT = re.compile(
    rf"(?<![\w.'/@#$&=(-])(?P<word>{'|'.join(sorted({*LETTERS, *WORDS}, key=len, reverse=True))})"
    r"(?![\w'/@(&-]|\.\w|\s?=)",
    re.IGNORECASE,
)
_PLAZA = re.compile(r"(?<=[a-z] )Plz\b\.?(?=[,;]|\s?$|\s[NSEW]\b)")
_BEING = words(
    "here there home ready welcome not done up so too the a an free going coming right wrong late"
    " early able sure gonna in at on back still always never really very busy sick tired nice"
)
"""Behind "ur" for "you're"."""
_COUNTED = re.compile(r"\s\d{1,2}(?:\s(?:now|today|already|yo|years? old)\b|\s?[.,!?)]|\s?$)")
"""How old somebody is: ur 30 now."""
_SURELY = words("a an the so welcome right wrong late gonna going coming ready too very free")
"""Behind "Ur" that is no town."""
_THANKS = re.compile(
    r"(?:(?<!.)|(?<=[.!?,—] )|(?<=\bok )|(?<=\bokay )|(?<=\bcool )|(?<=\bgreat )|(?<=\byes )"
    r"|(?<=\boh )|(?<=\bah )|(?<=\blol )|(?<=\bit ))ty"
    r"(?=[!.,]|\s?$|\s(?:so|for|4|again|very|all|everyone|guys|sm|sir|man|bro|mate)\b)"
)
"""Where thanks begin: ty is a program, too."""
_NO_PROBLEM = re.compile(
    r"(?:(?<!.)|(?<=[.!?] )|(?<=\boh )|(?<=\bok )|(?<=\blol )|(?<=\bnah )"
    r"|(?<=\byeah ))np(?=[!.,]|\s?$)"
)
"""Where an answer begins: np is a module of Python, too."""
_I_AM = re.compile(r"(?<![\w.'/-])[iI]m(?=\s(?:[a-z]{2,}|a)\b(?!\s?[=(]))")
_DOLLAR = re.compile(
    r"(?<![\w$])(?P<a>[A-Z][a-z]{1,12})\$(?P<b>[a-z]{1,12})(?!\w)|(?<![\w$])A\$AP(?!\w)"
)
"""An S in disguise: Ke$ha, Micro$oft."""
_PASSWORD = re.compile(
    r"(?<![\w./=-])(?:[Pp]wd?|PWD?)(?=\s?:|\s(?:is|was|for|reset)\b)"
    r"|(?:(?<=\b[Ww]i-[Ff]i )|(?<=\b[Ww]ifi )|(?<=\b[Mm]y )|(?<=\b[Yy]our )|(?<=\bnew )|(?<=\bold )"
    r"|(?<=\btemp )|(?<=\badmin ))pwd?(?![\w(])"
)
_BETWEEN = re.compile(
    r"(?<![\w./-])[Bb]tw?n?\.?(?=\s[$€£]?\d[\w.:]{0,8}(?:\s[a-z]{1,12})?\s(?:&|and)\s[$€£]?\d)"
    r"|(?<![\w./-])[Bb]tw\.?(?=\s[A-Z]\w{1,20}\s(?:&|and)\s[A-Z])"
)
"""Btw 5th & 6th: no "by the way"."""
_ARRIVAL = re.compile(
    r"(?<![\w.'/-])eta(?=\?|:|\s~?\d|$)|(?<=\bthe )eta(?= is\b)|(?<=\b[myu]r )eta\b|(?<=my )eta\b"
)


def chat_forms() -> tuple[Form, ...]:
    """Initialisms letter by letter, short forms and figures that sound like words as the words."""
    return (
        Form(Kind.ABBREVIATION, _PLAZA, lambda _: "Plaza", "P"),
        Form(Kind.ABBREVIATION, _BETWEEN, lambda _: "between", "[bB]"),
        Form(Kind.ABBREVIATION, _PASSWORD, lambda _: "password", "[pP]"),
        Form(Kind.ABBREVIATION, _SHORT, _short, "[a-zA-Z24]"),
        Form(Kind.ABBREVIATION, _THANKS, lambda _: "thank you", "t"),
        Form(
            Kind.ABBREVIATION,
            _DOLLAR,
            lambda m: f"{m['a']}s{m['b']}" if m["a"] else "A-sap",
            "[A-Z]",
        ),
        Form(Kind.ABBREVIATION, _NO_PROBLEM, lambda _: "no problem", "n"),
        Form(Kind.ABBREVIATION, _I_AM, lambda _: "I'm", "[iI]"),
        Form(Kind.INITIALISM, _ARRIVAL, lambda _: spelled("eta"), "e"),
    )


def _short(match: re.Match[str]) -> str | None:
    """In small letters, or with the first one a capital; MSG and UR are something else."""
    written = match["word"]
    word = written.lower()
    if written.isupper() and (word not in LETTERS or len(word) < 3):
        return None
    if word in LETTERS:
        return spelled(word)
    if written == "Ur" and word_after(match) in _SURELY:
        return "You're"
    if (written == "Ur" and not is_noun_after(match)) or (
        word in DOTTED and match.string.startswith(".", match.end())
    ):
        return None
    if (
        word in ALSO_CODE
        and written.islower()
        and not (word_before(match).isalpha() or word_after(match))
    ):
        return None
    if word == "ov" and not word_before(match)[-1:].isdecimal():
        return None
    counted = _COUNTED.match(match.string, match.end())
    if word == "ur" and (word_after(match).lower() in _BEING or counted):
        return "you're"
    said = WORDS[word]
    return said.capitalize() if written[0].isupper() else said
