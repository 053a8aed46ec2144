"""How often a guest that starts is asked whether it is ready."""

from __future__ import annotations

import pytest

from arqon_microvm.run.life import pause_after


@pytest.mark.parametrize("took_s", [0.0, 0.001, 0.0125])
@pytest.mark.parametrize("answered", [True, False])
def test_a_quick_guest_is_asked_twenty_times_a_second(took_s: float, answered: bool) -> None:
    assert pause_after(took_s, answered=answered) == 0.05


@pytest.mark.parametrize("took_s", [0.02, 0.1, 0.25, 0.6, 1.25])
def test_a_slow_one_spends_a_fifth_of_its_time_on_answers(took_s: float) -> None:
    assert took_s / (took_s + pause_after(took_s, answered=True)) == pytest.approx(0.2)


def test_one_that_does_not_answer_is_asked_again_within_a_second() -> None:
    assert pause_after(30.0, answered=False) == 1.0


def test_one_that_took_long_to_answer_is_asked_again_within_five() -> None:
    assert pause_after(30.0, answered=True) == 5.0
