"""What was spoken lately is kept, within its bounds, and is made anew where anything differs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from arqon_sidecar.engines.port import EngineError, Interrupted, Prepared
from arqon_sidecar.speech.pace import Pace
from arqon_sidecar.speech.take import Studio, Take
from arqon_sidecar.speech.takes import Key, Takes
from tests.sidecar.fakes import ToneEngine

KEY = Key("həlˈO wˈɜɹld", np.full(256, 220, np.float32).tobytes(), 1.0, None, streamed=True)
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


def studio_of(engine: ToneEngine) -> Studio:
    return Studio(engine, Pace(), Takes())


def spoken(studio: Studio, key: Key = KEY) -> NDArray[np.float32]:
    take, stretches = Take(studio, key), list[NDArray[np.float32]]()
    while not take.done:
        sound = take.step(0.0)
        stretches += [sound] if sound is not None else []
    return np.concatenate(stretches)


def test_what_was_said_before_is_not_made_again() -> None:
    engine = ToneEngine()
    studio = studio_of(engine)
    assert np.array_equal(spoken(studio), spoken(studio))
    assert engine.spoken == [KEY.phonemes]


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, phonemes="ɡʊdbˈI"),
        replace(KEY, style=np.full(256, 330, np.float32).tobytes()),
        replace(KEY, speed=1.5),
        replace(KEY, seed=1),
        replace(KEY, streamed=False),
    ],
)
def test_what_differs_is_made(other: Key) -> None:
    engine = ToneEngine()
    studio = studio_of(engine)
    spoken(studio)
    spoken(studio, other)
    assert len(engine.spoken) == 2


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 400)), max_size=60))
@settings(deadline=None)
def test_never_more_bytes_than_may_be(said: list[tuple[int, int]]) -> None:
    """And what was used last is the last to go."""
    takes = Takes(most_bytes=1600)
    sizes = dict[Key, int]()
    for number, samples in said:
        key = replace(KEY, phonemes=str(number))
        takes.keep(key, [np.zeros(samples, np.float32)], FRAMES)
        found = takes.get(key)
        assert found is not None
        sizes[key] = found.samples.nbytes
        kept = [each for each in sizes if takes.get(each) is not None]
        assert sum(sizes[each] for each in kept) <= 1600
        sizes = {each: sizes[each] for each in kept}


def test_very_long_segments_are_not_kept() -> None:
    takes = Takes()
    takes.keep(KEY, [np.zeros(24_000 * 20, np.float32)], FRAMES)
    assert takes.get(KEY) is None


def test_an_interrupted_take_goes_on_with_what_was_prepared() -> None:
    engine = Shaped()
    take = Take(studio_of(engine), KEY)
    assert take.step(0.0) is None
    engine.ended = True
    with pytest.raises(Interrupted):
        take.step(0.0)
    assert take.step(0.0) is not None
    assert take.done
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
    studio = studio_of(engine)
    key = replace(KEY, phonemes="a" * symbols)
    for _ in range(2):  # nor is it remembered
        with pytest.raises(EngineError, match=words):
            spoken(studio, key)


@pytest.mark.parametrize("phonemes", ["ˈˌː", "ʔ", "…!"])
def test_marks_need_not_sound(phonemes: str) -> None:
    engine = Shaped()
    engine.factor = 0.0
    assert not spoken(studio_of(engine), replace(KEY, phonemes=phonemes)).any()


def test_with_a_seed_the_windows_do_not_depend_on_the_machine() -> None:
    quick, slow = studio_of(ToneEngine()), studio_of(ToneEngine())
    quick.pace.took(1, 1e-6)
    slow.pace.took(1, 1.0)
    key = replace(KEY, phonemes="a" * 200, seed=7)
    lengths = []
    for studio in (quick, slow):
        take, each = Take(studio, key), list[int]()
        while not take.done:
            sound = take.step(5.0)
            each += [len(sound)] if sound is not None else []
        lengths.append(each)
    assert lengths[0] == lengths[1]
    assert len(lengths[0]) > 1
