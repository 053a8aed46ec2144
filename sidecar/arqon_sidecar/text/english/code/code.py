"""Flags, hashes and names of programs' parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.code.hexadecimal import hexadecimal_forms
from arqon_sidecar.text.english.code.technical import Technical
from arqon_sidecar.text.english.code.terms import term_forms
from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.letters.letters import in_pieces
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import BEGIN_SENTENCES, words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["code_forms"]

_DOTTED = re.compile(
    r"(?<![\w.@/])(?:[A-Za-z_]\w{0,60}(?:\.[a-z_]\w{0,60}){1,8}(?:\(\))?"
    r"|[A-Za-z_]\w{0,60}(?:\.[A-Za-z_]\w{0,60}){1,8}\(\)"
    r"|(?:com|org|net|io|java|javax)(?:\.[A-Za-z_]\w{0,60}){2,8}(?=[\s(:,;)]|\.\s|\.?$)"
    r"|[a-z_]\w{0,60}(?:\.[a-z_]\w{0,60}){1,8}\.[A-Z][a-z]\w{1,60}"
    r"|(?!v\d)[a-z_]\w{0,60}[_\d]\w{0,60}\.[A-Z][a-z]\w{1,60}"
    r"|(?:typing|collections|decimal|fractions|threading|asyncio|pathlib|enum|torch|nn|pd|np|tf|keras"
    r"|logging|datetime|io|queue|string|json|random)\.[A-Z]\w{2,30}"
    r"|[A-Z][a-z]{1,30}\.[A-Z][a-z]{1,30}[A-Z]\w{1,30})(?![\w@]|\.\w)"
)
_CALL = re.compile(r"(?<![\w.])[A-Za-z_]\w{0,80}\(\)(?!\w)")
_METHOD = re.compile(r"(?<![\w)\]'\"}.])\.[a-z_]\w{1,40}\(\)")
"""Of any object: .then()."""
_OF_RESULT = re.compile(r"(?<=[\])])\.(?P<name>[a-z_]\w{1,40})(?:\(\)|(?=\())")
"""Of what stands in brackets: df["col"].mean()."""
_FLAG = re.compile(
    r"(?<![\w.,)\]'\"”’%-])(?P<dashes>--?|(?<![^(\[|=/])—(?=[a-z]))(?P<name>[A-Za-z][\w-]{0,60})"
    r"(?:=(?P<value>[\w./:-]{0,100}\w))?(?=[\s=,;:!?)'\"]|\.(?!\d)|$)"
)
_SENTENCE_END = re.compile(r"""[.!?…;]["'”)\]]?\s\Z""")
_PARTED = re.compile(r"[;:,\])]\s\Z")
_WORDS = words(
    "the our we but they you he she that this with for so two my his her their there what when "
    "which who where how"
)
"""Behind a dash whose space was forgotten: "hard work -the readiness", and no options."""
_ALSO_OPTIONS = words("and or in no not as is if a an it of to on at by all")
_CAMEL = re.compile(
    r"(?<!\w)(?:[a-z]{2,30}(?:[A-Z][a-z]{1,30}|[A-Z]{2,10}){1,8}\d{0,4}"
    r"|[A-Z]{2,10}[A-Z][a-z]{2,30}(?:[A-Z][a-z]{1,30}){1,6}"
    r"|[A-Z]{2,10}[A-Z](?!ing(?!\w)|ers?(?!\w)|ed(?!\w)|ly(?!\w)|esque|ish(?!\w)|is[mt]s?(?!\w))[a-z]{3,30}|(?:[A-Z][a-z]{2,30}){3,8})(?!\w)"
)
_SNAKE = re.compile(
    r"(?<![\w])_{0,2}[A-Za-z][A-Za-z0-9]{0,40}(?:_[A-Za-z0-9]{1,40}){1,10}_{0,2}(?!\w)"
)
_NOTE = re.compile(r"(?<!\w)(?P<name>[A-G])(?P<sign>(?<=C)\+\+|(?<=C)#(?=\d)|#(?!\w))(?!\w(?<!\d))")
_SIGNS = {"++": "plus plus", "#": "sharp"}
_COUNT = re.compile(
    r"(?:(?<=\bkill )|(?<=\bhead )|(?<=\btail )|(?<=\blog )|(?<=\bls ))-(?=\d{1,4}(?!\w|[.,]\d))"
)
"""A number for an option: kill -9, tail -50."""
_FEWER = re.compile(r"(?<=[a-z] )-(?=\d{1,4}(?!\w|[.,]\d))")
_OPTION = re.compile(r"\s--?[a-z][\w-]{0,20} \Z")
"""In front of another one: git log --oneline -5."""
_STAR = re.compile(r"\*(?=\s(?:FROM|from)\b)|(?<=\()\*(?=\))")
_CARET = re.compile(r"(?<=@)\^(?=\d)|(?<![\w)\]])\^(?=\d+\.\d)")
_SCRIPT = re.compile(r"(?<!\S)#!(?=/)")
_PARENT = re.compile(r"(?:(?<=HEAD)|(?<=main)|(?<=master)|(?<=[~^]\d))[~^](?=\d|[\s.,;:?!‥]|\Z)")
_PARENTS = {"~": "tilde", "^": "caret"}
"""Of commits: HEAD~2 is two before, HEAD^2 the second that was merged."""
_ABBREVIATIONS = words("e.g i.e a.m p.m a.k.a p.s e.g. i.e. a.m. p.m. sq.ft cu.ft sq.m sq.mi sq.in")
_NAMES = words("iPhone iPad iPod iMac iCloud iOS macOS eBay LaTeX")


