"""The newest events first, a page at a time, found by what the screen shows of them."""

from __future__ import annotations

import itertools
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arqon_voice.telemetry import events
from arqon_voice.telemetry.events import Event, Value
from arqon_voice.telemetry.exchange import append_events
from arqon_voice.telemetry.reader import newest, page, select
from arqon_voice.telemetry.selection import Selection
from arqon_voice.telemetry.store import Store
from arqon_voice.telemetry.terms import Field, Term

MS = 1_753_000_000_000
REQUESTS = 40
PROVIDERS: list[Value] = ["espeak", "kokoro", 'k"o', 7]
VOICES = ["af_heart", "bm_george", "café", "50% \\_off", 'said "no"']


def of_request(number: int) -> list[Event]:
    message = f"{number:02x}e8fb8c-0000"
    names = [events.KOKORO_STARTED, *[events.STREAM_CHUNK] * 5, events.LATENCY_MS]
    if number == 3:
        names[-1] = events.FAIL_CLOSED
    data: dict[str, Value] = {"voice": VOICES[number % 5], "number": number}
    if number % 4 == 0:
        data["provider"] = PROVIDERS[number // 4 % 4]
    return [
        Event(name, MS + 100 * number + place, "session", message, "service", data)
        for place, name in enumerate(names)
    ]


@pytest.fixture(scope="module")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "telemetry.db"
    append_events(path, itertools.chain.from_iterable(map(of_request, range(REQUESTS))))
    return path


@pytest.fixture(scope="module", params=["new", "half of it migrated", "of an earlier version"])
def path(
    request: pytest.FixtureRequest, new_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    if request.param == "new":
        return new_store
    path = tmp_path_factory.mktemp("other") / "telemetry.db"
    shutil.copy(Path(__file__).with_name("stores") / "telemetry-1.db", path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ATTACH ? AS new", (str(new_store),))
        half = "WHERE id <= 137" if request.param.startswith("half") else ""
        connection.execute("DELETE FROM event")
        connection.execute(f"INSERT INTO event SELECT * FROM new.event {half}")
    if half:
        with closing(Store(path)):
            pass
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("ATTACH ? AS new", (str(new_store),))
            connection.execute("INSERT INTO event SELECT * FROM new.event WHERE id > 137")
    return path


VALUES: dict[Field, list[str]] = {
    "name": ["kokoro", "stt.tts.fail", "x", "KOKORO"],
    "severity": ["info", "warn", "failure"],
    "provider": ["kokoro", "Ko", "espeak"],
    "text": ["heart", "%", '"no"', "03e"],
    "message": ["0", "03e8"],
    "session": ["se"],
    "source": ["serv", "cli"],
}
terms = st.one_of(
    [
        st.builds(Term, st.just(field), st.sampled_from(values), st.booleans())
        for field, values in VALUES.items()
    ]
)
selections = st.builds(
    Selection,
    since_ms=st.none() | st.integers(MS, MS + 100 * REQUESTS),
    until_ms=st.none() | st.integers(MS, MS + 100 * REQUESTS),
    name_prefix=st.sampled_from(["", "", "kokoro", "stt.tts.kokoro.st", "fail_closed", "x"]),
    session_id=st.sampled_from([None, "ses", "other"]),
    message_id=st.sampled_from([None, None, "", "03", "0", "03e8fb8c-0000", "e8"]),
    text=st.sampled_from(
        ["", "", "zz", "a", "%", "\\_o", "heart", "HEART", "café", '"no"', "chunk", "CLOSED"]
    )
    | st.sampled_from(
        [
            "03e",
            "03E8FB",
            "e8fb",
            "CAFÉ",
            "\u212aokoro",
            "number",
            '"number":7}',
            '":3',
            "kokoro.started",
            "e_h",
            "nowhere",
        ]
    ),
    terms=st.lists(terms, max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@example(Selection(message_id="", text="03e"), 1, None)
@example(Selection(text="03E8FB8c"), 9, None)
@example(Selection(text="CAFÉ"), 9, None)
@example(Selection(text="\u212aokoro"), 9, None)
@given(selections, st.integers(1, 60), st.none() | st.integers(1, 300))
def test_a_page_holds_the_newest_that_match_and_the_next_goes_on(
    path: Path, selection: Selection, limit: int, before: int | None
) -> None:
    expected = [
        row
        for row in reversed([*select(path, Selection())])
        if selection.takes(row) and (before is None or row.id < before)
    ]
    assert [*newest(path, selection, limit=limit, before=before)] == expected[:limit]
    if before is None:
        assert [*select(path, selection)] == expected[::-1]
    part = page(path, selection, limit=limit, before=before)
    assert [*part.rows] == expected[:limit]
    assert part.before is not None or expected[limit:] == []


IDS = ["Speech-Replay", "speech-replay", "speech-replay-2", "SPEECH-2", "sp", "ſpeech", "Bus_1", ""]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(IDS), st.integers(3, 15), st.sampled_from([str.lower, str.upper, str.title]))
def test_a_text_begins_message_ids_in_whichever_case_they_are_written(
    store_of_ids: Path, wanted: str, length: int, written: Callable[[str], str]
) -> None:
    asked = Selection(text=written(wanted[:length]))
    expected = [row for row in reversed([*select(store_of_ids, Selection())]) if asked.takes(row)]
    assert [*newest(store_of_ids, asked, limit=20)] == expected


@pytest.fixture(scope="module")
def store_of_ids(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ids") / "telemetry.db"
    append_events(path, (Event("a", MS + n, "", each, "cli") for n, each in enumerate(IDS * 2)))
    return path


def test_ids_that_are_written_in_more_ways_than_are_looked_up_are_all_found(tmp_path: Path) -> None:
    path = tmp_path / "telemetry.db"
    ways = map("".join, itertools.product("aA", "bB", "cC", "dD", "eE", "fF", "gG"))
    append_events(path, (Event("x", MS, "", f"{way}-1", "cli") for way in ways))
    assert len([*newest(path, Selection(text="abcDEFG"), limit=200)]) == 128


def test_a_page_whose_time_is_up_says_where_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "telemetry.db"
    append_events(path, (Event("a", MS, "", "", "cli", {"n": n}) for n in range(12_000)))
    clock = itertools.count(step=10)
    asked = Selection(text="zz")
    part = page(path, asked, patience_s=1, clock=lambda: next(clock))
    assert part.rows == ()
    assert part.before == 11_801
    assert page(path, asked, before=2, clock=lambda: next(clock)).before is None


def test_pruned_events_are_not_found_and_leave_the_index(tmp_path: Path) -> None:
    path = tmp_path / "telemetry.db"
    append_events(path, of_request(1) + of_request(2))
    with closing(Store(path)) as store:
        assert store.expire(MS + 200)
    found = [row.parsed()["number"] for row in newest(path, Selection(text="number"), limit=9)]
    assert found == [2, 2]
    with closing(sqlite3.connect(path)) as connection:
        match = "SELECT rowid FROM event_text WHERE event_text MATCH '\"num\"'"
        assert connection.execute(match).fetchall() == [(8,), (14,)]


sqlite_values = (
    st.none()
    | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats()
    | st.binary(max_size=20)
    | st.text(st.characters(codec="utf-8"), max_size=20)
    | st.sampled_from(
        ["9" * 5000, "1e999", '{"a":NaN}', "[" * 3000, '{"a":"\\ud800"}', '{"a":1e999}']
    )
    | st.sampled_from([{"a": 1}, {"a": [1, {}]}, [], "x\x1b[2J\u202e", None]).map(json.dumps)
)
odd_rows = st.tuples(*[sqlite_values] * 6)


@pytest.fixture(scope="module")
def odd_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as another program may have made it: the same columns, and nothing forbidden."""
    path = tmp_path_factory.mktemp("odd") / "telemetry.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = (
            "ts_ms INTEGER, name TEXT, session_id TEXT, message_id TEXT, source TEXT, data TEXT"
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"CREATE TABLE event (id INTEGER PRIMARY KEY AUTOINCREMENT, {columns})")
        connection.execute("CREATE INDEX event_by_name ON event (name, ts_ms)")
        connection.execute("PRAGMA user_version = 1")
    with closing(Store(path)):
        pass
    return path


@settings(max_examples=60, deadline=None)
@example([(None, None, None, None, None, "\u0300")])
@given(st.lists(odd_rows, min_size=1, max_size=4))
def test_whatever_a_row_holds_reading_drawing_and_exporting_go_on(
    odd_store: Path, odd: list[tuple[object, ...]]
) -> None:
    from arqon_tui.panel.events.lines import copied, in_full
    from arqon_tui.panel.events.lines import lines as drawn
    from arqon_voice.telemetry.exchange import write_lines
    from arqon_voice.telemetry.stats import stats
    from arqon_voice.telemetry.tail import Tail

    good = Event(events.LATENCY_MS, MS, "session", "good", "cli", {"provider": "kokoro"})
    with closing(Tail(odd_store)) as tail:
        columns = "ts_ms, name, session_id, message_id, source, data"
        with closing(sqlite3.connect(odd_store)) as connection, connection:
            insert = f"INSERT INTO event ({columns}) VALUES (?, ?, ?, ?, ?, ?)"
            connection.executemany(insert, odd)
        append_events(odd_store, [good])
        rows = tail.read()
        assert tail.fault == ""
    assert len(rows) == len(odd) + 1
    assert rows[-1].message_id == "good"
    for row in rows:
        for width in (120, 40):
            for parts in (*drawn(row, width, wrap=True), *in_full(row, width)):
                assert "".join(part.text for part in parts).isprintable()
        assert isinstance(json.loads(copied([row]))["data"], dict)
    lines = [*write_lines(rows), *write_lines(rows, "maestro")]
    for line in lines:
        assert line.isprintable()
        json.loads(line.encode(), parse_constant=lambda word: pytest.fail(word))
    assert [*newest(odd_store, Selection(), limit=len(rows))] == rows[::-1]
    assert [*newest(odd_store, Selection(message_id="good"), limit=1)] == rows[-1:]
    assert rows[-1] in [*newest(odd_store, Selection(text='"provider":"kokoro"'), limit=5)]
    assert rows[-1] in [*select(odd_store, Selection(since_ms=MS, until_ms=MS + 1))]
    assert stats(odd_store, since_ms=MS, until_ms=MS + 1).events[events.LATENCY_MS] >= 1
