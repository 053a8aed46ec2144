"""What is typed as it stands: ?debug=true, &lang=en, the :id of a route, :wq."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.code.technical import Technical
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["typed_forms"]

_FIELD = r"[A-Za-z_][\w.-]{0,40}(?:\[\])?="
_QUERY = re.compile(rf"(?<![\w?!.)\]])\?(?={_FIELD}\S)")
_MORE = re.compile(rf"(?<![\w&)\]])&(?={_FIELD}\S)")
_OF_ROUTE = re.compile(r"(?<=[\w\]}]/):(?P<rest>[a-z]\w{1,30}(?:/[\w-]{1,40}){0,8}/?)")
_EDITOR = re.compile(r"(?<![\w:]):(?P<command>wqa?|qa?)(?P<forced>!)?(?![\w:(])")
"""Commands of vi."""
_STREAM = re.compile(r"(?<![\w.])(?P<from>[12])?>&(?P<to>[12])(?!\w)")
"""Of a shell: 2>&1."""
_MEMBER = re.compile(r"(?<=[\w)\]])->(?=[a-z_]\w{1,40})|(?<=\))\s->\s(?=[A-Za-z])")
"""In C and PHP, and in front of what a function of Python gives back."""


def typed_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A query without its address, a part of a route that stands for something, commands of vi."""
    technical = Technical(numbers)
    return (
        Form(Kind.CODE, _QUERY, lambda _: "question mark ", r"\?"),
        Form(Kind.CODE, _MORE, lambda _: "ampersand ", "&"),
        Form(Kind.CODE, _OF_ROUTE, lambda m: f" colon {technical.said(m['rest'])}", ":"),
        Form(Kind.CODE, _EDITOR, _editor, ":"),
        Form(Kind.CODE, _MEMBER, lambda _: " arrow ", r"[\s-]"),
        Form(
            Kind.CODE,
            _STREAM,
            lambda m: (
                f"{numbers.said(m['from'] or '')} greater than ampersand {numbers.said(m['to'])}"
            ),
            "[12>]",
        ),
    )


def _editor(match: re.Match[str]) -> str:
    """An exclamation mark behind :wq may be the sentence's."""
    bang = match["forced"] and match["command"][0] == "q"
    return f"colon {spelled(match['command'])}{' bang' if bang else match['forced'] or ''}"
