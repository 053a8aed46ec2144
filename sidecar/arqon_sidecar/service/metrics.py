"""What Prometheus reads at /metrics; a registry of the service's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import CounterMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from arqon_sidecar import __version__
from arqon_sidecar.engines.port import ModelIdentity
from arqon_sidecar.speech.cache import SegmentCache

__all__ = ["CONTENT_TYPE", "Metrics"]

CONTENT_TYPE = CONTENT_TYPE_LATEST

_PREFIX = "arqon_sidecar_"

# In the text format those would be gauges beside each counter and histogram.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the package leaves it untyped

_SECONDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0)
_FACTORS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1.0, 2.0)
_LENGTHS = (10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 510)


class Metrics:
    """Counters and histograms; also the speaker's observer. Safe from any thread."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = self._counter(
            "requests",
            "Requests by endpoint and outcome (ok, cancelled, or an error's code).",
            ("endpoint", "outcome"),
        )
        self._durations = self._histogram(
            "request_duration_seconds",
            "From a request's head to the end of its answer.",
            _SECONDS,
            ("endpoint", "outcome"),
        )
        self._wait = self._histogram(
            "queue_wait_seconds",
            "From a request's place in the queue to the engine; 0 where it was refused before.",
            _SECONDS,
        )
        self._turns = self._histogram(
            "turn_wait_seconds", "Each wait for the engine, also of a job begun.", _SECONDS
        )
        self._first = self._histogram(
            "first_audio_seconds", "From request to first sound made.", _SECONDS
        )
        self._factor = self._histogram(
            "real_time_factor", "Engine time by audio time, each segment.", _FACTORS
        )
        self._lengths = self._histogram("segment_phonemes", "Phonemes of each segment.", _LENGTHS)
        self._audio = self._counter("audio_seconds", "Audio that was made.")
        self._dropped = self._counter(
            "unknown_phonemes", "Phonemes left out since the model does not know them."
        )
        self._gauges = {
            name: Gauge(f"{_PREFIX}{name}", text, registry=registry)
            for name, text in (
                ("queue_waiting", "Requests that wait for the engine."),
                ("queue_running", "Requests at the engine."),
                ("sound_cache_bytes", "Sound spoken lately that is kept."),
            )
        }

    def watch(self, gauge: str, value: Callable[[], float]) -> None:
        """Read a gauge from `value` when /metrics is asked for."""
        self._gauges[gauge].set_function(value)

    def count(self, counter: str, text: str, value: Callable[[], float]) -> None:
        """Add a counter that is read from `value` when /metrics is asked for."""
        self._registry.register(_Counted(_PREFIX + counter, text, value))

    def watch_cache(self, cache: SegmentCache) -> None:
        """Tell how much is kept of what was spoken lately, and how often it is asked for."""
        self.watch("sound_cache_bytes", lambda: cache.bytes)
        self.count("sound_cache_hits", "Segments that were kept.", lambda: cache.hits)
        self.count("sound_cache_misses", "Segments that had to be made.", lambda: cache.misses)

    def build(self, model: ModelIdentity) -> None:
        """What runs: the value is always 1, the labels say it."""
        info = {"version": __version__, "engine": model.engine, "model": model.name}
        info |= {"model_kind": model.kind, "model_sha256": model.sha256}
        Info(f"{_PREFIX}build", "What runs here.", registry=self._registry).info(info)

    def answered(self, endpoint: str, outcome: str, seconds: float, waited_s: float) -> None:
        """A request is over, whatever came of it."""
        self._requests.labels(endpoint, outcome).inc()
        self._durations.labels(endpoint, outcome).observe(seconds)
        self._wait.observe(waited_s)

    def first_audio(self, seconds: float) -> None:
        """A request has its first sound, so many seconds after it came."""
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

    def _counter(self, name: str, text: str, labels: Sequence[str] = ()) -> Counter:
        return Counter(_PREFIX + name, text, labels, registry=self._registry)

    def _histogram(
        self, name: str, text: str, buckets: Sequence[float], labels: Sequence[str] = ()
    ) -> Histogram:
        return Histogram(_PREFIX + name, text, labels, buckets=buckets, registry=self._registry)


class _Counted(Collector):
    """A counter that somebody else counts."""

    def __init__(self, name: str, text: str, value: Callable[[], float]) -> None:
        self._name, self._text, self._value = name, text, value

    def collect(self) -> Iterable[CounterMetricFamily]:
        """The counter as it is now; prometheus_client adds `_total` to its name."""
        yield CounterMetricFamily(self._name, self._text, self._value())
