"""An engine that makes a tone instead of speech: as long as speech, told by its pitch."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import (
    MAX_PHONEMES,
    SAMPLE_RATE,
    EngineError,
    Interrupted,
    ModelIdentity,
    Speech,
)

FRAMES_A_SYMBOL = 3
_FRAME = 600
VOCABULARY = frozenset(
    ';:,.!?—…"()“” \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyz'
    "ɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ"
)


class ToneEngine:
    """75 ms a symbol of a tone whose pitch is the style's first number, in hertz.

    `seconds_a_symbol` is how long it works on each; a phoneme of FAILING makes it fail.
    """

    FAILING = "ʘ"

    def __init__(self, seconds_a_symbol: float = 0.0) -> None:
        self.identity = ModelIdentity("tone", "0" * 64, "test-model", "tone", "no speech at all")
        self.vocabulary = VOCABULARY | {self.FAILING}
        self.spoken: list[str] = []
        self._seconds = seconds_a_symbol
        self._interrupted = threading.Event()

    def synthesize(
        self, phonemes: str, style: NDArray[np.float32], speed: float, seed: int | None = None
    ) -> Speech:
        assert 1 <= len(phonemes) <= MAX_PHONEMES, len(phonemes)
        assert style.shape == (256,)
        self._interrupted.clear()
        self.spoken.append(phonemes)
        if self.FAILING in phonemes:
            raise EngineError("the tone generator met a symbol that it refuses")
        if self._interrupted.wait(self._seconds * len(phonemes)):
            raise Interrupted("interrupted")
        frames = np.full(len(phonemes) + 2, max(1, round(FRAMES_A_SYMBOL / speed)), np.int64)
        moments = np.arange(int(frames.sum()) * _FRAME) / SAMPLE_RATE
        tone = 0.3 * np.sin(2 * np.pi * float(style[0]) * moments)
        return Speech(tone.astype(np.float32), frames)

    def interrupt(self) -> None:
        self._interrupted.set()
