"""Technical names in words: what stands in paths, files and code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.cleaning.notation import STAR
from arqon_sidecar.text.english.letters.letters import in_pieces, spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers

__all__ = ["Technical"]

_MARKS = {
    "/": "slash",
    "\\": "backslash",
    ".": "dot",
    "-": "dash",
    "~": "tilde",
    ":": "colon",
    "@": "at",
    "+": "plus",
    "=": "equals",
    "%": "percent",
    "$": "dollar",
    STAR: "star",
}
_SPLIT = re.compile(r"[^\W_]+|[\W_]")


@dataclass(frozen=True, slots=True)
class Technical:
    """Says names piece by piece; an underscore parts words and is not said."""

    numbers: Numbers

    def said(self, name: str) -> str:
        """The name with its marks: "src/a_b.py" as "S.R.C slash a b dot P.Y"."""
        spoken = (
            in_pieces(part, self.numbers) if part.isalnum() else _MARKS.get(part, "")
            for part in _SPLIT.findall(name)
        )
        return " ".join(filter(None, spoken))

    def one_by_one(self, signs: str) -> str:
        """Each letter and digit by its name."""
        names = (self.numbers.digits(s) if s.isdecimal() else spelled(s) for s in signs)
        return " ".join(names)
