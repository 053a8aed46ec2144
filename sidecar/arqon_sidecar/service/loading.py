"""Loads the model behind a service that listens already, and warms it up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arqon_sidecar.memory import give_back
from arqon_sidecar.service import logs
from arqon_sidecar.service.handlers import Handlers
from arqon_sidecar.service.log_writer import LogWriter
from arqon_sidecar.service.options import Options
from arqon_sidecar.service.status import FAILED, LOADING, READY, WARMING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arqon_sidecar.engines.port import Engine
    from arqon_sidecar.service.inference import InferenceQueue
    from arqon_sidecar.service.metrics import Metrics

__all__ = ["Load", "Loader", "Model"]

_WARM_UP = "Hello there."


@dataclass(frozen=True, slots=True)
class Model:
    """An engine and its voice packs by name, shape (510, 256) each."""

    engine: Engine
    packs: Mapping[str, NDArray[np.float32]]


Load = Callable[[], Model]
"""Loads a model; whatever it raises is what /readyz reports."""


class Loader:
    """The thread that takes the service from starting to ready."""

    def __init__(self, handlers: Handlers, load: Load, options: Options, log: LogWriter) -> None:
        self._handlers = handlers
        self._load = load
        self._options = options
        self._log = log
        self._queue: InferenceQueue | None = None
        self._close_text: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin; /readyz tells how far it is."""
        threading.Thread(target=self._run, name="loader", daemon=True).start()

    def refuse(self) -> None:
        """The service is to end: only the utterance at the engine may go on."""
        if self._queue is not None:
            self._queue.close()

    def stop(self) -> None:
        """End all that was started here."""
        if self._queue is not None:
            self._queue.stop()
        self._close_text()

    def _run(self) -> None:
        status = self._handlers.status
        try:
            self._bring_up()
        except Exception as error:
            status.error = f"{type(error).__name__}: {error}"
            status.phase = FAILED
            logging.getLogger(__name__).error("model_not_loaded", exc_info=error)

    def _bring_up(self) -> None:
        """Heavy imports happen here, so that the service listens before them.

        Those of the service go on beside the loading of the model, which leaves Python alone.
        """
        threading.Thread(target=_import_endpoints, name="imports", daemon=True).start()
        from arqon_sidecar.service.metrics import Metrics

        handlers, status = self._handlers, self._handlers.status
        status.phase = LOADING
        handlers.metrics = metrics = Metrics()
        metrics.count(
            "log_lines_dropped",
            "Lines of the log that nobody took in time.",
            lambda: self._log.dropped,
        )
        model = self._load()
        status.identity = identity = model.engine.identity
        metrics.build(identity)
        status.phase = WARMING
        self._open_endpoints(model, metrics)
        give_back()
        status.phase = READY
        aliases = handlers.voices.aliases if handlers.voices else {}
        fields = {"model": identity.name, "kind": identity.kind, "engine": identity.engine}
        logs.event("ready", fields | {"voice_aliases": aliases})

    def _open_endpoints(self, model: Model, metrics: Metrics) -> None:
        from arqon_sidecar.service.endpoints import SpeechEndpoints
        from arqon_sidecar.service.exchanges import Exchanges
        from arqon_sidecar.service.inference import InferenceQueue
        from arqon_sidecar.service.speaker import Speaker
        from arqon_sidecar.service.validation import Validator
        from arqon_sidecar.service.voices import Voices
        from arqon_sidecar.speech.cache import SegmentCache
        from arqon_sidecar.text.ways import open_reader

        status, limits = self._handlers.status, self._options.limits
        reading = open_reader(self._options.lexicon)
        self._close_text = reading.close
        status.phonemes = reading.described
        languages = reading.reader.languages
        self._handlers.voices = voices = Voices(model.packs, languages, self._options.aliases)
        cache = SegmentCache(limits.sound_cache)
        metrics.watch_cache(cache)
        speaker = Speaker(model.engine, reading.reader, metrics, cache)
        speaker.warm_up(_WARM_UP, voices.find(None))
        self._queue = queue = InferenceQueue(
            limits.queue, limits.unread_s, model.engine.interrupt, metrics.waited
        )
        status.running, status.waiting = queue.running, queue.waiting
        metrics.watch("queue_running", queue.running)
        metrics.watch("queue_waiting", queue.waiting)
        metrics.count(
            "espeak_restarts",
            "Times that espeak-ng crashed or hung and was started again.",
            lambda: reading.espeak.restarts,
        )
        validator = Validator(voices, languages, limits)
        self._handlers.endpoints = SpeechEndpoints(
            validator, Exchanges(speaker, queue, metrics, limits)
        )


def _import_endpoints() -> None:
    """Import what `_open_endpoints` needs."""
    import arqon_sidecar.service.endpoints
    import arqon_sidecar.text.ways  # noqa: F401
