"""Starts after failures: later each time, and none when there were too many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arqon_microvm.guest.budget import WITHIN_S, Budget


@given(
    first_s=st.floats(0.1, 10),
    longest_s=st.floats(10, 100),
    restarts=st.integers(0, 7),
    gaps=st.lists(st.floats(0, 400), min_size=1, max_size=30),
)
def test_starts_wait_longer_each_time_and_end_when_too_many(
    first_s: float, longest_s: float, restarts: int, gaps: list[float]
) -> None:
    budget, now, failures = Budget(first_s, longest_s, restarts), 0.0, []
    for gap in gaps:
        now += gap
        failures.append(now)
        recent = sum(failure > now - WITHIN_S for failure in failures)
        expected = None if recent > restarts else min(first_s * 2.0 ** (recent - 1), longest_s)
        assert budget.failed(now) == expected
