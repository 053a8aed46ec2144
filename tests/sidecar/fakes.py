"""An engine that makes a tone instead of speech: as long as speech, told by its pitch."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import (
    FRAME,
    MAX_PHONEMES,
    SAMPLE_RATE,
    EngineError,
    Interrupted,
    ModelIdentity,
    Prepared,
    Speech,
)

FRAMES_A_SYMBOL = 3
VOCABULARY = frozenset(
    ';:,.!?—…"()“” \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyz'
    "ɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ"
)


@dataclass(frozen=True, slots=True)
class Tone(Prepared):
    hertz: float


class ToneEngine:
    """75 ms a symbol of a tone whose pitch is the style's first number, in hertz.

    `seconds_a_symbol` is how long it works on each; a phoneme of FAILING makes it fail.
    """

    FAILING = "ʘ"

    def __init__(self, seconds_a_symbol: float = 0.0) -> None:
        self.identity = ModelIdentity(
            "tone", "0" * 64, "test-model", "tone", "no speech at all", "a sine"
        )
        self.vocabulary = VOCABULARY | {self.FAILING}
        self.spoken: list[str] = []
        self._seconds = seconds_a_symbol
        self._interrupted = threading.Event()

    def synthesize(
        self, phonemes: str, style: NDArray[np.float32], speed: float, seed: int | None = None
    ) -> Speech:
        prepared = self.prepare(phonemes, style, speed, seed)
        return Speech(self.vocode(prepared), prepared.frames)

    def prepare(
        self, phonemes: str, style: NDArray[np.float32], speed: float, seed: int | None = None
    ) -> Prepared:
        assert 1 <= len(phonemes) <= MAX_PHONEMES, len(phonemes)
        assert style.shape == (256,)
        self.spoken.append(phonemes)
        if self.FAILING in phonemes:
            raise EngineError("the tone generator met a symbol that it refuses")
        frames = np.full(len(phonemes) + 2, max(1, round(FRAMES_A_SYMBOL / speed)), np.int64)
        hertz = float(style[0])
        curve = np.full(2 * int(frames.sum()), hertz, np.float32)
        return Tone(frames, curve, np.ones_like(curve), hertz)

    def vocode(
        self, prepared: Prepared, first: int = 0, last: int | None = None
    ) -> NDArray[np.float32]:
        assert isinstance(prepared, Tone)
        first, last = prepared.window(first, last)
        self._interrupted.clear()
        symbols = (len(prepared.frames) - 2) * (last - first) / prepared.length
        if self._interrupted.wait(self._seconds * symbols):
            raise Interrupted("interrupted")
        moments = np.arange(first * FRAME, last * FRAME) / SAMPLE_RATE
        tone: NDArray[np.float64] = 0.3 * np.sin(2 * np.pi * prepared.hertz * moments)
        return tone.astype(np.float32)

    def interrupt(self) -> None:
        self._interrupted.set()
