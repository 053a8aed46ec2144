"""Events go out as lines of JSON and come back the same, and garbage is told by its line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_voice.sqlite.faults import MovedError
from arqon_voice.telemetry.events import FAIL_CLOSED, Event, Value
from arqon_voice.telemetry.exchange import LineError, Shape, append_events, read_lines, write_lines
from arqon_voice.telemetry.query import Selection, select
from arqon_voice.telemetry.rows import Row, stored

EVENT = Event(FAIL_CLOSED, 1_753_000_000_000, "s", "m", "panel", {"reason": "[/x] é", "n": None})

values: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
)
keys = st.text().filter(lambda key: key not in ("session_id", "message_id", "source"))
letters = st.text(st.characters(codec="utf-8"))
events = st.builds(
    Event,
    letters.filter(bool),
    st.integers(-(1 << 63), (1 << 63) - 1),
    letters,
    letters,
    st.sampled_from(["panel", "service", "cli", "gate"]),
    st.dictionaries(keys, values, max_size=4),
)
shapes: st.SearchStrategy[Shape] = st.sampled_from(["arqon", "maestro"])


def rows_of(*events: Event) -> Iterator[Row]:
    return (Row(number, *stored(event)) for number, event in enumerate(events, start=1))


@settings(max_examples=60)
@given(st.lists(events, max_size=3), shapes)
def test_what_is_written_is_read_back_the_same(emitted: list[Event], shape: Shape) -> None:
    lines = list(write_lines(rows_of(*emitted), shape))
    assert list(read_lines(lines)) == emitted
    assert not any("\n" in line for line in lines)


def test_the_two_shapes_look_as_the_contract_says() -> None:
    (ours,) = write_lines(rows_of(EVENT))
    assert json.loads(ours) == {
        "name": FAIL_CLOSED,
        "ts_ms": 1_753_000_000_000,
        "session_id": "s",
        "message_id": "m",
        "source": "panel",
        "data": {"reason": "[/x] é", "n": None},
    }
    (maestro,) = write_lines(rows_of(EVENT), "maestro")
    about = {"session_id": "s", "message_id": "m", "source": "panel"}
    data = {"reason": "[/x] é", "n": None} | about
    assert json.loads(maestro) == [FAIL_CLOSED, {"dt": 1_753_000_000_000, "data": data}]


def test_maestros_own_lines_are_read() -> None:
    lines: list[str | bytes] = [
        b'["a", {"dt": 1, "data": {"x": 1, "session_id": "s"}}]\r\n',
        b"\n",
        '{"b": {"dt": 2, "data": {}}}',
    ]
    assert list(read_lines(lines)) == [
        Event("a", 1, "s", "", "service", {"x": 1}),
        Event("b", 2, "", "", "service", {}),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("garbage", "Expecting value"),
        (b"\xff\xfe\x00", ""),
        ("[" * 100_000, ""),
        ("7", "not an event"),
        ("{}", "not an event"),
        ('["a", {"dt": 1}]', "not an event"),
        ('["a", {"dt": 1, "data": 7}]', "not an event"),
        ('{"name": "", "ts_ms": 1, "data": {}}', 'name is "", and not a text'),
        ('["a", {"dt": "noon", "data": {}}]', 'the time is "noon"'),
        ('["a", {"dt": true, "data": {}}]', "the time is true"),
        ('["a", {"dt": 1e999, "data": {}}]', "the time is Infinity"),
        ('["a", {"dt": 9223372036854775808, "data": {}}]', "not epoch milliseconds"),
        ('["a", {"dt": 1, "data": {"x": [1]}}]', "data is not flat: x is [1]"),
        ('["a", {"dt": 1, "data": {"x": NaN}}]', "NaN is not JSON"),
        ('["a", {"dt": 1, "data": {"source": "mars"}}]', 'source is "mars", and not one of panel'),
        ('{"name": "a", "ts_ms": 1, "source": "cli", "data": 7}', "data is 7, and not an object"),
        ('["a", {"dt": 1, "data": {"session_id": 7}}]', "session_id is 7"),
    ],
)
def test_garbage_is_told_by_its_line_and_a_reason(line: str | bytes, reason: str) -> None:
    (good,) = write_lines(rows_of(EVENT))
    reading = read_lines([good, "", line])
    assert next(reading) == EVENT
    with pytest.raises(LineError, match=r"^line 3: ") as caught:
        next(reading)
    assert reason in str(caught.value)
    assert len(str(caught.value)) < 200


@given(st.text() | st.binary())
def test_whatever_a_line_holds_it_is_an_event_or_a_told_fault(line: str | bytes) -> None:
    fault = "line 1: "
    try:
        assert len(list(read_lines([line]))) <= 1
    except LineError as error:
        fault = str(error)
    assert fault.startswith("line 1: ")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with 12,000 events, one a second, of which the first are gone."""
    path = tmp_path / "telemetry.db"
    names = ["stt.tts.kokoro.success", "stt.tts.latency_ms", "stt_tts", "other%"]
    history = (
        Event(names[n % 4], 1_000 * n, f"s{n % 3}", f"m{n}", "cli", {"n": n}) for n in range(12_000)
    )
    assert append_events(path, history) == 12_000
    return path


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), range(12_000)),
        (Selection(since_ms=11_000_000), range(11_000, 12_000)),
        (Selection(until_ms=3_000), range(3)),
        (Selection(since_ms=5_000, until_ms=5_000), []),
        (Selection(name_prefix="stt.tts.k"), range(0, 12_000, 4)),
        (Selection(name_prefix="stt_"), range(2, 12_000, 4)),
        (Selection(name_prefix="other%"), range(3, 12_000, 4)),
        (Selection(session_id="s1"), range(1, 12_000, 3)),
        (Selection(message_id="m7"), [7]),
        (Selection(name_prefix="stt.", session_id="s2", since_ms=11_990_000), [11_993, 11_996]),
    ],
)
def test_a_selection_yields_what_matches_in_order(
    path: Path, selection: Selection, expected: list[int]
) -> None:
    assert [row.parsed()["n"] for row in select(path, selection)] == list(expected)


def test_a_selection_ends_though_events_keep_coming(path: Path) -> None:
    seen = 0
    for _ in select(path, Selection()):
        seen += 1
        if seen % 5_000 == 1:
            append_events(path, [EVENT] * 5_000)
    assert seen == 12_000


def test_a_store_that_is_missing_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(MovedError, match=r"nowhere\.db does not exist"):
        next(select(tmp_path / "nowhere.db", Selection()))


def test_a_round_trip_through_a_second_store_changes_nothing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    lines = write_lines(select(path, Selection()), "maestro")
    assert append_events(copy, read_lines(lines)) == 12_000
    assert list(select(copy, Selection())) == list(select(path, Selection()))


def test_numbers_keep_their_value(tmp_path: Path) -> None:
    odd = Event("a", 1, "", "", "cli", {"tiny": 5e-324, "big": 1 << 80, "half": math.pi})
    path = tmp_path / "t.db"
    append_events(path, [odd])
    assert list(read_lines(write_lines(select(path, Selection())))) == [odd]
