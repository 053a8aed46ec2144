"""Gives a voice letters that it can read, whatever writing the text is in.

espeak-ng names a letter that its language does not have by its code point ("letter one e c five").
Here an unknown accent falls back to its base letter, and another writing to Latin letters, as
anyascii has them: one syllable a word in Chinese and Korean. A lone Greek letter is left to the
grammar, which knows "μg", "kΩ" and "5σ".
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

import regex

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.greek import GREEK_BESIDE, LONE_GREEK
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.marks import MARKS, PAUSES

__all__ = ["in_letters_of"]

_LATIN = (
    r"A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0137\u0139-\u0148\u014a-\u017f"
)
"""What espeak-ng 1.52 reads in a word in all of its Latin languages (each letter was tried)."""
_OWN = {
    "h": r"\p{scx=Devanagari}",
    "j": r"\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}",
    "z": r"\p{scx=Han}",
}
"""By script extensions: the mark of a long vowel in "ページ" belongs to two scripts."""
_SYLLABLE = regex.compile(r"[\p{Han}\p{Hangul}]")
_WRITES_VOWELS = regex.compile(
    r"\p{Cyrillic}|\p{Greek}|\p{Latin}|\p{Armenian}|\p{Georgian}|\p{Hangul}"
)
_WITHOUT_VOWELS = regex.compile(r"[b-df-hj-np-tv-xz]{3,}")
_SPELLED = regex.compile(r"[b-df-hj-np-tv-xz]{4,}")
"""So many consonants in a row are named by espeak letter by letter."""


def in_letters_of(language: Language, text: Traced) -> Traced:
    """The text with no letters or digits but those that a voice of the language can read."""
    return text.sub(_foreign(_OWN.get(language.letter, "")), _read)


@cache
def _foreign(own: str) -> regex.Pattern[str]:
    readable = rf"[{_LATIN}0-9{own}{MARKS}{PAUSES}]"
    letters = rf"[[\p{{L}}\p{{Nd}}\p{{Nl}}]--{readable}]"
    marks = rf"[\p{{M}}--{readable}]"
    syllable = rf"[[\p{{Han}}\p{{Hangul}}]--{readable}]"
    other = rf"[{letters}--[\p{{Han}}\p{{Hangul}}]]"
    foreign = rf"(?P<syllable>{syllable})|(?:{other}{marks}*+)++|{marks}++"
    pattern = rf"(?P<beside>{GREEK_BESIDE})|(?!{LONE_GREEK})(?:{foreign})"
    return regex.compile(pattern, regex.VERSION1)


def _read(match: regex.Match[str]) -> str:
    if match["beside"]:
        difference = match["beside"][0] == "Δ" and len(match["beside"]) > 1
        return " ".join(match.group()) if difference else f" {match.group()}"
    latin: str = _in_latin(match.group())
    return _apart(match, latin.lower()) if match["syllable"] else latin


@lru_cache(4096)
def _in_latin(text: str) -> str:
    from anyascii import anyascii

    latin = anyascii("".join(map(_digit, text)))
    plain = "".join(letter for letter in latin if letter.isalnum())
    unreadable = _SPELLED if _WRITES_VOWELS.match(text) else _WITHOUT_VOWELS
    spoken: str = unreadable.sub(_with_vowels, plain)
    return spoken


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)


def _with_vowels(match: regex.Match[str]) -> str:
    """Arabic and Hebrew write none: "mrhb" would be spelled."""
    return "a".join(match.group())


def _apart(match: regex.Match[str], syllable: str) -> str:
    """With a space where a letter stands beside it, one between two syllables."""
    text, start, end = match.string, match.start(), match.end()
    before = _is_other_letter(text[start - 1 : start])
    after = text[end : end + 1].isalnum()
    return f"{' ' if before else ''}{syllable}{' ' if after else ''}"


@lru_cache(4096)
def _is_other_letter(beside: str) -> bool:
    return beside.isalnum() and not _SYLLABLE.match(beside)