def code_forms(numbers: Numbers) -> tuple[Form, ...]:
    """-m, --verbose, maxRetries, max_size, foo(), 0x1F, a1b2c3d, #FF8800, C++."""
    say = _Code(numbers, Technical(numbers))
    return (
        Form(Kind.CODE, _NOTE, lambda m: f"{m['name']} {_SIGNS[m['sign']]}", "[A-G]"),
        Form(Kind.CODE, _CARET, lambda _: "caret ", r"\^"),
        Form(Kind.CODE, _COUNT, lambda _: "dash ", "-"),
        Form(Kind.CODE, _FEWER, lambda m: "dash " if _OPTION.search(back(m)) else None, "-"),
        Form(Kind.CODE, _STAR, lambda _: "star", r"\*"),
        Form(Kind.CODE, _SCRIPT, lambda _: "hash bang ", "#"),
        Form(Kind.CODE, _PARENT, lambda m: f" {_PARENTS[m.group()]} ", "[~^]"),
        *term_forms(numbers),
        Form(Kind.CODE, _FLAG, say.flag, "[-—]"),
        *hexadecimal_forms(numbers),
        Form(Kind.CODE, _DOTTED, say.dotted, "[A-Za-z_]"),
        Form(Kind.CODE, _CALL, lambda m: say.technical.said(m.group()[:-2]), "[A-Za-z_]"),
        Form(Kind.CODE, _METHOD, lambda m: say.technical.said(m.group()[:-2]), r"\."),
        Form(Kind.CODE, _OF_RESULT, lambda m: f" dot {say.technical.said(m['name'])}", r"\."),
        Form(Kind.CODE, _SNAKE, say.snake, "[A-Za-z_]"),
        Form(Kind.CODE, _CAMEL, say.camel, "[A-Za-z]"),
    )


@dataclass(frozen=True, slots=True)
class _Code:
    numbers: Numbers
    technical: Technical

    def dotted(self, match: re.Match[str]) -> str | None:
        """Names of parts, unless a space was forgotten between two sentences."""
        written = match.group()
        last = written.rpartition(".")[2]
        if all(len(part) == 1 for part in written.split(".")):
            return None
        if written in _ABBREVIATIONS or len(written) < 4 or last.lower() in BEGIN_SENTENCES:
            return None
        return self.technical.said(written.removesuffix("()"))

    def flag(self, match: re.Match[str]) -> str | None:
        name = match["name"]
        if name in ("ed", "eds") and match.string.startswith((".", "]"), match.end()):
            return "—" + ("editor" if name == "ed" else "editors")
        signed = name.istitle() and len(name) > 1 and _SENTENCE_END.search(back(match))
        parted = name in _ALSO_OPTIONS and _PARTED.search(back(match))
        if match["dashes"] == "-" and (signed or parted or name in _WORDS):
            return f"—{name}"  # who said it, too: "So it goes." -Kurt
        short = match["dashes"] == "-"
        letters = short and len(name) < 4
        value = f" equals {self.technical.said(match['value'])}" if match["value"] else ""
        said = in_pieces(name.upper(), self.numbers) if letters else self.technical.said(name)
        return f"{'dash' if short else 'dash dash'} {said}{value}"

    def snake(self, match: re.Match[str]) -> str:
        """The words of a name; those of a constant are words, too, though all are capitals."""
        name = match.group()
        return self.technical.said(name.lower() if name.isupper() else name)

    def camel(self, match: re.Match[str]) -> str | None:
        name = match.group()
        return None if name in _NAMES or name in UNITS else in_pieces(match.group(), self.numbers)
