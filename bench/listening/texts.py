"""The lists of texts: what is written, and what a person would say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["LISTS", "Text", "read_list", "spread"]

FOLDER = Path(__file__).parent
LISTS = ("plain", "hard")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a list; any of `spoken` is right."""

    list: str
    written: str
    spoken: tuple[str, ...]


def read_list(name: str) -> list[Text]:
    """One of LISTS, or a file: a line is `text<TAB>spoken | alternative`; # begins a comment."""
    path = FOLDER / f"{name}.tsv" if name in LISTS else Path(name)
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return [Text(path.stem, written, tuple(spoken.split(" | "))) for written, spoken in rows]


def spread(texts: list[Text], limit: int | None) -> list[Text]:
    """At most `limit` texts, taken evenly from the whole list: its kinds stand in order."""
    if limit is None or limit >= len(texts):
        return texts
    return [texts[number * len(texts) // limit] for number in range(limit)]
