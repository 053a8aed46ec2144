"""Sound that is at hand as a whole, cut for the player."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from arqon_voice.speech.utterance import PcmChunk

__all__ = ["slices"]


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
