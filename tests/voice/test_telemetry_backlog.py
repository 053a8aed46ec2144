"""A backlog that is full drops chunks first, and says how many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arqon_voice.telemetry.backlog import Backlog, Drops
from arqon_voice.telemetry.events import KOKORO_FAILURE, STREAM_CHUNK, Event
from tests.voice.children import event


def seqs(events: list[Event]) -> list[object]:
    return [one.data["seq"] for one in events]


def test_the_oldest_chunk_goes_first_then_the_oldest_event() -> None:
    backlog = Backlog(3)
    for number, name in enumerate([KOKORO_FAILURE, STREAM_CHUNK, STREAM_CHUNK, KOKORO_FAILURE]):
        backlog.put(event(number, name))
    assert backlog.drops == Drops(1, 1)
    for number in (4, 5):
        backlog.put(event(number, KOKORO_FAILURE))
    assert backlog.drops == Drops(3, 2)
    assert seqs(backlog.take(9)) == [3, 4, 5]
    assert backlog.drops == Drops(3, 2)


def test_it_tells_when_it_was_empty_before() -> None:
    backlog = Backlog(2)
    assert [backlog.put(event(number)) for number in range(3)] == [True, False, False]
    backlog.take(9)
    assert backlog.put(event(3))


@given(
    st.integers(1, 5),
    st.lists(st.one_of(st.sampled_from([STREAM_CHUNK, KOKORO_FAILURE]), st.integers(0, 4))),
)
def test_it_does_what_a_plain_list_would(capacity: int, steps: list[str | int]) -> None:
    backlog, model, number = Backlog(capacity), list[tuple[int, str]](), 0
    dropped = chunks = 0
    for step in steps:
        if isinstance(step, str):
            number += 1
            backlog.put(event(number, step))
            model.append((number, step))
            if len(model) > capacity:
                victim = next((one for one in model if one[1] == STREAM_CHUNK), model[0])
                model.remove(victim)
                dropped += 1
                chunks += victim[1] == STREAM_CHUNK
        else:
            assert seqs(backlog.take(step)) == [seq for seq, _ in model[:step]]
            del model[:step]
        assert len(backlog) == len(model)
        assert backlog.oldest() == (model[0][0] if model else number + 1)
    assert backlog.accepted == number
    assert backlog.drops == Drops(dropped, chunks)
