"""Whether sound can be heard."""

from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from arqon_voice.providers.sound import is_audible


def test_each_sample_that_there_can_be_is_judged_by_its_amplitude() -> None:
    every = range(-32_768, 32_768)
    heard = [value for value in every if is_audible(struct.pack("<h", value))]
    assert heard == [value for value in every if abs(value) > 16]


@given(st.lists(st.integers(-20, 20)), st.binary(max_size=1))
def test_sound_is_audible_where_one_of_its_samples_is(values: list[int], odd: bytes) -> None:
    pcm = struct.pack(f"<{len(values)}h", *values) + odd
    assert is_audible(pcm) == any(abs(value) > 16 for value in values)
