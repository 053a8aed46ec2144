"""What never gets into evidence: secrets, and the text that was spoken."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from arqon_voice.text import without_userinfo

__all__ = ["Redaction", "secrets_of"]

_SECRET_NAME: Final = re.compile("TOKEN|SECRET|PASSW|CREDENTIAL|AUTH|_KEY|APIKEY", re.IGNORECASE)
_SECRET_CHARACTERS: Final = 6
"""A shorter value is a switch: to take out each `1` would leave nothing to read."""

_RUN_OF_WORDS: Final = 3
"""That many words of a spoken text, one after the other, are that text."""

_LETTER: Final = r"[^\W_][\u0300-\u036f]*"  # with the marks that stand over it, or below
_WORD: Final = re.compile(rf"(?:{_LETTER})+(?:['’](?:{_LETTER})+)*")
_BEARER: Final = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}")


def secrets_of(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The values of those variables whose name says that they are secret."""
    return tuple(
        value
        for name, value in environ.items()
        if _SECRET_NAME.search(name) and len(value.strip()) >= _SECRET_CHARACTERS
    )


class Redaction:
    """Takes out of a text what must not be kept.

    Args:
        secrets: each is taken out as it is, and as URLs and JSON write it.
        spoken: texts; each run of words of one of them is taken out, however it is broken.
    """

    def __init__(self, secrets: Iterable[str] = (), spoken: Iterable[str] = ()) -> None:
        written = {form for secret in secrets for form in _forms(secret)}
        self._secrets = sorted(written, key=len, reverse=True)
        self._runs = {run for text in spoken for run in _runs(_words(text))}

    def clean(self, text: str) -> str:
        """The text, with `[secret]` and `[spoken text]` in the places of what was taken out."""
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        text = without_userinfo(text, "[secret]")
        text = _BEARER.sub(r"\1 [secret]", text)
        return self._without_spoken(text)

    def _without_spoken(self, text: str) -> str:
        found = list(_WORD.finditer(text))
        words = [_folded(match) for match in found]
        places: list[tuple[int, int]] = []
        for size in {len(run) for run in self._runs}:
            places += (
                (found[first].start(), found[first + size - 1].end())
                for first in range(len(words) - size + 1)
                if tuple(words[first : first + size]) in self._runs
            )
        for start, end in reversed(_joined(places)):
            text = f"{text[:start]}[spoken text]{text[end:]}"
        return text


def _forms(secret: str) -> set[str]:
    secret = secret.strip()
    return {secret, quote(secret, safe=""), quote(secret), json.dumps(secret)[1:-1]}


def _words(text: str) -> list[str]:
    return [_folded(match) for match in _WORD.finditer(text)]


def _folded(word: re.Match[str]) -> str:
    """The same for a word in capitals (that of a dotless i is I), and without its marks."""
    folded = unicodedata.normalize("NFKD", word.group().upper().casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    size = min(_RUN_OF_WORDS, len(words))
    return {tuple(words[n : n + size]) for n in range(len(words) - size + 1)} if size else set()


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that overlap, or touch but for what stands between words, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
