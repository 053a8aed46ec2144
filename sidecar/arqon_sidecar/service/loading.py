"""Loads the model behind a service that listens already, and warms it up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from arqon_sidecar.memory import give_back
from arqon_sidecar.service import logs
from arqon_sidecar.service.app import Handlers
from arqon_sidecar.service.limits import Limits
from arqon_sidecar.service.status import FAILED, LOADING, READY, WARMING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arqon_sidecar.engines.port import Engine
    from arqon_sidecar.service.inference import InferenceQueue
    from arqon_sidecar.service.metrics import Metrics
    from arqon_sidecar.service.voices import Voices

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

    def __init__(
        self, handlers: Handlers, load: Load, limits: Limits, lexicon: Path | None
    ) -> None:
        self._handlers = handlers
        self._load = load
        self._limits = limits
        self._lexicon = lexicon
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
            logging.getLogger(__name__).error("the model could not be loaded", exc_info=error)

    def _bring_up(self) -> None:
        """Heavy imports happen here, so that the service listens before them.

        Those of the service go on beside the loading of the model, which leaves Python alone.
        """
        threading.Thread(target=_import_endpoints, name="imports", daemon=True).start()
        from arqon_sidecar.service.metrics import Metrics
        from arqon_sidecar.service.voices import Voices

        handlers, status = self._handlers, self._handlers.status
        status.phase = LOADING
        handlers.metrics = metrics = Metrics()
        model = self._load()
        status.identity = model.engine.identity
        handlers.voices = voices = Voices(model.packs)
        status.phase = WARMING
        self._open_endpoints(model, voices, metrics)
        give_back()
        status.phase = READY
        logs.event("ready", {"model": status.identity.name, "engine": status.identity.engine})

    def _open_endpoints(self, model: Model, voices: Voices, metrics: Metrics) -> None:
        from arqon_sidecar.service.endpoints import SpeechEndpoints
        from arqon_sidecar.service.exchange import Exchanges
        from arqon_sidecar.service.inference import InferenceQueue
        from arqon_sidecar.service.speaker import Speaker
        from arqon_sidecar.service.validation import Validator
        from arqon_sidecar.text.ways import open_reader

        reading = open_reader(self._lexicon)
        self._close_text = reading.close
        status = self._handlers.status
        status.phonemes = reading.described
        speaker = Speaker(model.engine, reading.reader, metrics)
        speaker.warm_up(_WARM_UP, voices.find(None))
        self._queue = queue = InferenceQueue(
            self._limits.queue, self._limits.unread, model.engine.interrupt, metrics.waited
        )
        status.running, status.waiting = queue.running, queue.waiting
        metrics.watch("queue_running", queue.running)
        metrics.watch("queue_waiting", queue.waiting)
        metrics.watch("espeak_restarts", lambda: reading.espeak.restarts)
        validator = Validator(voices, reading.reader.languages, self._limits)
        self._handlers.endpoints = SpeechEndpoints(
            validator, Exchanges(speaker, queue, metrics, self._limits)
        )


def _import_endpoints() -> None:
    """Import what `_open_endpoints` needs."""
    import arqon_sidecar.service.endpoints
    import arqon_sidecar.text.ways  # noqa: F401
