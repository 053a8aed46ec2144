"""What is said in Mandarin and Japanese; plain numbers are left to misaki's packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from arqon_sidecar.text.cleaning.clean import cleaned
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.normalise import normalised

TABLES = Path(__file__).with_name("readings") / "other"
SPOKEN = {
    letter: [
        line.split("\t")
        for line in (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    ]
    for letter, name in (("z", "mandarin"), ("j", "japanese"))
}
"""What is written, and what is said, by the letter of the language."""
AS_WRITTEN = {
    "z": (
        "第2章34页",
        "二年级2年级",
        "2023年12月25日",
        "12个",
        "iPhone和WiFi",
        "AT&T",
        "COVID-19",
        "上海-北京",
        "SIM卡",
    ),
    "j": (
        "第2章34ページ",
        "午後3時半",
        "2023年12月25日",
        "iPhoneを使う",
        "SIMカード",
        "え〜っと",
    ),
}


def said(text: str, letter: str) -> str:
    """Without spaces, which part what is said from what stands beside it."""
    return normalised(cleaned(text), LANGUAGES[letter]).text.replace(" ", "")


@pytest.mark.parametrize(
    ("letter", "written", "spoken"),
    [(letter, *pair) for letter, pairs in SPOKEN.items() for pair in pairs],
)
def test_what_is_written_in_signs_is_said_in_words(letter: str, written: str, spoken: str) -> None:
    assert said(written, letter) == spoken


@pytest.mark.parametrize(
    ("letter", "written"),
    [(letter, text) for letter, texts in AS_WRITTEN.items() for text in texts],
)
def test_numbers_of_things_stay_as_they_are_written(letter: str, written: str) -> None:
    assert said(written, letter) == written
