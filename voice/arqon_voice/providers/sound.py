"""Sound that is at hand as a whole, cut for whoever plays it."""

from __future__ import annotations

from collections.abc import Iterator

from arqon_voice.speech.utterance import PcmChunk

__all__ = ["slices"]


def slices(sound: PcmChunk, seconds: float = 0.1) -> Iterator[PcmChunk]:
    """Cut `sound` into pieces of at most `seconds`, so that whoever plays it can hold it back.

    A last odd byte is no sample and is left out.
    """
    step = 2 * max(1, round(seconds * sound.sample_rate))
    whole = len(sound.pcm) // 2 * 2
    for start in range(0, whole, step):
        yield PcmChunk(sound.pcm[start : min(start + step, whole)], sound.sample_rate)
