"""Windows make each sample of a segment once, with context, and go on after an interruption."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from arqon_sidecar.engines.port import FRAME, SAMPLE_RATE, Interrupted, Prepared
from arqon_sidecar.speech.pace import FIRST, MOST, Pace, steady_room
from arqon_sidecar.speech.windows import CONTEXT, Windows, next_cut
from tests.sidecar.fakes import ToneEngine


@dataclass
class Recording(ToneEngine):
    """A tone whose windows are written down; with `failing`, each second run is ended."""

    failing: bool = False
    windows: list[tuple[int, int]] = field(default_factory=list)
    runs: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def vocode(
        self, prepared: Prepared, first: int = 0, last: int | None = None
    ) -> NDArray[np.float32]:
        self.runs += 1
        if self.failing and self.runs % 2:
            raise Interrupted("interrupted")
        self.windows.append(prepared.window(first, last))
        return super().vocode(prepared, first, last)


def prepared_of(engine: ToneEngine, symbols: int) -> Prepared:
    style = np.full(256, 200, np.float32)
    return engine.prepare("a" * symbols, style, 1.0)


@given(
    symbols=st.integers(1, 250),
    rooms=st.lists(st.integers(FIRST, MOST), min_size=1),
    failing=st.booleans(),
)
@settings(deadline=None)
def test_windows_make_the_segments_own_sound(symbols: int, rooms: list[int], failing: bool) -> None:
    engine = Recording(failing=failing)
    prepared = prepared_of(engine, symbols)
    windows, stretches = Windows(engine, prepared), list[NDArray[np.float32]]()
    while not windows.done:
        try:
            sound, frames = windows.next(rooms[min(len(stretches), len(rooms) - 1)])
        except Interrupted:
            continue
        stretches.append(sound)
        first, last = engine.windows[-1]
        assert frames == last - first
        assert frames <= 1.4 * MOST
    sound = np.concatenate(stretches)
    whole = ToneEngine().vocode(prepared)
    assert len(sound) == prepared.length * FRAME
    assert np.abs(sound - whole).max() < 1e-4
    assert all(len(stretch) >= (CONTEXT - 1) * FRAME for stretch in stretches[:-1])


@given(symbols=st.integers(60, 250), room=st.integers(FIRST, MOST))
@settings(deadline=None)
def test_every_cut_has_context_on_both_sides(symbols: int, room: int) -> None:
    engine = Recording()
    prepared = prepared_of(engine, symbols)
    windows, cuts = Windows(engine, prepared), [0]
    while not windows.done:
        cuts.append(next_cut(prepared, cuts[-1], room))
        windows.next(room)
    for (first, last), start, end in zip(engine.windows, cuts, cuts[1:], strict=False):
        assert first <= max(0, start - CONTEXT)
        assert last >= min(prepared.length, end + CONTEXT)


def test_a_cut_is_where_the_energy_is_least() -> None:
    prepared = prepared_of(ToneEngine(), 100)
    quiet = 52
    prepared.energy[2 * quiet - 2 : 2 * quiet + 2] = -5.0
    assert next_cut(prepared, 0, FIRST) == quiet


def test_a_short_segment_is_one_window() -> None:
    engine = Recording()
    prepared = prepared_of(engine, 40)
    windows = Windows(engine, prepared)
    windows.next(FIRST)
    assert windows.done
    assert engine.windows == [(0, prepared.length)]


def test_the_window_behind_the_first_is_exact_where_there_is_time() -> None:
    """It is given the whole segment, from the start, so its norms see all of it."""
    engine = Recording()
    prepared = prepared_of(engine, 80)
    windows = Windows(engine, prepared)
    windows.next(FIRST)
    windows.next(MOST)
    assert windows.done
    assert engine.windows[1] == (0, prepared.length)


@given(cost=st.floats(0.0005, 0.007), symbols=st.integers(20, 250))
@settings(deadline=None)
def test_sound_never_runs_dry_on_a_machine_that_is_quick_enough(cost: float, symbols: int) -> None:
    """`cost` seconds a frame of 25 ms: up to a real-time factor of 0.28."""
    engine, pace = Recording(), Pace()
    pace.took(1, cost)
    windows = Windows(engine, prepared_of(engine, symbols))
    ahead = len(windows.next(pace.room(0.0))[0]) / SAMPLE_RATE
    while not windows.done:
        sound, frames = windows.next(pace.room(ahead))
        assert frames * cost <= ahead + 1e-9
        ahead += len(sound) / SAMPLE_RATE - frames * cost


@pytest.mark.parametrize("ahead_s", [None, 60.0])
def test_nobody_waits_for_a_window_of_more_than_some_seconds(ahead_s: float | None) -> None:
    pace = Pace()
    pace.took(100, 0.5)
    assert pace.room(ahead_s) == MOST


@pytest.mark.parametrize("ahead_s", [-3.0, 1.5])
def test_a_machine_that_cannot_keep_up_makes_no_more_cuts(ahead_s: float) -> None:
    pace = Pace()
    pace.took(1, 0.05)
    assert pace.room(0.0) == FIRST
    assert pace.room(ahead_s) == MOST


@pytest.mark.parametrize("ahead_s", [0.3, 60.0, math.inf])
@pytest.mark.parametrize("factor", [0.2, 0.4, 0.6, 0.9])
def test_a_run_ends_before_the_client_gives_up_however_much_is_left_to_play(
    factor: float, ahead_s: float
) -> None:
    """`factor` is the real-time factor of the vocoder; a run may be 1.4 times its room."""
    pace = Pace()
    pace.took(40, factor)
    assert FIRST <= pace.room(ahead_s) <= min(MOST, 4 * 40 / factor / 1.4)


def test_a_steady_room_knows_no_machine() -> None:
    assert [steady_room(windows) for windows in range(4)] == [FIRST, 2 * FIRST, MOST, MOST]
    assert steady_room(10_000) == MOST
