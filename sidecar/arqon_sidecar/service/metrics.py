"""What Prometheus reads at /metrics; a registry of the service's own."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from arqon_sidecar.service.job import Timings

__all__ = ["CONTENT_TYPE", "Metrics"]

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0)
_FACTORS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1.0, 2.0)
_LENGTHS = (10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 510)


class Metrics:
    """Counters and histograms; also the speaker's observer. Safe from any thread."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "arqon_sidecar_requests",
            "Requests by endpoint and outcome (ok, cancelled, or an error's code).",
            ["endpoint", "outcome"],
            registry=registry,
        )
        self._wait = _histogram(registry, "queue_wait_seconds", "Time in the queue.", _SECONDS)
        self._turns = _histogram(
            registry,
            "turn_wait_seconds",
            "Each wait for the engine, also of a job begun.",
            _SECONDS,
        )
        self._first = _histogram(
            registry, "first_audio_seconds", "From request to first sound made.", _SECONDS
        )
        self._factor = _histogram(
            registry, "real_time_factor", "Engine time by audio time, each segment.", _FACTORS
        )
        self._lengths = _histogram(
            registry, "segment_phonemes", "Phonemes of each segment.", _LENGTHS
        )
        self._audio = Counter(
            "arqon_sidecar_audio_seconds", "Audio that was made.", registry=registry
        )
        self._dropped = Counter(
            "arqon_sidecar_unknown_phonemes",
            "Phonemes left out since the model does not know them.",
            registry=registry,
        )
        self._gauges = {
            name: Gauge(f"arqon_sidecar_{name}", text, registry=registry)
            for name, text in (
                ("queue_waiting", "Requests that wait for the engine."),
                ("queue_running", "Requests at the engine."),
                ("espeak_restarts", "Times that espeak-ng crashed or hung and was started again."),
            )
        }

    def watch(self, gauge: str, value: Callable[[], float]) -> None:
        """Read a gauge from `value` when /metrics is asked for."""
        self._gauges[gauge].set_function(value)

    def answered(self, endpoint: str, outcome: str) -> None:
        """A request has had its answer."""
        self._requests.labels(endpoint, outcome).inc()

    def first_audio(self, timings: Timings, seconds: float) -> None:
        """A request has its first sound, so many seconds after it came."""
        self._wait.observe(timings.queue)
        self._first.observe(seconds)

    def waited(self, seconds: float) -> None:
        """A job has waited for its turn at the engine."""
        self._turns.observe(seconds)

    def segment(self, phonemes: int, audio_s: float, synthesize_s: float) -> None:
        """See `speaker.Observer`."""
        self._lengths.observe(phonemes)
        self._audio.inc(audio_s)
        if audio_s > 0:
            self._factor.observe(synthesize_s / audio_s)

    def dropped(self, symbols: int) -> None:
        """See `speaker.Observer`."""
        self._dropped.inc(symbols)

    def text(self) -> bytes:
        """The page."""
        return generate_latest(self._registry)


def _histogram(
    registry: CollectorRegistry, name: str, text: str, buckets: tuple[float, ...]
) -> Histogram:
    return Histogram(f"arqon_sidecar_{name}", text, buckets=buckets, registry=registry)
