"""What is said in Spanish, French, Hindi, Italian and Portuguese; numbers are left to espeak-ng."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from arqon_sidecar.text.cleaning.clean import cleaned
from arqon_sidecar.text.espeak.espeak import Espeak
from arqon_sidecar.text.espeak.words import EspeakWords
from arqon_sidecar.text.grammar.beginnings import beginning
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.lexicon import Lexicon
from arqon_sidecar.text.normalise import _grammar, normalised
from arqon_sidecar.text.reader import Reader
from arqon_sidecar.text.tokens import phonemes_of

TABLES = Path(__file__).with_name("readings") / "other"
LETTERS = {"spanish": "e", "french": "f", "hindi": "h", "italian": "i", "portuguese": "p"}
SPOKEN = {
    letter: dict(
        line.split("\t")
        for line in (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    for name, letter in LETTERS.items()
}
"""What is written, and what is said, by the letter of the language."""


@pytest.mark.parametrize(
    ("letter", "written", "spoken"),
    [(letter, *row) for letter, rows in SPOKEN.items() for row in rows.items()],
)
def test_other_languages_are_said_as_people_say_them(
    letter: str, written: str, spoken: str
) -> None:
    assert normalised(cleaned(written), LANGUAGES[letter]).text == spoken


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    espeak = Espeak()
    yield Reader(dict.fromkeys("efhip", EspeakWords(espeak)), Lexicon({}))
    espeak.close()


WHOLE = [
    ("e", "2.040,50", "dos mil cuarenta coma cincuenta"),
    ("e", "12,5", "doce coma cinco"),
    ("i", "12,5", "dodici virgola cinque"),
    ("f", "1 000 000", "un million"),
    ("h", "1,00,000", "एक लाख"),
]


@pytest.mark.parametrize(("letter", "number", "words"), WHOLE)
def test_numbers_are_read_whole(reader: Reader, letter: str, number: str, words: str) -> None:
    def sounds(text: str) -> str:
        said = phonemes_of(reader.tokens(text, LANGUAGES[letter]))
        return "".join(sound for sound in said if sound.isalpha() and sound not in "ˈˌː")

    assert sounds(number) == sounds(words)
    assert all(t.is_word for t in reader.tokens(number, LANGUAGES[letter]))


@given(
    text=st.text("0123456789.,:/-€$R°hkm ºªSra^²√≤<>=\"'lIAE", max_size=60),
    letter=st.sampled_from("efhip"),
)
@settings(deadline=None, max_examples=300)
def test_no_digit_is_lost_or_made(text: str, letter: str) -> None:
    assume(":3" not in text)  # A face.
    result = normalised(cleaned(text), LANGUAGES[letter])
    assert result.starts == sorted(result.starts)
    assert all(0 <= a < b <= len(text) for a, b in zip(result.starts, result.ends, strict=True))
    covered = {i for a, b in zip(result.starts, result.ends, strict=True) for i in range(a, b)}
    assert all(i in covered for i, character in enumerate(text) if character.isdecimal())


@pytest.mark.parametrize("letter", "efhip")
def test_a_word_is_tried_as_few_short_forms(letter: str) -> None:
    """Each of them was tried, as any letters might be an article before it."""
    grammar = _grammar(LANGUAGES[letter])
    assert len(grammar.likely.beginning_with("qu")) < 20
    assert len(grammar.likely.beginning_with("½")) < 20


@pytest.mark.parametrize("letter", SPOKEN)
def test_how_a_text_begins_rules_out_no_form_that_matches(letter: str) -> None:
    grammar = _grammar(LANGUAGES[letter])
    for text in SPOKEN[letter]:
        for token in re.finditer(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|.", text):
            likely = grammar.likely.beginning_with(beginning(text, *token.span()))
            forms = [form for _, form in likely]
            for form in grammar.forms:
                matches = re.match(form.first, token[0]) and form.pattern.match(text, token.start())
                assert not matches or form in forms, (form.pattern.pattern, token)
