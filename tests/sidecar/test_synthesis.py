"""What was spoken lately is kept, within its bounds, and is made anew where anything differs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from arqon_sidecar.engines.port import EngineError, Interrupted, Prepared
from arqon_sidecar.speech.cache import SegmentCache, SegmentKey
from arqon_sidecar.speech.pace import Pace
from arqon_sidecar.speech.synthesis import Synthesis, Synthesizer
from tests.sidecar.fakes import ToneEngine

KEY = SegmentKey(
    "həlˈO wˈɜɹld", np.full(256, 220, np.float32).tobytes(), 1.0, None, heard_early=True
)
FRAMES = np.ones(3, np.int64)


class Shaped(ToneEngine):
    """A tone times a factor; the next run is ended where `ended` says so."""

    factor = 1.0
    ended = False

    def vocode(
        self, prepared: Prepared, first: int = 0, last: int | None = None
    ) -> NDArray[np.float32]:
        if self.ended:
            self.ended = False
            raise Interrupted("interrupted")
        return np.float32(self.factor) * super().vocode(prepared, first, last)


def synthesizer_of(engine: ToneEngine) -> Synthesizer:
    return Synthesizer(engine, Pace(), SegmentCache())


def spoken(synthesizer: Synthesizer, key: SegmentKey = KEY) -> NDArray[np.float32]:
    synthesis, stretches = Synthesis(synthesizer, key), list[NDArray[np.float32]]()
    while not synthesis.done:
        sound = synthesis.step(0.0)
        stretches += [sound] if sound is not None else []
    return np.concatenate(stretches)


def test_what_was_said_before_is_not_made_again() -> None:
    engine = ToneEngine()
    synthesizer = synthesizer_of(engine)
    assert np.array_equal(spoken(synthesizer), spoken(synthesizer))
    assert engine.spoken == [KEY.phonemes]


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, phonemes="ɡʊdbˈI"),
        replace(KEY, style=np.full(256, 330, np.float32).tobytes()),
        replace(KEY, speed=1.5),
        replace(KEY, seed=1),
        replace(KEY, heard_early=False),
    ],
)
def test_what_differs_is_made(other: SegmentKey) -> None:
    engine = ToneEngine()
    synthesizer = synthesizer_of(engine)
    spoken(synthesizer)
    spoken(synthesizer, other)
    assert len(engine.spoken) == 2


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 400)), max_size=60))
@settings(deadline=None)
def test_never_more_bytes_than_may_be(said: list[tuple[int, int]]) -> None:
    """And what was used last is the last to go."""
    cache = SegmentCache(most_bytes=1600)
    sizes = dict[SegmentKey, int]()
    for number, samples in said:
        key = replace(KEY, phonemes=str(number))
        cache.keep(key, [np.zeros(samples, np.float32)], FRAMES)
        found = cache.get(key)
        assert found is not None
        sizes[key] = found.samples.nbytes
        kept = [each for each in sizes if cache.get(each) is not None]
        assert sum(sizes[each] for each in kept) <= 1600
        sizes = {each: sizes[each] for each in kept}


def test_very_long_segments_are_not_kept() -> None:
    cache = SegmentCache()
    cache.keep(KEY, [np.zeros(24_000 * 20, np.float32)], FRAMES)
    assert cache.get(KEY) is None


def test_an_interrupted_take_goes_on_with_what_was_prepared() -> None:
    engine = Shaped()
    synthesis = Synthesis(synthesizer_of(engine), KEY)
    assert synthesis.step(0.0) is None
    engine.ended = True
    with pytest.raises(Interrupted):
        synthesis.step(0.0)
    assert synthesis.step(0.0) is not None
    assert synthesis.done
    assert engine.spoken == [KEY.phonemes]


@pytest.mark.parametrize(
    ("factor", "words"),
    [(0.0, "is silent where it should say"), (1e-4, "is silent"), (float("nan"), "no numbers")],
)
@pytest.mark.parametrize("symbols", [3, 200])
def test_a_segment_that_should_sound_and_does_not_is_a_fault(
    factor: float, words: str, symbols: int
) -> None:
    engine = Shaped()
    engine.factor = factor
    synthesizer = synthesizer_of(engine)
    key = replace(KEY, phonemes="a" * symbols)
    for _ in range(2):  # nor is it remembered
        with pytest.raises(EngineError, match=words):
            spoken(synthesizer, key)


@pytest.mark.parametrize("phonemes", ["ˈˌː", "ʔ", "…!"])
def test_marks_need_not_sound(phonemes: str) -> None:
    engine = Shaped()
    engine.factor = 0.0
    assert not spoken(synthesizer_of(engine), replace(KEY, phonemes=phonemes)).any()


def test_with_a_seed_the_windows_do_not_depend_on_the_machine() -> None:
    quick, slow = synthesizer_of(ToneEngine()), synthesizer_of(ToneEngine())
    quick.pace.took(1, 1e-6)
    slow.pace.took(1, 1.0)
    key = replace(KEY, phonemes="a" * 200, seed=7)
    lengths = []
    for synthesizer in (quick, slow):
        synthesis, each = Synthesis(synthesizer, key), list[int]()
        while not synthesis.done:
            sound = synthesis.step(5.0)
            each += [len(sound)] if sound is not None else []
        lengths.append(each)
    assert lengths[0] == lengths[1]
    assert len(lengths[0]) > 1
