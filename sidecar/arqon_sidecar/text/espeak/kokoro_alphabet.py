"""From espeak's IPA to the letters that Kokoro was trained on.

Both tables hold what misaki 0.9.4 does (`EspeakFallback` for English, `EspeakG2P` for the rest), so
that text read here sounds as in the `kokoro` pipeline; a test compares the two. Only the double r
of American "liberalism" is one here, as in misaki's dictionaries. Kokoro writes a diphthong or an
affricate as one letter: A is the vowel of "face", ʤ the consonant of "judge".
"""

from __future__ import annotations

import re

__all__ = ["from_english", "from_other"]

_FLAG = re.compile(r"\([\^a-z-]+\)")
"""espeak's mark where it changes language inside a text: `(en)`."""
_SYLLABIC = "\u0329"
_BEFORE_SYLLABIC = re.compile(r"(\S)\u0329")

Table = tuple[tuple[str, str], ...]

_ENGLISH: Table = (
    ("ʔˌn̩", "ʔn"),
    ("ʔn̩", "ʔn"),
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
    ("ə^l", "ᵊl"),
    ("ʲo", "jo"),
    ("ʲə", "jə"),
    ("e", "A"),
    ("ʲ", ""),
    ("ɚ", "əɹ"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɐ", "ə"),
    ("ɬ", "l"),
    ("\u0303", ""),
)
_BRITISH: Table = (("e^ə", "ɛː"), ("iə", "ɪə"), ("ə^ʊ", "Q"))
_AMERICAN: Table = (("o^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""), ("ɹɹ", "ɹ"))
_BOTH: Table = (("o", "ɔ"), ("ɾ", "T"), ("ʔ", "t"), ("^", ""))

_OTHER: Table = (
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^z", "ʣ"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("o^ʊ", "O"),
    ("s^s", "S"),
    ("t^s", "ʦ"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
    ("ə^ʊ", "Q"),
    ("^", ""),
    ("-", ""),
)


def from_english(ipa: str, *, british: bool) -> str:
    """Kokoro's letters for English IPA from espeak (ties as `^`)."""
    letters = _replaced(_FLAG.sub("", ipa), _ENGLISH)
    letters = _BEFORE_SYLLABIC.sub(r"ᵊ\1", letters).replace(_SYLLABIC, "")
    return _replaced(_replaced(letters, _BRITISH if british else _AMERICAN), _BOTH)


def from_other(ipa: str) -> str:
    """Kokoro's letters for IPA of any other language from espeak (ties as `^`)."""
    return _replaced(_FLAG.sub("", ipa), _OTHER)


def _replaced(text: str, table: Table) -> str:
    for old, new in table:
        text = text.replace(old, new)
    return text
