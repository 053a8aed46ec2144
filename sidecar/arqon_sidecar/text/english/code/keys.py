"""Keys that are pressed together: Ctrl+Shift+T, ⌘⇧T."""

from __future__ import annotations

import re

from arqon_sidecar.text.cleaning.sights import KEYS
from arqon_sidecar.text.english.letters.letters import in_pieces
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["key_forms"]

_NAMED = "Ctrl|Control|Alt|Cmd|Command|Shift|Option|Opt|Fn|Win|Windows|Super|Meta"
_NAMED_TOO = (
    "(?:Del|Delete|Ins|Insert|Enter|Return|Esc|Escape|Tab|Space|Spacebar|Backspace|Home|End|Page"
    r"|PgUp|PgDn|PageUp|PageDown|Up|Down|Left|Right|Click|Break|Pause|Print|PrtSc)(?!\w)"
)
"""What is pressed beside them behind a hyphen, too; Opt-Out and Win-Win are words."""
_HELD = "ctrl|alt|cmd|shift|opt|option|fn"
"""In lower case only with a plus."""
_BESIDE = (
    rf"{_NAMED}|(?<=\+)(?:{_HELD}|[a-z](?!\w)|del|esc|tab|enter|space)|{_NAMED_TOO}"
    r"|(?:(?<=\+)|(?<=\+ ))[A-Z]\w{0,9}|[A-Z](?!\w)|F?\d{1,2}|[`,./;=\[\]\\](?![\w.])"
)
_TOGETHER = re.compile(
    rf"(?<!\w)(?P<key>{_NAMED}|(?:{_HELD})(?=\+))"
    rf"(?P<rest>(?:(?:[+-]|\s\+\s(?=[A-Z]))(?:{_BESIDE}))+)(?!\w)"
)
_PRESSED = re.compile(
    rf"[{''.join(KEYS)}](?:\s?\+?\s?(?:[{''.join(KEYS)}]|[A-Z\d](?!\w)|(?:Space|Enter|Return|Tab|Delete|Esc|Click|Up|Down|Left|Right)(?!\w)))*"
)
_ESCAPE = re.compile(r"(?<![\w.'-])Esc(?![\w'-]|\.\w)")
_PART = re.compile(r"\w+|[^\s\w+-]")
_NAMES = {
    "Ctrl": "control", "Cmd": "command", "Opt": "option", "Del": "delete", "Esc": "escape",
    "`": "backtick", ",": "comma", ".": "period", "/": "slash", ";": "semicolon", "=": "equals",
    "[": "left bracket", "]": "right bracket", "\\": "backslash",
} | KEYS  # fmt: skip


def key_forms(numbers: Numbers) -> tuple[Form, ...]:
    """The keys one after the other."""

    def keys(match: re.Match[str]) -> str:
        parts = _PART.findall(match.group())
        return " ".join(_NAMES.get(part.capitalize()) or in_pieces(part, numbers) for part in parts)

    return (
        Form(Kind.CODE, _TOGETHER, keys, "[ACFMOSWacfmosw]"),
        Form(Kind.CODE, _ESCAPE, lambda _: "escape", "E"),
        Form(Kind.CODE, _PRESSED, keys, f"[{''.join(KEYS)}]"),
    )
