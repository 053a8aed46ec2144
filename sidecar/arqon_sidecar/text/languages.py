"""The languages of Kokoro's voices: the first letter of a voice's name says which."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LANGUAGES", "Language", "language_called", "language_of_voice"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language as Kokoro's pipeline knows it; `espeak` is empty where espeak does not serve."""

    letter: str
    tag: str
    name: str
    espeak: str

    @property
    def english(self) -> bool:
        """Whether the rules of English apply."""
        return self.letter in "ab"

    @property
    def british(self) -> bool:
        """Whether it is English as in Britain."""
        return self.letter == "b"


LANGUAGES = {
    language.letter: language
    for language in (
        Language("a", "en-us", "American English", "en-us"),
        Language("b", "en-gb", "British English", "en"),
        Language("e", "es", "Spanish", "es"),
        Language("f", "fr-fr", "French", "fr"),
        Language("h", "hi", "Hindi", "hi"),
        Language("i", "it", "Italian", "it"),
        Language("p", "pt-br", "Brazilian Portuguese", "pt-br"),
        Language("j", "ja", "Japanese", ""),
        Language("z", "zh", "Mandarin Chinese", ""),
    )
}

_TAGS = {
    **{f"en-{region}": "b" for region in ("au", "ie", "in", "nz", "uk", "za")},
    **{language.tag: language.letter for language in LANGUAGES.values()},
    "en": "a",
    "fr": "f",
    "pt": "p",
    "cmn": "z",
}
"""Letters by tags; English of the regions that write dates and spell as in Britain is read so."""


def language_of_voice(voice: str) -> Language:
    """The language of `af_heart` by its first letter; English where the letter says nothing."""
    return LANGUAGES.get(voice[:1], LANGUAGES["a"])


def language_called(name: str) -> Language | None:
    """The language of a tag or of Kokoro's letter (`a`); None if there is none.

    A tag may name more than is told apart here, as a browser's does: `es-MX`, `zh-Hans-CN`.
    """
    wanted = name.strip().lower().replace("_", "-")
    if wanted in LANGUAGES:
        return LANGUAGES[wanted]
    while wanted and wanted not in _TAGS:
        wanted = wanted.rpartition("-")[0]
    return LANGUAGES[_TAGS[wanted]] if wanted else None
