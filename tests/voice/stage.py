"""Sets the stage for the orchestrator: real replay guard, scripted providers and player."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from pathlib import Path

from arqon_settings.model import ProviderName, Settings
from arqon_voice.replay.claims import Claims
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.breaker import Breaker
from arqon_voice.speech.orchestrator import Orchestrator
from arqon_voice.speech.recorded import Recordings
from arqon_voice.speech.request import Clock, Outcome, Request
from arqon_voice.speech.standing import SpeakerRecord
from arqon_voice.speech.utterance import PcmChunk, Utterance
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.events import Event
from tests.patience import PATIENCE_S
from tests.voice.fakes import TONE, FakePlayer, FakeProvider, Step


@dataclass
class Stage:
    """An orchestrator with everything around it in reach of a test."""

    state: Path
    kokoro: list[Step] = field(default_factory=lambda: [TONE])
    fallback: list[Step] = field(default_factory=lambda: [TONE])
    provider: ProviderName = "kokoro"
    fallback_enabled: bool = True
    player: FakePlayer = field(default_factory=FakePlayer)

    def __post_init__(self) -> None:
        self.events: list[Event] = []
        self.reads = 0
        self.providers = {
            "kokoro": FakeProvider("kokoro", self.kokoro),
            "fallback": FakeProvider("fallback", self.fallback),
        }
        ticks = itertools.count()
        self.restart(Clock(lambda: 1_700_000_000_000 + next(ticks), lambda: next(ticks) / 1000))

    def restart(self, clock: Clock) -> None:
        """Begin anew, as a new process would: only what is on disk is left."""
        self.clock = clock
        self.claims = Claims(ReplayGuard(self.state / "replay.db"))
        self.breaker = Breaker(clock=clock.monotonic)
        self.record = SpeakerRecord(clock.monotonic)
        self.recordings = Recordings()
        self.emitter = Emitter(self.events.append, "cli", "", clock.epoch_ms)
        self.orchestrator = Orchestrator(
            settings=self,
            providers={"kokoro": self.providers["kokoro"], "fallback": self.providers["fallback"]},
            claims=self.claims,
            breaker=self.breaker,
            record=self.record,
            recordings=self.recordings,
        )

    def close(self) -> None:
        """Give the replay guard's file back."""
        self.claims.close(PATIENCE_S)

    async def speak(self, asked: Utterance) -> Outcome:
        """Have `asked` spoken, and return when it has ended."""
        self.request = Request(asked, player=self.player, emitter=self.emitter, clock=self.clock)
        return await self.orchestrator.speak(self.request)

    def stop(self, reason: str) -> None:
        """Stop what is at work, as a queue does it."""
        self.request.stop_reason = reason
        self.request.stop_asked.set()

    @property
    def known(self) -> Settings:
        return Settings(
            arqon_tts_provider=self.provider,
            arqon_tts_kokoro_fallback_enabled=self.fallback_enabled,
        )

    async def read(self) -> Settings:
        self.reads += 1
        return self.known

    @property
    def fallback_sound(self) -> bytes:
        return b"".join(step.pcm for step in self.fallback if isinstance(step, PcmChunk))

    def names(self, message_id: str) -> list[str]:
        return [
            event.name.removeprefix("stt.tts.")
            for event in self.events
            if event.message_id == message_id
        ]


def utterance(
    message_id: str = "m1",
    *,
    provider: ProviderName | None = None,
    text: str = "Good morning.",
) -> Utterance:
    return Utterance(message_id, "s1", text, provider=provider)
