"""What a window of telemetry adds up to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from arqon_voice.playback.port import FILE_SINK
from arqon_voice.sqlite.faults import MovedError
from arqon_voice.telemetry import events
from arqon_voice.telemetry.events import Event, Value
from arqon_voice.telemetry.exchange import append_events
from arqon_voice.telemetry.stats import Failure, stats
from arqon_voice.telemetry.times import Percentiles, ProviderTimes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "telemetry.db"


def at(ts_ms: int, name: str, message_id: str = "m", **data: Value) -> Event:
    return Event(name, ts_ms, "s", message_id, "service", data)


def latency(
    ts_ms: int, provider: str, latency_ms: Value, first_audio_ms: Value, message_id: str = "m"
) -> Event:
    return at(
        ts_ms,
        events.LATENCY_MS,
        message_id,
        provider=provider,
        latency_ms=latency_ms,
        first_audio_ms=first_audio_ms,
    )


def test_a_day_adds_up(path: Path) -> None:
    history = [
        *(at(n, events.KOKORO_STARTED, f"k{n}") for n in range(100)),
        *(latency(n, "kokoro", n + 1, (n + 1) / 10, f"k{n}") for n in range(100)),
        *(at(n, events.KOKORO_STARTED, f"m{n}") for n in range(4)),
        at(50, events.KOKORO_FAILURE, "m1", reason="timeout", detail="no answer in 5000 ms"),
        at(60, events.KOKORO_FAILURE, "m2", reason="http_503", detail="busy"),
        at(60, events.FALLBACK_USED, "m2"),
        latency(61, "fallback", 40, None, "m2"),
        *(at(70, events.FAIL_CLOSED, f"m{n}") for n in (0, 1, 3)),
        at(80, events.REPLAY_IGNORED, "r"),
        at(80, events.STREAM_CHUNK, "k7"),
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
        events.FAIL_CLOSED: 3,
        events.LATENCY_MS: 101,
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


def test_a_message_ends_once_however_it_is_told(path: Path) -> None:
    spared = [
        at(40, events.PROVIDER_SELECTED, "spared", provider="kokoro"),
        at(41, events.KOKORO_FAILURE, "spared", reason="unavailable"),
        at(42, events.FALLBACK_USED, "spared"),
        latency(43, "fallback", 9, 9, "spared"),
    ]
    maestros = [
        at(10, events.KOKORO_STARTED, "streamed"),
        at(11, events.KOKORO_FAILURE, "streamed", reason="http_404"),
        at(12, events.STREAM_FALLBACK, "streamed"),
        at(13, events.KOKORO_SUCCESS, "streamed"),
        latency(14, "kokoro", 9, 9, "streamed"),
        at(20, events.REPLAY_IGNORED, "again"),
        at(21, events.FALLBACK_USED, "again"),
        at(30, events.REPLAY_IGNORED, "streamed"),
        at(31, events.LATENCY_MS, ""),
        at(32, events.LATENCY_MS, ""),
        at(33, events.KOKORO_STARTED, "goes on"),
    ]
    append_events(path, spared + maestros)
    day = stats(path, since_ms=0, until_ms=100)
    assert day.endings == {
        events.FALLBACK_USED: 1,
        events.LATENCY_MS: 3,
        events.REPLAY_IGNORED: 1,
    }
    assert day.requests == 5
    assert day.fallback_rate == 1 / 3, "of those tried, or spared, with Kokoro"


def test_what_is_saved_to_a_file_is_not_heard(path: Path) -> None:
    saved = at(1, events.LATENCY_MS, "f", provider="kokoro", latency_ms=7, first_audio_ms=1)
    saved = replace(saved, data={**saved.data, "sink": FILE_SINK})
    append_events(path, [saved, latency(2, "kokoro", 9, 5, "d")])
    (kokoro,) = stats(path, since_ms=0, until_ms=10).providers
    assert kokoro.latency_ms == Percentiles(2, 7, 9, 9)
    assert kokoro.first_audio_ms == Percentiles(1, 5, 5, 5)


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


def test_what_is_replayed_says_nothing_of_how_long_requests_take(path: Path) -> None:
    replayed = at(2, events.LATENCY_MS, "b", provider="kokoro", latency_ms=5, replay_of="a")
    append_events(path, [latency(1, "kokoro", 900, 100, "a"), replayed])
    (times,) = stats(path, since_ms=0, until_ms=10).providers
    assert times.latency_ms == Percentiles(1, 900, 900, 900)
