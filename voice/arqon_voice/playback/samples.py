"""What every player makes sure of before it takes a chunk."""

from __future__ import annotations

from typing import Final

from arqon_voice.speech.utterance import PcmChunk

__all__ = ["UnplayableSound", "WholeSamples"]

SAMPLE_RATES: Final = range(1_000, 384_001)
"""What the resampler is trusted with; beyond lies a broken header, not speech."""


class UnplayableSound(Exception):
    """Nothing can be made of a chunk; the text is for a person."""


class WholeSamples:
    """Cuts a stream of chunks at whole samples: half of one waits for its other half."""

    def __init__(self) -> None:
        self._half = b""
        self._rate = 0

    def of(self, chunk: PcmChunk) -> bytes:
        """The whole samples that `chunk` brings.

        Raises:
            UnplayableSound: its sample rate is none.
        """
        if chunk.sample_rate not in SAMPLE_RATES:
            raise UnplayableSound(
                f"Sound with a sample rate of {chunk.sample_rate} cannot be played: whoever made "
                "it gave a wrong rate."
            )
        pcm = self._half + chunk.pcm if chunk.sample_rate == self._rate else chunk.pcm
        whole = len(pcm) - len(pcm) % 2
        self._half, self._rate = pcm[whole:], chunk.sample_rate
        return pcm[:whole]
