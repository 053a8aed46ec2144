"""One request on its way through the voice plane: its clock, its events, its one ending."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass

from arqon_settings.model import ProviderName
from arqon_voice.playback.port import Ended, Playback, Player, Playhead
from arqon_voice.providers.port import Timings
from arqon_voice.speech.recorded import MOST_BYTES, SoundLog
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
    counts too. `kokoro_error` is set when Kokoro was tried and gave up. `sink_failed` says whether
    it was the device, or the file, that failed, and not a voice. `waited_ms` is the time before
    its turn, `heard_ms` how much of it sounded, `timings` what the speaking took at the provider.
    """

    message_id: str
    ending: str
    words: str
    provider: ProviderName | None = None
    first_audio_ms: int | None = None
    latency_ms: int | None = None
    underruns: int = 0
    kokoro_error: str | None = None
    sink_failed: bool = False
    waited_ms: int = 0
    heard_ms: int = 0
    timings: Timings | None = None


class Request:
    """What is known of one utterance from its admission to its end.

    It is made in the thread that asks. The queue's lock keeps `stop_reason`; the rest belongs to
    the event loop. `stop_asked` and `rolled_back` are how the world cuts in.

    `provider` is who speaks it, once that was chosen; `claimed` says whether the replay guard
    gave it to this process. `heard` says whether any sample of it has left for the device,
    whoever spoke; `first_audio_ms` is when the provider at work was first heard, `timings` what
    its speaking took. `sound` is what was given to the player, nothing without `keep_sound`.
    """

    def __init__(
        self,
        utterance: Utterance,
        *,
        player: Player,
        emitter: Emitter,
        clock: Clock,
        keep_sound: bool = True,
    ) -> None:
        self.utterance = utterance
        self.player = player
        self.stop_asked = asyncio.Event()
        self.stop_reason = ""
        self.rolled_back = asyncio.Event()
        self.provider: ProviderName | None = None
        self.playback: Playback | None = None
        self.sound = SoundLog(MOST_BYTES if keep_sound else 0)
        self.kokoro_error: str | None = None
        self.first_audio_ms: int | None = None
        self.claimed = False
        self.heard = False
        self.timings: Timings | None = None
        self.heard_ms = 0
        self.underruns = 0
        self.sink_failed = False
        self._emitter = emitter.in_session(utterance.session_id)
        self._clock = clock
        self._admitted = self._begun = clock.monotonic()
        self._outcome: Outcome | None = None

    @property
    def elapsed_ms(self) -> int:
        """Milliseconds since the request was taken up."""
        return round((self._clock.monotonic() - self._begun) * 1000)

    @property
    def waited_ms(self) -> int:
        """Milliseconds that it waited for its turn."""
        return round((self._begun - self._admitted) * 1000)

    @property
    def playhead(self) -> Playhead:
        """How much of it has been heard, whoever spoke, and how loud it is now. From any thread."""
        playback = self.playback
        now = playback.playhead if playback else Playhead()
        return Playhead(self.heard_ms + now.heard_ms, now.level_db)

    @property
    def outcome(self) -> Outcome:
        """How it ended.

        Raises:
            RuntimeError: it has not ended.
        """
        if self._outcome is None:
            raise RuntimeError(f"request {self.utterance.message_id} has not ended")
        return self._outcome

    def take_up(self) -> None:
        """Its turn has come: the time until it is heard counts from here."""
        self._begun = self._clock.monotonic()

    def note(self, ended: Ended) -> None:
        """Count what one playback of it came to."""
        self.playback = None
        self.heard_ms += ended.heard_ms
        self.underruns += ended.underruns
        self.sink_failed = ended.how == "failed"

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
            data |= {"sink": self.player.sink, **self._took}
            data |= {"waited_ms": self.waited_ms, "heard_ms": self.heard_ms}
            data |= {"underruns": self.underruns}
        if provider is not None:
            data = {"provider": provider} | data
        self.emit(ending, **data)
        self._outcome = Outcome(
            self.utterance.message_id,
            ending,
            words,
            provider,
            self.first_audio_ms,
            self.elapsed_ms,
            self.underruns,
            self.kokoro_error,
            self.sink_failed,
            self.waited_ms,
            self.heard_ms,
            self.timings,
        )
        return self._outcome
