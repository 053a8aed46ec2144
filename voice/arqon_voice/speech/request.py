"""One request on its way through the voice plane: its clock, its events, its one ending."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass

from arqon_settings.model import ProviderName
from arqon_voice.providers.port import Timings
from arqon_voice.speech.utterance import Utterance
from arqon_voice.telemetry import events
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.events import Value

__all__ = ["Clock", "Outcome", "Request", "system_clock"]


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, as two functions: `epoch_ms` for events, `monotonic` (seconds) for durations."""

    epoch_ms: Callable[[], int]
    monotonic: Callable[[], float]


def system_clock() -> Clock:
    """The clock of this machine."""
    import time

    return Clock(lambda: time.time_ns() // 1_000_000, time.monotonic)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a request ended: `ending` is one of `events.ENDINGS`, `words` says it for a person.

    `first_audio_ms` and `latency_ms` count from when the request was taken up, so a failover
    counts too. `kokoro_error` is set when Kokoro was tried and gave up.
    """

    message_id: str
    ending: str
    words: str
    provider: ProviderName | None = None
    first_audio_ms: int | None = None
    latency_ms: int | None = None
    underruns: int = 0
    kokoro_error: str | None = None


class Request:
    """What the orchestrator holds while it works on one utterance.

    `stop_asked` and `rolled_back` are how the world cuts in; both are set on the event loop.
    `heard` says whether any sample of it has left for the device, whoever spoke;
    `first_audio_ms` is when the provider at work was first heard, `timings` what its speaking took.
    """

    def __init__(self, utterance: Utterance, *, sink: str, emitter: Emitter, clock: Clock) -> None:
        self.utterance = utterance
        self.stop_asked = asyncio.Event()
        self.stop_reason = ""
        self.rolled_back = asyncio.Event()
        self.kokoro_error: str | None = None
        self.first_audio_ms: int | None = None
        self.heard = False
        self.timings: Timings | None = None
        self._sink = sink
        self._emitter = emitter.in_session(utterance.session_id)
        self._clock = clock
        self._begun = clock.monotonic()

    @property
    def elapsed_ms(self) -> int:
        """Milliseconds since the request was taken up."""
        return round((self._clock.monotonic() - self._begun) * 1000)

    def stop(self, reason: str) -> None:
        """Ask for silence; `reason` goes into the event."""
        if not self.stop_asked.is_set():
            self.stop_reason = reason
            self.stop_asked.set()

    def emit(self, name: str, **data: Value) -> None:
        """Emit an event of this request."""
        self._emitter.tell(name, self.utterance.message_id, **data)

    @property
    def _took(self) -> dict[str, Value]:
        told = asdict(self.timings) if self.timings else {}
        return {name: value for name, value in told.items() if value is not None}

    def end(
        self, ending: str, words: str, provider: ProviderName | None = None, **data: Value
    ) -> Outcome:
        """Emit the one event that ends the request, and say the same as an outcome."""
        if ending == events.LATENCY_MS:
            data |= {"latency_ms": self.elapsed_ms, "first_audio_ms": self.first_audio_ms}
            data |= {"sink": self._sink, **self._took}
        if provider is not None:
            data = {"provider": provider} | data
        self.emit(ending, **data)
        return Outcome(
            self.utterance.message_id,
            ending,
            words,
            provider,
            self.first_audio_ms,
            self.elapsed_ms,
            kokoro_error=self.kokoro_error,
        )
