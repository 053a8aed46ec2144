"""Which way each language is read here: by misaki where it can, else by espeak-ng."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from arqon_sidecar.text.espeak.espeak import Espeak
from arqon_sidecar.text.espeak.words import EspeakWords
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.lexicon import Lexicon
from arqon_sidecar.text.misaki.sentences import japanese, mandarin
from arqon_sidecar.text.misaki.words import MisakiWords, misaki_is_there
from arqon_sidecar.text.reader import Reader, Words

__all__ = ["Reading", "open_reader"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader, what it runs on, and which way serves each language (tag to name)."""

    reader: Reader
    espeak: Espeak
    described: dict[str, str]

    def close(self) -> None:
        """End the child process of espeak-ng."""
        self.espeak.close()


def open_reader(lexicon: Path | None) -> Reading:
    """A reader of all languages that can be read with what is installed.

    Raises:
        LexiconError: the lexicon's file cannot be read.
    """
    espeak = Espeak()
    by_espeak = EspeakWords(espeak)
    ways: dict[str, Words] = {
        language.letter: by_espeak for language in LANGUAGES.values() if language.espeak
    }
    described = {LANGUAGES[letter].tag: "espeak-ng" for letter in ways}
    if misaki_is_there():
        ways |= dict.fromkeys("ab", MisakiWords(espeak))
        described |= {LANGUAGES[letter].tag: "misaki" for letter in "ab"}
    for letter, way in (("j", japanese(by_espeak)), ("z", mandarin(by_espeak))):
        if way is not None:
            ways[letter] = way
            described[LANGUAGES[letter].tag] = "misaki"
    words = Lexicon.read(lexicon) if lexicon else Lexicon({})
    return Reading(Reader(ways, words), espeak, described)
