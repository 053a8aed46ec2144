"""Events go out as lines of JSON and come back the same, and garbage is told by its line."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_voice.sqlite.faults import MovedError, SqliteFileError
from arqon_voice.telemetry.events import FAIL_CLOSED, Event, Value
from arqon_voice.telemetry.exchange import Shape, append_events, read_lines, write_lines
from arqon_voice.telemetry.reader import Selection, select
from arqon_voice.telemetry.rows import Row, stored

EVENT = Event(FAIL_CLOSED, 1_753_000_000_000, "s", "m", "panel", {"reason": "[/x] é", "n": None})

Y2000_MS, Y2100_MS = 946_684_800_000, 4_102_444_800_000

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
    st.integers(Y2000_MS, Y2100_MS - 1),
    letters,
    letters,
    letters,
    st.dictionaries(keys, values, max_size=4),
)
shapes: st.SearchStrategy[Shape] = st.sampled_from(["arqon", "maestro"])


def whole(lines: Iterable[str | bytes]) -> list[Event]:
    """The events of lines that are all good."""

    def refuse(line: int, why: str) -> None:
        raise AssertionError(f"line {line}: {why}")

    return [*read_lines(lines, refuse)]


def taken(lines: Iterable[str | bytes]) -> tuple[list[Event], list[tuple[int, str]]]:
    refused: list[tuple[int, str]] = []
    return [*read_lines(lines, lambda line, why: refused.append((line, why)))], refused


def rows_of(*events: Event) -> Iterator[Row]:
    return (Row(number, *stored(event)) for number, event in enumerate(events, start=1))


@settings(max_examples=60)
@given(st.lists(events, max_size=3), shapes)
def test_what_is_written_is_read_back_the_same(emitted: list[Event], shape: Shape) -> None:
    lines = list(write_lines(rows_of(*emitted), shape))
    assert whole(lines) == emitted
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


MS = 1_753_000_000_000


@pytest.mark.parametrize(
    ("line", "event"),
    [
        (
            b'["a", {"dt": 1753000000000, "data": {"x": 1, "session_id": "s"}}]\r\n',
            Event("a", MS, "s", "", "service", {"x": 1}),
        ),
        ('{"b": {"dt": 1753000000000, "data": {}}}', Event("b", MS, "", "", "service", {})),
        ('["a", {"dt": 1753000000000}]', Event("a", MS, "", "", "service", {})),
        ('{"name": "a", "ts_ms": 1753000000000}', Event("a", MS, "", "", "", {})),
        (
            '["a", {"dt": 1753000000000.4, "data": {"session_id": null, "source": "mars"}}]',
            Event("a", MS, "", "", "mars", {}),
        ),
        (
            '["a", {"dt": 1753000000000, "level": 3, "data": {"x": [1, {"y": null}], "z": {}}}]',
            Event("a", MS, "", "", "service", {"level": 3, "x": '[1, {"y": null}]', "z": "{}"}),
        ),
        (
            '{"name": "a", "ts_ms": 1753000000000, "data": {"v": 1}, "v": 2, "host": {"os": "x"}}',
            Event("a", MS, "", "", "", {"v": 1, "host": '{"os": "x"}'}),
        ),
        (
            '{"name": "a", "ts_ms": 1753000000000, "session_id": 7, "data": [1]}',
            Event("a", MS, "7", "", "", {"data": "[1]"}),
        ),
        (
            json.dumps({"log": "tts", "event": json.dumps(["a", {"dt": MS, "data": {"x": 1}}])}),
            Event("a", MS, "", "", "service", {"log": "tts", "x": 1}),
        ),
        (
            json.dumps({"log": None, "event": json.dumps({"a": {"dt": MS, "data": {"x": 1}}})}),
            Event("a", MS, "", "", "service", {"log": None, "x": 1}),
        ),
        (
            json.dumps({"log": "t", "event": json.dumps({"name": "a", "ts_ms": MS, "data": {}})}),
            Event("a", MS, "", "", "", {"log": "t"}),
        ),
    ],
)
def test_what_maestro_writes_is_read_and_kept(line: str | bytes, event: Event) -> None:
    assert whole([b"\n", line]) == [event]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("garbage", "Expecting value"),
        (b"\xff\xfe\x00", ""),
        ("[" * 100_000, ""),
        ("7", "not an event"),
        ("{}", "not an event"),
        ('["a", {"data": {}}]', "not an event"),
        ('{"name": "", "ts_ms": 1753000000000, "data": {}}', "the name is empty"),
        ('["a", {"dt": "noon", "data": {}}]', 'the time is "noon"'),
        ('["a", {"dt": true, "data": {}}]', "the time is true"),
        ('["a", {"dt": 1e999, "data": {}}]', "1e999 is not JSON"),
        ('["a", {"dt": 1753000000, "data": {}}]', "outside the years 2000 to 2100"),
        ('["a", {"dt": 1753000000000000000, "data": {}}]', "outside the years 2000 to 2100"),
        (f'["a", {{"dt": {Y2100_MS}, "data": {{}}}}]', "outside the years 2000 to 2100"),
        (f'["a", {{"dt": {Y2000_MS - 1}, "data": {{}}}}]', "outside the years 2000 to 2100"),
        ('["a", {"dt": 1753000000000, "data": {"x": NaN}}]', "NaN is not JSON"),
        ('{"log": "x", "event": "no JSON"}', "Expecting value"),
        ('{"log": "x", "event": "7"}', "not an event"),
    ],
)
def test_a_bad_line_is_named_with_a_reason_and_costs_no_other(
    line: str | bytes, reason: str
) -> None:
    (good,) = write_lines(rows_of(EVENT))
    events, refused = taken([good, "", line, good])
    assert events == [EVENT, EVENT]
    ((number, why),) = refused
    assert number == 3
    assert reason in why
    assert len(why) < 200


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
_fields = st.sampled_from(["name", "ts_ms", "data", "event", "log", "dt", "session_id", "source"])


@given(
    st.text()
    | st.binary()
    | _json.map(json.dumps)
    | st.dictionaries(_fields, _json | st.just(MS), max_size=6).map(json.dumps)
    | st.tuples(st.text(), st.dictionaries(_fields, _json | st.just(MS))).map(json.dumps)
)
def test_whatever_a_line_holds_it_is_one_event_or_one_refusal(line: str | bytes) -> None:
    events, refused = taken([line])
    assert len(events) + len(refused) == (1 if line.strip() else 0)
    for event in events:
        assert all(
            value is None or isinstance(value, str | int | float) for value in event.data.values()
        )
        assert Row(1, *stored(event)).line()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with 12,000 events, one a second, of which the first are gone."""
    path = tmp_path / "telemetry.db"
    names = ["stt.tts.kokoro.success", "stt.tts.latency_ms", "stt_tts", "other%"]
    history = (
        Event(names[n % 4], MS + 1_000 * n, f"s{n % 3}", f"m{n}", "cli", {"n": n})
        for n in range(12_000)
    )
    assert append_events(path, history) == 12_000
    return path


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), range(12_000)),
        (Selection(since_ms=MS + 11_000_000), range(11_000, 12_000)),
        (Selection(until_ms=MS + 3_000), range(3)),
        (Selection(since_ms=MS + 5_000, until_ms=MS + 5_000), []),
        (Selection(name_prefix="stt.tts.k"), range(0, 12_000, 4)),
        (Selection(name_prefix="stt_"), range(2, 12_000, 4)),
        (Selection(name_prefix="other%"), range(3, 12_000, 4)),
        (Selection(session_id="s1"), range(1, 12_000, 3)),
        (Selection(message_id="m7"), [7]),
        (Selection(message_id="m1190"), [1190]),
        (Selection(message_id="m01"), []),
        (Selection(name_prefix="kokoro.success", until_ms=MS + 5_000), [0, 4]),
        (Selection(name_prefix="latency", until_ms=MS + 6_000), [1, 5]),
        (Selection(text="OTHER%", until_ms=MS + 8_000), [3, 7]),
        (Selection(text='"n":11999}'), [11_999]),
        (
            Selection(name_prefix="stt.", session_id="s2", since_ms=MS + 11_990_000),
            [11_993, 11_996],
        ),
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


def _of_another_program(place: Path) -> None:
    with closing(sqlite3.connect(place)) as database:
        database.execute("CREATE TABLE thing (x)")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (Path.mkdir, "is a folder; move it away, or name a file"),
        (lambda place: place.write_text("other"), "is damaged, or a file of another kind"),
        (_of_another_program, "is a database of another program"),
    ],
)
def test_what_is_no_store_is_called_what_it_is(
    tmp_path: Path, made: Callable[[Path], object], words: str
) -> None:
    made(tmp_path / "x.db")
    with pytest.raises(SqliteFileError, match=words):
        next(select(tmp_path / "x.db", Selection()))


def test_a_round_trip_through_a_second_store_changes_nothing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    lines = write_lines(select(path, Selection()), "maestro")
    assert append_events(copy, whole(lines)) == 12_000
    assert list(select(copy, Selection())) == list(select(path, Selection()))


def test_numbers_keep_their_value(tmp_path: Path) -> None:
    odd = Event("a", MS, "", "", "cli", {"tiny": 5e-324, "big": 1 << 80, "half": math.pi})
    path = tmp_path / "t.db"
    append_events(path, [odd])
    assert whole(write_lines(select(path, Selection()))) == [odd]
