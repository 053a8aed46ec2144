"""What a text itself says of how it is to be read, in the way of the kokoro pipeline and of SSML.

`[Kokoro](/kˈOkəɹO/)` gives a word's phonemes; `[pause:1.5s]` and `<break time="500ms"/>` ask for a
pause. `[word](+1)` asks misaki for more or less stress; the word is read as it is.
"""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.rules import Rule, apply
from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.marks import KnownWords, pause_mark
from arqon_sidecar.text.pronunciations import with_s

__all__ = ["with_marks"]

_WORD = re.compile(
    r"\[(?P<word>[^\[\]\n]{1,200})\]\(\s?/(?P<phonemes>[^/()\[\]\n]{1,200})/\s?\)"
    r"(?P<s>['’]?s(?!\w))?"
)
_STRESS = re.compile(r"\[(?P<word>[^\[\]\n]{1,200})\]\([-+]?(?:\d|\d?\.\d)\)")
_PAUSE = re.compile(
    r"\[\s?pause(?:\s?[:=\s]\s?(?P<time>\d{0,4}(?:(?<=\d)|[.,]\d{1,3}))\s?"
    r"(?P<unit>(?:m|milli)?s(?:ec(?:ond)?)?s?)?)?\s?\]",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<break\b(?P<attributes>[^<>]{0,200})>", re.IGNORECASE)
_TIME = re.compile(
    r"\btime\s?=\s?[\"']?\+?(?P<time>\d{0,5}(?:(?<=\d)|\.\d{1,3}))\s?(?P<unit>ms|s)", re.IGNORECASE
)
_STRENGTH = re.compile(r"\bstrength=[\"']?(?P<strength>[a-z-]{1,10})", re.IGNORECASE)
_STRENGTHS = {
    "none": 0.0,
    "x-weak": 0.1,
    "weak": 0.2,
    "medium": 0.4,
    "strong": 0.7,
    "x-strong": 1.2,
}
"""Seconds; SSML 1.1 (3.2.3) leaves them to who reads."""
_MEDIUM = _STRENGTHS["medium"]


def with_marks(text: Traced, known: KnownWords) -> Traced:
    """The text with a mark for each word whose phonemes it gives, and for each pause."""

    def word(match: re.Match[str]) -> str | None:
        phonemes = match["phonemes"].strip()
        if not phonemes:
            return match["word"] + (match["s"] or "")
        return known.mark(with_s(phonemes) if match["s"] else phonemes)

    rules = (
        Rule(_WORD, word),
        Rule(_STRESS, lambda match: match["word"]),
        Rule(_PAUSE, _pause),
        Rule(_BREAK, _break),
    )
    return apply(rules, text)


def _pause(match: re.Match[str]) -> str:
    """As long as it says, else as a break without its time."""
    return _spaced(_seconds(match) if match["time"] else _MEDIUM)


def _break(match: re.Match[str]) -> str:
    time = _TIME.search(match["attributes"])
    if time:
        return _spaced(_seconds(time))
    strength = _STRENGTH.search(match["attributes"])
    return _spaced(_STRENGTHS.get(strength["strength"].lower(), _MEDIUM) if strength else _MEDIUM)


def _seconds(match: re.Match[str]) -> float:
    time = float(match["time"].replace(",", "."))
    return time / 1000 if (match["unit"] or "").lower().startswith("m") else time


def _spaced(seconds: float) -> str:
    return f" {pause_mark(seconds)} "
