"""Flags, keys, hashes and names of programs' parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.letters import in_pieces
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.english.technical import Technical
from arqon_sidecar.text.english.vocabulary import BEGIN_SENTENCES, words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["code_forms"]

_DOTTED = re.compile(
    r"(?<![\w.@/])[A-Za-z_]\w{0,60}(?:\.[a-z_]\w{0,60}){1,8}(?:\(\))?(?![\w@]|\.\w)"
)
_CALL = re.compile(r"(?<![\w.])[A-Za-z_]\w{0,80}\(\)(?!\w)")
_FLAG = re.compile(
    r"(?<![\w.,)'\"-])(?P<dashes>--?|—)(?P<name>[A-Za-z][\w-]{0,60})"
    r"(?:=(?P<value>[\w./:-]{0,100}\w))?(?=[\s=,.;:!?)'\"]|$)"
)
_CAMEL = re.compile(
    r"(?<!\w)(?:[a-z]{2,30}(?:[A-Z][a-z]{1,30}|[A-Z]{2,10}){1,8}\d{0,4}"
    r"|[A-Z]{2,10}[A-Z][a-z]{2,30}(?:[A-Z][a-z]{1,30}){1,6}|(?:[A-Z][a-z]{2,30}){3,8})(?!\w)"
)
_SNAKE = re.compile(
    r"(?<![\w])_{0,2}[A-Za-z][A-Za-z0-9]{0,40}(?:_[A-Za-z0-9]{1,40}){1,10}_{0,2}(?!\w)"
)
_HEX = re.compile(r"(?<!\w)(?P<mark>0x|#)(?P<digits>[0-9A-Fa-f]{1,16})(?!\w)")
_HASH = re.compile(r"(?<!\w)(?=[0-9a-f]{0,39}[a-f])(?=[a-f]{0,39}\d)[0-9a-f]{7,40}(?!\w)")
_KEYS = re.compile(
    r"(?<!\w)(?P<key>Ctrl|Alt|Cmd|Shift|Opt|Fn)(?P<rest>(?:[+-](?:Ctrl|Alt|Cmd|Shift|Opt|Fn|[A-Z]\w{0,9}|F?\d{1,2}))+)(?!\w)"
)
_KEY_NAMES = {
    "Ctrl": "control",
    "Cmd": "command",
    "Opt": "option",
    "Del": "delete",
    "Esc": "escape",
}
_NOTE = re.compile(r"(?<!\w)(?P<name>[A-G])(?P<sign>(?<=C)\+\+|#)(?!\w)")
_SIGNS = {"++": "plus plus", "#": "sharp"}
_UNIQUE = re.compile(r"(?<![\w-])[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}(?![\w-])")
_ABBREVIATIONS = words("e.g i.e a.m p.m a.k.a p.s e.g. i.e. a.m. p.m.")
_NAMES = words("iPhone iPad iPod iMac iCloud iOS macOS eBay LaTeX")


def code_forms(numbers: Numbers) -> tuple[Form, ...]:
    """-m, --verbose, maxRetries, max_size, foo(), 0x1F, a1b2c3d, #FF8800, Ctrl+C, C++."""
    say = _Code(numbers, Technical(numbers))
    return (
        Form(Kind.CODE, _NOTE, lambda m: f"{m['name']} {_SIGNS[m['sign']]}", "[A-G]"),
        Form(Kind.CODE, _KEYS, say.keys, "[ACFOS]"),
        Form(Kind.CODE, _FLAG, say.flag, "[-—]"),
        Form(Kind.CODE, _HEX, say.hexadecimal, "[0#]"),
        Form(Kind.CODE, _UNIQUE, say.unique, r"[\da-fA-F]"),
        Form(Kind.CODE, _HASH, lambda m: say.technical.one_by_one(m.group()), r"[a-f\d]"),
        Form(Kind.CODE, _DOTTED, say.dotted, "[A-Za-z_]"),
        Form(Kind.CODE, _CALL, lambda m: say.technical.said(m.group()[:-2]), "[A-Za-z_]"),
        Form(Kind.CODE, _SNAKE, lambda m: say.technical.said(m.group()), "[A-Za-z_]"),
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
        if written in _ABBREVIATIONS or len(written) < 4 or last in BEGIN_SENTENCES:
            return None
        return self.technical.said(written.removesuffix("()"))

    def flag(self, match: re.Match[str]) -> str:
        name = match["name"]
        short = match["dashes"] == "-"
        letters = short and len(name) < 4
        value = f" equals {self.technical.said(match['value'])}" if match["value"] else ""
        said = in_pieces(name.upper(), self.numbers) if letters else self.technical.said(name)
        return f"{'dash' if short else 'dash dash'} {said}{value}"

    def camel(self, match: re.Match[str]) -> str | None:
        return None if match.group() in _NAMES else in_pieces(match.group(), self.numbers)

    def hexadecimal(self, match: re.Match[str]) -> str | None:
        digits = match["digits"]
        color = len(digits) in (3, 6, 8) and (len(digits) > 3 or not digits.isdecimal())
        if match["mark"] == "#" and not color:
            return None
        front = "zero X" if match["mark"] == "0x" else "hash"
        return f"{front} {self.technical.one_by_one(digits)}"

    def unique(self, match: re.Match[str]) -> str:
        return ", ".join(map(self.technical.one_by_one, match.group().split("-")))

    def keys(self, match: re.Match[str]) -> str:
        parts = [match["key"], *re.findall(r"\w+", match["rest"])]
        return " ".join(_KEY_NAMES.get(part) or in_pieces(part, self.numbers) for part in parts)
