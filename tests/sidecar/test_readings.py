"""The tables of readings: what is written, and what a person says.

A table is a file of `readings/`, one for each type. Each line holds a text, a tab, and what is said
for it, in lower case; further ways to say it follow behind ` | `. Lines that start with # are
comments. `british.tsv` is read as in Britain, the others as in America.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from arqon_sidecar.text.clean import cleaned
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.marks import LETTER_A
from arqon_sidecar.text.normalise import normalised

TABLES = Path(__file__).with_name("readings")
BRITISH = "british"


def rows(table: Path) -> list[tuple[str, list[str]]]:
    lines = table.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [(written, spoken.split(" | ")) for written, spoken in pairs]


def sounds(text: str) -> str:
    """The letters alone: whether US is one word or two letters is not told by the words."""
    return "".join(filter(str.isalnum, text.replace(LETTER_A, "A").lower()))


READINGS = [
    pytest.param(table.stem, written, spoken, id=f"{table.stem}: {written}")
    for table in sorted(TABLES.glob("*.tsv"))
    for written, spoken in rows(table)
]


@pytest.mark.parametrize(("kind", "written", "spoken"), READINGS)
def test_a_text_is_read_as_a_person_reads_it(kind: str, written: str, spoken: list[str]) -> None:
    language = LANGUAGES["b" if kind == BRITISH else "a"]
    said = normalised(cleaned(written), language).text
    assert sounds(said) in map(sounds, spoken), said
