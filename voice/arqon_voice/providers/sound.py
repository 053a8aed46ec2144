"""Sound that is at hand: cut for the player, and whether it can be heard."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from arqon_voice.speech.utterance import PcmChunk

__all__ = ["has_words", "is_audible", "slices"]

_FAINT: Final = 16
"""Of 32,768: 66 dB below the loudest. Nobody hears it, and dither is fainter."""
_PAUSE: Final = re.compile(r"\[pause:[^\]]*\]")
"""The one thing that may be asked for and makes no sound (sidecar contract)."""


def slices(sound: PcmChunk, seconds: float = 0.1) -> Iterator[PcmChunk]:
    """Cut `sound` into pieces of at most `seconds`, so that the player can hold it back.

    A last odd byte is not a sample and is left out. Each piece is of the segment that `sound` is
    of, and the first one says where in the text it is.
    """
    step = 2 * max(1, round(seconds * sound.sample_rate))
    whole = len(sound.pcm) // 2 * 2
    for start in range(0, whole, step):
        piece = replace(sound, pcm=sound.pcm[start : min(start + step, whole)])
        yield replace(piece, text_start=None, text_end=None) if start else piece


def is_audible(pcm: bytes) -> bool:
    """Whether any of these samples can be heard (signed 16-bit little-endian mono)."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return any(abs(level) > _FAINT for level in set(samples))  # a silence has few levels


def has_words(text: str) -> bool:
    """Whether something must be heard of `text`, and not only a pause or a sign."""
    return any(character.isalnum() for character in _PAUSE.sub("", text))
