"""The tables of readings: what is written, and what a person says.

A table is a file of `readings/`, one for each type. Each line holds a text, a tab, and what is said
for it, in lower case; further ways to say it follow behind ` | `. Lines that start with # are
comments. `british.tsv` is read as in Britain, the others as in America.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from arqon_sidecar.text.cleaning.clean import cleaned
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.marks import LETTER_A
from arqon_sidecar.text.normalise import normalised

TABLES = Path(__file__).with_name("readings")
BRITISH = "british"
_BETWEEN_LETTERS = re.compile(r"(?<=[A-Z])\.(?=[A-Za-z])")
_APOSTROPHE = re.compile("['’]")
_NO_WORD = re.compile(r"[^\w]+")


def rows(table: Path) -> list[tuple[str, list[str]]]:
    lines = table.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [(written, spoken.split(" | ")) for written, spoken in pairs]


def words(text: str) -> list[str]:
    """The words in small letters, without marks; names of letters in a row are one word.

    So "U.S", "u s" and "US" are the same: how letters are named is not told by the words.
    """
    plain = _BETWEEN_LETTERS.sub(" ", text.replace(LETTER_A, "A")).lower()
    found = _NO_WORD.sub(" ", _APOSTROPHE.sub("", plain)).split()
    runs = groupby(found, key=lambda word: len(word) == 1)
    return [word for single, run in runs for word in (["".join(run)] if single else run)]


READINGS = [
    pytest.param(table.stem, written, spoken, id=f"{table.stem}: {written}")
    for table in sorted(TABLES.glob("*.tsv"))
    for written, spoken in rows(table)
]


@pytest.mark.parametrize(("kind", "written", "spoken"), READINGS)
def test_a_text_is_read_as_a_person_reads_it(kind: str, written: str, spoken: list[str]) -> None:
    language = LANGUAGES["b" if kind == BRITISH else "a"]
    said = normalised(cleaned(written), language).text
    assert words(said) in map(words, spoken), said
    if written.endswith((".", "!", "?")):
        assert said.rstrip()[-1] in ".!?…", said
