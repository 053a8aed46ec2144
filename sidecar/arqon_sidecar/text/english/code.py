"""Paths, files, flags and names of programs' parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.letters import in_pieces, spelled
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["code_forms"]

_PART = r"[\w@+=%~-]{1,100}(?:\.[\w@+=%-]{1,60}){0,6}"
_PATH = re.compile(
    rf"(?<![\w/.])(?:(?:~|\.{{1,2}})?(?:/\.?{_PART}){{1,30}}/?|(?:~|\.{{1,2}})/)(?!\w)"
)
_RELATIVE = re.compile(
    r"(?<![\w/.:])(?:[\w-]{1,60}/){1,20}[\w-]{1,60}(?:\.[a-z]\w{0,8}){1,3}(?!\w)"
    r"|(?<![\w/.:])(?:[a-z][\w-]{0,60}/){2,20}[a-z][\w-]{0,60}/?(?![\w/])"
)
_FORUM = re.compile(r"(?<![\w/])(?P<kind>[ru])/(?P<name>[A-Za-z]\w{2,20})(?![\w/])")
_WINDOWS = re.compile(
    r"(?<![\w\\])(?:(?P<drive>[A-Za-z]):|\\)\\(?:[^\s\\/:*?\"<>|.,;]{1,80}(?:\.\w{1,60})*\\?){0,30}"
)
_FILE = re.compile(
    r"(?<![\w.@/])(?P<name>[A-Za-z_][\w-]{0,60}(?:\.[\w-]{1,30}){0,3}|(?<!\w))\."
    r"(?P<ending>py|js|ts|tsx|jsx|json|ya?ml|toml|md|txt|csv|pdf|docx?|xlsx?|pptx?|html?|css|xml|"
    r"sh|exe|zip|tar|gz|png|jpe?g|gif|svg|mp[34]|wav|ini|cfg|conf|log|sql|db|rs|go|java|cpp|hpp|rb"
    r"|php|net|env|lock|bak|dll|iso|ipynb|vue|NET|gitignore|dockerignore|bashrc|zshrc)"
    r"(?::(?P<line>\d{1,6}))?(?![\w/]|\.\w)"
)
_DOTTED = re.compile(
    r"(?<![\w.@/])[A-Za-z_]\w{0,60}(?:\.[a-z_]\w{0,60}){1,8}(?:\(\))?(?![\w@]|\.\w)"
)
_CALL = re.compile(r"(?<![\w.])[A-Za-z_]\w{0,80}\(\)(?!\w)")
_FLAG = re.compile(
    r"(?<![\w.,)'\"-])(?P<dashes>--?|—)(?P<name>[A-Za-z][\w-]{0,60})(?=[\s=,.;:!?)'\"]|$)"
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
_LANGUAGES = re.compile(r"(?<!\w)(?P<name>C|F)(?P<sign>\+\+|#)(?!\w)")
_WORDS = {
    "/": "slash",
    "\\": "backslash",
    ".": "dot",
    "-": "dash",
    "_": "",
    "~": "tilde",
    ":": "colon",
}
_WORDS |= {"@": "at", "+": "plus", "=": "equals", "%": "percent"}
_SPLIT = re.compile(r"[^\W_]+|[\W_]")
_ABBREVIATIONS = words("e.g i.e a.m p.m a.k.a p.s e.g. i.e. a.m. p.m.")
_NAMES = words("iPhone iPad iPod iMac iCloud iOS macOS eBay LaTeX")


def code_forms(numbers: Numbers) -> tuple[Form, ...]:
    r"""/etc/hosts, src/main.py, C:\Users\Bob, -m, --verbose, maxRetries, max_size, foo(), 0x1F."""
    say = _Code(numbers)
    return (
        Form(Kind.PATH, _WINDOWS, lambda m: say.said(m.group()), r"[A-Za-z\\]"),
        Form(Kind.PATH, _PATH, lambda m: say.said(m.group()), r"[~./]"),
        Form(Kind.PATH, _FILE, say.file, r"[A-Za-z_.]"),
        Form(Kind.PATH, _FORUM, lambda m: f"{m['kind']} slash {say.said(m['name'])}", "[ru]"),
        Form(Kind.PATH, _RELATIVE, lambda m: say.said(m.group()), r"\w"),
        Form(Kind.CODE, _LANGUAGES, lambda m: f"{m['name']} {_SHARP[m['sign']]}", "[CF]"),
        Form(Kind.CODE, _KEYS, say.keys, "[ACFOS]"),
        Form(Kind.CODE, _FLAG, say.flag, "[-—]"),
        Form(Kind.CODE, _HEX, say.hexadecimal, "[0#]"),
        Form(Kind.CODE, _HASH, lambda m: _one_by_one(m.group(), numbers), r"[a-f\d]"),
        Form(Kind.CODE, _DOTTED, say.dotted, "[A-Za-z_]"),
        Form(Kind.CODE, _CALL, lambda m: say.said(m.group()[:-2]), "[A-Za-z_]"),
        Form(Kind.CODE, _SNAKE, lambda m: say.said(m.group()), "[A-Za-z_]"),
        Form(Kind.CODE, _CAMEL, say.camel, "[A-Za-z]"),
    )


@dataclass(frozen=True, slots=True)
class _Code:
    """Says paths and names of code."""

    numbers: Numbers

    def said(self, text: str) -> str:
        spoken = (
            in_pieces(part, self.numbers) if part.isalnum() else _WORDS.get(part, "")
            for part in _SPLIT.findall(text)
        )
        return " ".join(filter(None, spoken))

    def file(self, match: re.Match[str]) -> str:
        name = self.said(match["name"].replace("_", " underscore "))
        line = f" line {self.numbers.said(match['line'])}" if match["line"] else ""
        return f"{name} dot {_letters(match['ending'])}{line}".lstrip()

    def dotted(self, match: re.Match[str]) -> str | None:
        written = match.group()
        if written in _ABBREVIATIONS or len(written) < 4:
            return None
        return self.said(written.removesuffix("()"))

    def flag(self, match: re.Match[str]) -> str:
        name = match["name"]
        letters = len(match["dashes"]) == 1 and match["dashes"] == "-" and len(name) < 4
        dashes = "dash dash" if match["dashes"] in ("--", "—") else "dash"
        return f"{dashes} {spelled(name) if letters else self.said(name)}"

    def camel(self, match: re.Match[str]) -> str | None:
        return None if match.group() in _NAMES else in_pieces(match.group(), self.numbers)

    def hexadecimal(self, match: re.Match[str]) -> str | None:
        digits = match["digits"]
        if match["mark"] == "#" and (
            len(digits) not in (3, 6, 8) or (digits.isdecimal() and len(digits) < 6)
        ):
            return None
        front = "zero X" if match["mark"] == "0x" else "hash"
        return f"{front} {_one_by_one(digits, self.numbers)}"

    def keys(self, match: re.Match[str]) -> str:
        parts = [match["key"], *re.findall(r"\w+", match["rest"])]
        return " ".join(_KEY_NAMES.get(part) or in_pieces(part, self.numbers) for part in parts)


_SHARP = {"++": "plus plus", "#": "sharp"}


def _letters(ending: str) -> str:
    return (
        spelled(ending)
        if len(ending) < 4
        and ending not in ("zip", "tar", "log", "net", "ini", "bak", "env", "vue", "go", "NET")
        else ending
    )


def _one_by_one(text: str, numbers: Numbers) -> str:
    return " ".join(numbers.digits(c) if c.isdecimal() else spelled(c) for c in text)
