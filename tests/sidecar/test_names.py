"""Names that are said otherwise than they are written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from arqon_sidecar.text.espeak.espeak import Espeak
from arqon_sidecar.text.espeak.words import EspeakWords
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.lexicon import Lexicon
from arqon_sidecar.text.names import _names
from arqon_sidecar.text.reader import Reader
from arqon_sidecar.text.tokens import phonemes_of

SOUNDS = frozenset("bdfhijklmnpstuvwzæðŋɑɔəɛɜɡɪɹʃʊʌʒʤʧθᵊˈˌ AIOWYQT")
"""Kokoro's for English, without the marks of sentences."""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    espeak = Espeak()
    yield Reader(dict.fromkeys("abe", EspeakWords(espeak)), Lexicon({"Goethe": "/ɡˈOθ/"}))
    espeak.close()


@pytest.mark.parametrize(
    ("text", "letter", "sound"),
    [
        ("See etcd's docs.", "a", "ˌɛtsidˈiz"),
        ("Read it at redis.io.", "a", "ɹˈɛdɪs"),
        ("PostgreSQL 15 is out.", "a", "pˌOstɡɹɛs"),
        ("SÃO PAULO is big.", "a", "pˈWlO"),
        ("Camus wrote it.", "b", "kæmˈu"),
        ("Renault won.", "b", "ɹənˈQ"),
        ("By Goethe.", "a", "ɡˈOθ."),
    ],
)
def test_a_name_is_said_as_people_say_it(
    reader: Reader, text: str, letter: str, sound: str
) -> None:
    assert sound in phonemes_of(reader.tokens(text, LANGUAGES[letter])).split()


def test_names_are_for_english_alone(reader: Reader) -> None:
    assert "kæmˈu" not in phonemes_of(reader.tokens("Camus escribe.", LANGUAGES["e"]))


@pytest.mark.parametrize("british", [True, False])
def test_kokoro_has_every_sound_of_the_names(british: bool) -> None:
    for name, phonemes in _names(british=british)._entries.items():
        assert phonemes[0] == phonemes[-1] == "/", name
        assert SOUNDS.issuperset(phonemes[1:-1]), (name, set(phonemes[1:-1]) - SOUNDS)
        assert "ˈ" in phonemes, name
