"""What a collector receives over OTLP, decoded from the protobufs that it was sent."""

from __future__ import annotations

import gzip
import logging
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from arqon_voice.telemetry import events
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import Event, Value
from arqon_voice.telemetry.otlp import OtlpExport, otlp_export
from arqon_voice.telemetry.spans import Utterances
from tests.patience import PATIENCE_S
from tests.voice.children import NOW_MS
from tests.voice.telemetry_help import stored

MS = NOW_MS


class Collector:
    """An OTLP receiver over HTTP on this machine; it answers while `answers` is set."""

    def __init__(self) -> None:
        self.bodies: dict[str, list[bytes]] = defaultdict(list)
        self.asked, self.answers = threading.Event(), threading.Event()
        self.answers.set()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                collector.bodies[self.path].append(body)
                collector.asked.set()
                collector.answers.wait(PATIENCE_S)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def spans(self) -> list[Span]:
        return [
            span
            for body in self.bodies["/v1/traces"]
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def metrics(self) -> dict[str, Metric]:
        return {
            metric.name: metric
            for body in self.bodies["/v1/metrics"]
            for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
        }


@pytest.fixture
def collector() -> Iterator[Collector]:
    collector = Collector()
    serving = threading.Thread(target=collector.server.serve_forever, daemon=True)
    serving.start()
    yield collector
    collector.answers.set()
    collector.server.shutdown()
    collector.server.server_close()
    serving.join()


def at(ms: int, name: str, message_id: str, **data: Value) -> Event:
    return Event(name, MS + ms, "session", message_id, "service", data)


SPOKEN = [
    at(0, events.PROVIDER_SELECTED, "k", provider="kokoro"),
    at(1, events.KOKORO_STARTED, "k", voice="af_heart"),
    at(2, events.STREAM_STARTED, "k", url="http://127.0.0.1:7781"),
    at(50, events.STREAM_CHUNK, "k", bytes=4800, seq=0),
    at(60, events.PLAYBACK_STARTED, "k", provider="kokoro"),
    at(300, events.STREAM_COMPLETED, "k", chunks=1, bytes=4800),
    at(900, events.PLAYBACK_COMPLETED, "k", provider="kokoro"),
    at(900, events.KOKORO_SUCCESS, "k", latency_ms=900),
    at(901, events.LATENCY_MS, "k", provider="kokoro", first_audio_ms=60, waited_ms=250),
]
FELL_BACK = [
    at(1_000, events.PROVIDER_SELECTED, "f", provider="kokoro"),
    at(1_001, events.KOKORO_STARTED, "f", voice="af_heart"),
    at(3_000, events.KOKORO_FAILURE, "f", reason="timeout"),
    at(3_000, events.FALLBACK_USED, "f", kokoro_error="timeout", fallback_provider="fallback"),
    at(3_001, events.PROVIDER_SELECTED, "f", provider="fallback"),
    at(3_020, events.PLAYBACK_STARTED, "f", provider="fallback"),
    at(3_500, events.PLAYBACK_COMPLETED, "f", provider="fallback"),
    at(3_501, events.LATENCY_MS, "f", provider="fallback", latency_ms=2_501, first_audio_ms=2_020),
]
FAILED = [
    at(4_000, events.PROVIDER_SELECTED, "c", provider="kokoro"),
    at(4_010, events.KOKORO_FAILURE, "c", reason="unavailable"),
    at(4_010, events.FAIL_CLOSED, "c", provider="kokoro", reason="unavailable"),
]


@contextmanager
def exporting(path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Telemetry]:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
    export = otlp_export({"OTEL_EXPORTER_OTLP_ENDPOINT": url})
    telemetry = Telemetry(path, source="service", export=export)
    yield telemetry
    assert telemetry.close(PATIENCE_S)


def phases(spans: list[Span], utterance: Span) -> list[tuple[str, int, int]]:
    """The children of a span, with their times in milliseconds from the first event on."""
    return [
        (
            span.name,
            span.start_time_unix_nano // 1_000_000 - MS,
            span.end_time_unix_nano // 1_000_000 - MS,
        )
        for span in spans
        if span.parent_span_id == utterance.span_id and span.trace_id == utterance.trace_id
    ]


def test_an_utterance_is_a_trace_with_what_it_waited_for(
    collector: Collector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with exporting(tmp_path / "telemetry.db", collector.url, monkeypatch) as telemetry:
        for event in (*SPOKEN, *FELL_BACK, *FAILED):
            telemetry.emit(event)
    spans = collector.spans()
    told = {
        attribute.value.string_value: span
        for span in spans
        for attribute in span.attributes
        if attribute.key == "arqon_tts.message_id"
    }
    assert [span.name for span in told.values()] == ["utterance"] * 3
    assert phases(spans, told["k"]) == [
        ("queue", -250, 0),
        ("request", 0, 300),
        ("first audio", 0, 60),
        ("playback", 60, 900),
    ]
    assert phases(spans, told["f"]) == [
        ("queue", 1_000, 1_000),
        ("request", 1_000, 3_000),
        ("request", 3_001, 3_500),
        ("first audio", 3_001, 3_020),
        ("playback", 3_020, 3_500),
    ]
    assert told["c"].status.code == Status.STATUS_CODE_ERROR
    assert told["c"].status.message == "unavailable"
    assert told["k"].status.code == Status.STATUS_CODE_UNSET
    failed = [span.status.message for span in spans if span.status.code and span.name == "request"]
    assert failed == ["timeout", "unavailable"]


def test_figures_count_what_happened(
    collector: Collector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with exporting(tmp_path / "telemetry.db", collector.url, monkeypatch) as telemetry:
        for event in (*SPOKEN, *FELL_BACK, *FAILED):
            telemetry.emit(event)
    metrics = collector.metrics()
    ended = {
        tuple(sorted(attribute.value.string_value for attribute in point.attributes)): point.as_int
        for point in metrics["arqon_tts.requests"].sum.data_points
    }
    assert ended == {
        ("fallback", "stt.tts.latency_ms"): 1,
        ("kokoro", "stt.tts.fail_closed"): 1,
        ("kokoro", "stt.tts.latency_ms"): 1,
    }
    (fell_back,) = metrics["arqon_tts.fallbacks"].sum.data_points
    assert (fell_back.as_int, fell_back.attributes[0].value.string_value) == (1, "timeout")
    first_audio = metrics["arqon_tts.first_audio"].histogram.data_points
    assert sorted(point.sum for point in first_audio) == [60, 2_020]


def test_a_collector_that_hangs_holds_up_nobody(
    collector: Collector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "telemetry.db"
    collector.answers.clear()
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "1")
    with exporting(path, collector.url, monkeypatch) as telemetry:
        for event in SPOKEN:
            telemetry.emit(event)
        assert collector.asked.wait(PATIENCE_S)
        for event in FELL_BACK:
            telemetry.emit(event)
        assert telemetry.flush(PATIENCE_S)
        assert len(stored(path)) == len(SPOKEN) + len(FELL_BACK)
        assert telemetry.close(0.01), "the store is whole, whatever the collector does"
        collector.answers.set()


def test_a_collector_that_is_not_there_costs_no_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "telemetry.db"
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    with exporting(path, "http://127.0.0.1:9", monkeypatch) as telemetry:
        for event in SPOKEN:
            telemetry.emit(event)
        assert telemetry.flush(PATIENCE_S)
        assert len(stored(path)) == len(SPOKEN)
        assert telemetry.close(0.01)


@pytest.mark.parametrize(
    ("environ", "exports"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://h:4318", "OTEL_SDK_DISABLED": "true"}, False),
        (
            {
                "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9",
                "OTEL_TRACES_EXPORTER": "none",
                "OTEL_METRICS_EXPORTER": "none",
            },
            False,
        ),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:9/v1/traces"}, True),
    ],
)
def test_it_is_off_unless_a_collector_is_named(environ: dict[str, str], exports: bool) -> None:
    export = otlp_export(environ)
    assert (export is not None) == exports
    if export is not None:
        export.close(PATIENCE_S)


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with caplog.at_level(logging.WARNING):
        export = OtlpExport(traces=True, metrics=True)
        export.take(SPOKEN[0])
        export.close(PATIENCE_S)
    assert "install arqon-voice[otlp]" in caplog.text


def test_a_message_that_never_ends_is_forgotten() -> None:
    utterances = Utterances()
    for number in range(1_001):
        begun = at(number, events.PROVIDER_SELECTED, f"m{number}", provider="kokoro")
        assert utterances.take(begun) is None
    first = utterances.take(at(2_000, events.LATENCY_MS, "m0"))
    last = utterances.take(at(2_000, events.LATENCY_MS, "m1000"))
    assert first
    assert last
    assert [part.name for part in first.parts] == ["queue"]
    assert [part.name for part in last.parts] == ["queue", "request"]
