r"""Paths, files, options and keys in other languages than English.

/etc/hosts, ~/docs, C:\Users\Ana, main.py, git commit -m, Ctrl+C
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import regex

from arqon_sidecar.text.english.code.paths import ENDING
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["file_forms"]

_PATH = re.compile(
    r"(?<![^\s\"'(“«\[])(?:~|\.{1,2})?(?:/\.?[A-Za-z_][\w.+@-]{0,60}(?<![.-])){1,12}/?(?![\w/])"
)
_WINDOWS = re.compile(r"(?<!\w)(?P<drive>[A-Z]):(?P<rest>(?:\\[\w.-]{1,60}(?<!\.)){1,12})\\?")
_FILE = re.compile(rf"(?<![\w.@/\\-])[A-Za-z_][\w-]{{0,60}}\.(?:{ENDING})(?![\w/]|\.\w)")
_OPTION = regex.compile(
    r"(?<=\b(?:git|npm|npx|pip|docker|ls|rm|cp|mv|curl|wget|python3?|ssh|tar|apt|sudo|mkdir|grep"
    r"|kubectl|make|cargo|node|chmod|find)\b[^.!?\n]{0,40}\s)(?:--[a-z][\w-]{1,30}|-[a-zA-Z](?!\w))"
)
_KEY = re.compile(r"(?<!\w)Ctrl(?!\w)")
_KEYS = regex.compile(
    r"(?<=\b(?:Ctrl|Control|Cmd|Alt|AltGr|Shift|Mayús|Maiusc|Maj|Win|Fn))\s?\+\s?(?=\w)"
)
_SPLIT = re.compile(r"[^\W_]+|.")


def file_forms(words: Mapping[str, str]) -> tuple[Form, ...]:
    r"""Forms that say names with `words` for ".", "/", "-", "_", "\\" and the key "Ctrl"."""

    def said(name: str) -> str:
        parts = (words.get(part, part if part.isalnum() else "") for part in _SPLIT.findall(name))
        # As a word it would be "et cetera".
        return " ".join("E T C" if part == "etc" else part for part in parts if part)

    def windows(match: re.Match[str]) -> str:
        return f"{match['drive']} {said(match['rest'])}"

    def written(match: re.Match[str]) -> str:
        return said(match.group().removesuffix("/"))

    return (
        Form(Kind.PATH, _WINDOWS, windows, "[A-Z]"),
        Form(Kind.PATH, _PATH, written, "[~./]"),
        Form(Kind.PATH, _FILE, written, "[A-Za-z_]"),
        Form(Kind.CODE, _OPTION, written, "-"),
        Form(Kind.CODE, _KEY, lambda _: words["Ctrl"], "C"),
        Form(Kind.CODE, _KEYS, lambda _: " ", r"[\s+]"),
    )
