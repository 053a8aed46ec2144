"""Telemetry to an OpenTelemetry collector, over OTLP: a trace an utterance, and figures.

Off unless the standard variables name a collector (OTEL_EXPORTER_OTLP_ENDPOINT, or the one for
traces or metrics alone); what they say of headers, certificates and times holds here too. See
https://opentelemetry.io/docs/specs/otel/protocol/exporter/. It needs the extra `otlp`.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from arqon_voice.telemetry.events import ENDINGS, FALLBACK_USED, STREAM_CHUNK, Event, Value
from arqon_voice.telemetry.spans import Phase, Utterances
from arqon_voice.threads import has_ended

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import Tracer

__all__ = ["OtlpExport", "otlp_export"]

_logger = logging.getLogger(__name__)
_WAITING = 10_000
_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
_TRACES, _METRICS = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"
_NS_A_MS = 1_000_000


def otlp_export(environ: Mapping[str, str]) -> OtlpExport | None:
    """The export that the environment asks for; None where it names no collector."""
    if environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        return None
    anywhere = environ.get(_ENDPOINT)
    traces = (environ.get(_TRACES) or anywhere) and environ.get("OTEL_TRACES_EXPORTER") != "none"
    metrics = (environ.get(_METRICS) or anywhere) and environ.get("OTEL_METRICS_EXPORTER") != "none"
    if not traces and not metrics:
        return None
    return OtlpExport(bool(traces), bool(metrics), environ.get("OTEL_SERVICE_NAME"))


class OtlpExport:
    """Sends what it is given, in its own threads; a collector that hangs holds up nobody.

    What it cannot take or send is lost there and stays in the telemetry store.
    """

    def __init__(self, traces: bool, metrics: bool, service: str | None = None) -> None:
        self._service = service or "arqon-tts"
        self._traces, self._metrics = traces, metrics
        self._waiting: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="otlp", daemon=True)
        self._thread.start()

    def take(self, event: Event) -> None:
        """Take an event and return at once."""
        if event.name != STREAM_CHUNK and self._waiting.qsize() < _WAITING:
            self._waiting.put(event)

    def close(self, timeout: float) -> None:
        """Send what waits, for at most `timeout` seconds."""
        self._waiting.put(None)
        has_ended(self._thread, timeout)

    def _run(self) -> None:
        try:
            tracer, meters, shut_down = self._opened()
        except ImportError as error:
            _logger.warning(
                "telemetry is not exported over OTLP (%s): install arqon-voice[otlp]", error
            )
            return
        utterances, figures = Utterances(), _Figures(meters)
        while (event := self._waiting.get()) is not None:
            figures.count(event)
            phase = utterances.take(event)
            if phase is not None:
                _record(tracer, phase)
        shut_down()

    def _opened(self) -> tuple[Tracer, MeterProvider, Callable[[], None]]:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.metrics import MeterProvider
        from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        resource = Resource.create({"service.name": self._service})
        # Not at exit, where they would be waited for: `close` says for how long.
        tracing = TracerProvider(resource=resource, shutdown_on_exit=False)
        if self._traces:
            tracing.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        readers = [PeriodicExportingMetricReader(OTLPMetricExporter())] if self._metrics else []
        meters = MeterProvider(readers, resource=resource, shutdown_on_exit=False)

        def shut_down() -> None:
            tracing.shutdown()
            meters.shutdown()

        return tracing.get_tracer("arqon_voice"), meters, shut_down


class _Figures:
    """The instruments: requests by their ending, fallbacks by their reason, and durations."""

    def __init__(self, meters: MeterProvider) -> None:
        meter = meters.get_meter("arqon_voice")
        self._requests = meter.create_counter("arqon_tts.requests", "{request}")
        self._fallbacks = meter.create_counter("arqon_tts.fallbacks", "{request}")
        self._times = {
            "first_audio_ms": meter.create_histogram("arqon_tts.first_audio", "ms"),
            "latency_ms": meter.create_histogram("arqon_tts.latency", "ms"),
        }

    def count(self, event: Event) -> None:
        provider = {"provider": str(event.data.get("provider", ""))}
        if event.name == FALLBACK_USED:
            self._fallbacks.add(1, {"reason": str(event.data.get("kokoro_error", ""))})
        elif event.name in ENDINGS:
            self._requests.add(1, provider | {"ending": event.name})
            for name, histogram in self._times.items():
                value = event.data.get(name)
                if isinstance(value, int | float):
                    histogram.record(value, provider)


def _record(tracer: Tracer, phase: Phase) -> None:
    from opentelemetry.trace import Status, StatusCode, use_span

    span = tracer.start_span(
        phase.name, attributes=_attributes(phase.data), start_time=phase.start_ms * _NS_A_MS
    )
    with use_span(span, end_on_exit=False):
        for part in phase.parts:
            _record(tracer, part)
    if phase.fault:
        span.set_status(Status(StatusCode.ERROR, phase.fault))
    span.end(phase.end_ms * _NS_A_MS)


def _attributes(data: Mapping[str, Value]) -> dict[str, str | int | float | bool]:
    return {f"arqon_tts.{key}": value for key, value in data.items() if value is not None}
