"""What people type to find events, and what becomes of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_voice.telemetry import events
from arqon_voice.telemetry.events import Event, Value
from arqon_voice.telemetry.exchange import append_events
from arqon_voice.telemetry.filters import FilterError, parse_filter
from arqon_voice.telemetry.reader import newest, select
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.selection import Selection
from arqon_voice.telemetry.severity import severity
from arqon_voice.telemetry.table import csv_lines

NOW = 1_753_000_000_000
MINUTE = 60_000


def stored(path: Path, *more: Event) -> list[Row]:
    data: list[tuple[str, str, dict[str, Value]]] = [
        (events.PROVIDER_SELECTED, "m1", {"provider": "kokoro"}),
        (events.KOKORO_FAILURE, "m1", {"reason": "timeout", "detail": "no answer, it is full"}),
        (events.FALLBACK_USED, "m1", {"fallback_provider": "espeak"}),
        (events.LATENCY_MS, "m1", {"provider": "espeak", "latency_ms": 900}),
        (events.SIDECAR_HEALTH, "", {"ready": True, "reason": ""}),
        (events.SIDECAR_HEALTH, "", {"ready": False, "reason": "timeout"}),
        (events.KOKORO_SUCCESS, "m2", {"latency_ms": 700, "url": "http://127.0.0.1:7781"}),
        ("other.program.Error", "m2", {}),
    ]
    made = (
        Event(name, NOW - (8 - place) * MINUTE, "s", message, "cli", values)
        for place, (name, message, values) in enumerate(data)
    )
    append_events(path, [*made, *more])
    return [*select(path, Selection())]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("timeout", [2, 6]),
        ("TIMEOUT m1", [2]),
        ("timeout no", [2]),
        ('"no answer, it"', [2]),
        ("'no answer, it is f", [2]),
        ("provider:kokoro", [1, 2, 7]),
        ("provider:espeak", [3, 4]),
        ("provider:esp -name:latency_ms", [3]),
        ("-provider:kokoro", [3, 4, 5, 6, 8]),
        ("severity:failure", [2, 8]),
        ("severity:warn", [2, 3, 6, 8]),
        ("severity:warning -severity:failure", [3, 6]),
        ("message:m2", [7, 8]),
        ("name:kokoro.fail", [2]),
        ("name:stt.tts.kokoro name:stt.tts.kokoro.s", [7]),
        ("-name:sidecar_health", [1, 2, 3, 4, 7, 8]),
        ("source:panel", []),
        ("http://127.0.0.1", [7]),
        ("since:5m", [4, 5, 6, 7, 8]),
        ("since:5m until:3m timeout", []),
        ("severity: name: - latency", [4, 7]),
        ("reason=timeout", [2, 6]),
        ("reason=time -ready=false", [2]),
        ('detail="no answer, it"', [2]),
        ("latency_ms=900", [4]),
        ("ready=true", [5]),
        ("url=http://127.0.0.1:7781", [7]),
        ("detail=timeout", []),
        ("reason=", []),
    ],
)
def test_a_filter_finds_the_same_in_the_store_and_in_what_comes(
    tmp_path: Path, typed: str, numbers: list[int]
) -> None:
    rows = stored(tmp_path / "telemetry.db")
    wanted = parse_filter(typed, NOW)
    assert [row.id for row in newest(tmp_path / "telemetry.db", wanted, limit=99)] == numbers[::-1]
    assert [row.id for row in rows if wanted.takes(row)] == numbers


@pytest.mark.parametrize("typed", ["severity:bad", "since:9", "x until:tomorrow", "-since:3m"])
def test_what_cannot_be_read_is_named(typed: str) -> None:
    with pytest.raises(FilterError, match=typed.split()[-1].split(":")[0]):
        parse_filter(typed, NOW)


@given(st.text(max_size=40))
def test_any_text_is_a_filter_or_is_named(
    tmp_path_factory: pytest.TempPathFactory, typed: str
) -> None:
    try:
        wanted = parse_filter(typed, NOW)
    except FilterError:
        return
    for name, data in ((events.KOKORO_FAILURE, typed), ("", "\0{"), (typed, '{"provider":[1]}')):
        wanted.takes(Row(1, NOW, name, typed, typed, typed, data))


@pytest.mark.parametrize(
    ("left", "right", "numbers"),
    [
        ("name:kokoro", "name:kokoro.success", [7]),
        ("timeout", "answer", [2]),
        ("since:6m message:m", "until:2m message:m1", [3, 4]),
        ("", "provider:espeak", [3, 4]),
    ],
)
def test_two_filters_together_select_what_both_do(
    tmp_path: Path, left: str, right: str, numbers: list[int]
) -> None:
    stored(tmp_path / "telemetry.db")
    for one, other in ((left, right), (right, left)):
        both = parse_filter(one, NOW).narrowed(parse_filter(other, NOW))
        assert [row.id for row in select(tmp_path / "telemetry.db", both)] == numbers


def test_the_table_holds_everything_and_starts_no_formula(tmp_path: Path) -> None:
    odd = Event('=HYPERLINK("x")', NOW, "a,b", "+1", 'say "no"\n', {"text": "x,\n"})
    rows = stored(tmp_path / "telemetry.db", odd)
    read = [*csv.DictReader("\r\n".join(csv_lines(rows)).splitlines(keepends=True))]
    assert [int(line["id"]) for line in read] == [row.id for row in rows]
    assert [line["severity"] for line in read] == [severity(row) for row in rows]
    assert read[-1]["name"] == '\'=HYPERLINK("x")'
    assert read[-1]["session_id"] == "a,b"
    assert read[-1]["message_id"] == "'+1"
    assert json.loads(read[-1]["data"]) == {"text": "x,\n"}
    assert read[0]["time"].startswith("2025-07-20T")


def test_a_value_of_the_data_is_found_by_any_letter(tmp_path: Path) -> None:
    odd = Event(events.KOKORO_FAILURE, NOW, "s", "m3", "cli", {"detail": 'né "x"'})
    *_, row = stored(tmp_path / "telemetry.db", odd)
    for typed in ("detail=né", "detail='né \"x'"):
        wanted = parse_filter(typed, NOW)
        assert [*newest(tmp_path / "telemetry.db", wanted, limit=9)] == [row]
        assert wanted.takes(row)
