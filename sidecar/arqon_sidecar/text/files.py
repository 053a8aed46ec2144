r"""Paths, files, options and keys in other languages than English.

/etc/hosts, ~/docs, C:\Users\Ana, main.py, git commit -m, Ctrl+C
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from arqon_sidecar.text.english.code.paths import ENDING
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["file_forms"]

_PATH = re.compile(
    r"(?<![^\s\"'(“«\[\u3000-\u9fff：，、])(?:~|\.{1,2})?(?:/\.?[A-Za-z_][\w.+@-]{0,60}(?<![.-])){1,12}/?(?![\w/])"
)
_WINDOWS = re.compile(r"(?<!\w)(?P<drive>[A-Z]):(?P<rest>(?:\\[\w.-]{1,60}(?<!\.)){1,12})\\?")
_FILE = re.compile(
    rf"(?<![\w.@/\\-])(?![Ll]\.go\b)[A-Za-z_][\w-]{{0,60}}\.(?:{ENDING})(?![\w/]|\.\w)"
)
_RELATIVE = re.compile(
    rf"(?<![\w.@/\\-])(?:[A-Za-z_][\w-]{{0,40}}/){{1,8}}[A-Za-z_][\w-]{{0,60}}\.(?:{ENDING})(?![\w/]|\.\w)"
)
"""src/main.rs."""
_OPTION = re.compile(r"(?<=\s)(?:--[a-z][\w-]{1,30}|-[a-zA-Z]{1,3}(?!\w))")
_COMMAND = re.compile(
    r"\b(?:git|npm|npx|pip|docker|ls|rm|cp|mv|curl|wget|python3?|ssh|tar|apt|sudo|mkdir|grep"
    r"|kubectl|make|cargo|node|chmod|find)\b(?:[^.!?\n]|\.(?=\w))*\Z"
)
"""What stands in front of an option."""
_REACH = 48
_KEY = re.compile(r"(?<![A-Za-z])Ctrl(?![A-Za-z])")
_KEYS = re.compile(
    r"(?:(?<=Ctrl)|(?<=Control)|(?<=\bCmd)|(?<=\bAlt)|(?<=\bAltGr)|(?<=\bShift)|(?<=\bMayús)"
    r"|(?<=\bMaiusc)|(?<=\bMaj)|(?<=\bWin)|(?<=\bFn))\s?\+\s?(?=\w)"
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

    def option(match: re.Match[str]) -> str | None:
        before = match.string[max(0, match.start() - _REACH) : match.start()]
        name = match.group()
        spelled = said(name if name.startswith("--") else " ".join(name))
        return spelled if _COMMAND.search(before) else None

    return (
        Form(Kind.PATH, _WINDOWS, windows, "[A-Z]"),
        Form(Kind.PATH, _PATH, written, "[~./]"),
        Form(Kind.PATH, _RELATIVE, written, "[A-Za-z_]"),
        Form(Kind.PATH, _FILE, written, "[A-Za-z_]"),
        Form(Kind.CODE, _OPTION, option, "-"),
        Form(Kind.CODE, _KEY, lambda _: words["Ctrl"], "C"),
        Form(Kind.CODE, _KEYS, lambda _: " ", r"[\s+]"),
    )
