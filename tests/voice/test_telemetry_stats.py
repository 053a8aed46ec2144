"""What a window of telemetry adds up to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from arqon_voice.sqlite.faults import MovedError
from arqon_voice.telemetry import events
from arqon_voice.telemetry.events import Event, Value
from arqon_voice.telemetry.exchange import append_events
from arqon_voice.telemetry.stats import Failure, Percentiles, ProviderTimes, stats


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "telemetry.db"


def at(ts_ms: int, name: str, message_id: str = "m", **data: Value) -> Event:
    return Event(name, ts_ms, "s", message_id, "service", data)


def latency(ts_ms: int, provider: str, latency_ms: Value, first_audio_ms: Value) -> Event:
    return at(
        ts_ms,
        events.LATENCY_MS,
        provider=provider,
        latency_ms=latency_ms,
        first_audio_ms=first_audio_ms,
    )


def test_a_day_adds_up(path: Path) -> None:
    history = [
        *(at(n, events.KOKORO_STARTED) for n in range(104)),
        *(latency(n, "kokoro", n + 1, (n + 1) / 10) for n in range(100)),
        at(50, events.KOKORO_FAILURE, "m1", reason="timeout", detail="no answer in 5000 ms"),
        at(60, events.KOKORO_FAILURE, "m2", reason="http_503", detail="busy"),
        at(60, events.FALLBACK_USED, "m2"),
        latency(61, "fallback", 40, None),
        *(at(70, events.FAIL_CLOSED) for _ in range(3)),
        at(80, events.REPLAY_IGNORED),
        at(80, events.STREAM_CHUNK),
    ]
    append_events(path, history)
    day = stats(path, since_ms=0, until_ms=1_000)

    assert day.events == {
        events.KOKORO_STARTED: 104,
        events.LATENCY_MS: 101,
        events.KOKORO_FAILURE: 2,
        events.FALLBACK_USED: 1,
        events.FAIL_CLOSED: 3,
        events.REPLAY_IGNORED: 1,
        events.STREAM_CHUNK: 1,
    }
    assert day.endings == {
        events.LATENCY_MS: 101,
        events.FAIL_CLOSED: 3,
        events.REPLAY_IGNORED: 1,
    }
    assert day.requests == 105
    assert day.fallback_rate == 1 / 104
    assert day.fail_closed == 3
    assert day.providers == (
        ProviderTimes("fallback", Percentiles(1, 40, 40, 40), None),
        ProviderTimes("kokoro", Percentiles(100, 50, 95, 99), Percentiles(100, 5, 9.5, 9.9)),
    )
    assert day.last_kokoro_failure == Failure(60, "m2", "http_503", "busy")
    assert json.loads(json.dumps(day.as_dict()))["providers"][1]["latency_ms"]["p95"] == 95


def test_only_the_window_counts(path: Path) -> None:
    times = (9, 10, 19, 20)
    append_events(path, [latency(ts, "kokoro", ts, ts) for ts in times])
    append_events(path, [at(ts, events.KOKORO_FAILURE, reason=str(ts)) for ts in times])
    window = stats(path, since_ms=10, until_ms=20)
    assert window.events == {events.LATENCY_MS: 2, events.KOKORO_FAILURE: 2}
    (kokoro,) = window.providers
    assert kokoro.latency_ms == Percentiles(2, 10, 19, 19)
    assert window.last_kokoro_failure
    assert window.last_kokoro_failure.reason == "19"


def test_an_empty_window_has_no_figures_rather_than_zeros(path: Path) -> None:
    append_events(path, [at(1, events.FAIL_CLOSED)])
    window = stats(path, since_ms=10, until_ms=20)
    assert (window.events, window.requests, window.endings) == ({}, 0, {})
    assert (window.fallback_rate, window.providers, window.last_kokoro_failure) == (None, (), None)


def test_what_other_programs_write_does_not_stop_it(path: Path) -> None:
    odd: list[Value] = ["fast", True, None, 7]
    append_events(path, [latency(n, "kokoro", value, value) for n, value in enumerate(odd)])
    append_events(path, [at(5, events.LATENCY_MS), at(6, events.KOKORO_FAILURE)])
    window = stats(path, since_ms=0, until_ms=10)
    assert [times.provider for times in window.providers] == ["kokoro", "unknown"]
    assert window.last_kokoro_failure == Failure(6, "m", "", "")


def test_a_store_that_is_missing_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(MovedError, match="does not exist"):
        stats(path, since_ms=0, until_ms=1)
