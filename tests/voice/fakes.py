"""Scripted stand-ins for what the orchestrator drives: a provider and a player."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from arqon_gate.doubles.instant_player import InstantPlayback
from arqon_settings.model import ProviderName, Settings
from arqon_voice.playback.port import Ended, Playhead
from arqon_voice.providers.port import ProviderError, Spoken
from arqon_voice.speech.utterance import PcmChunk, Utterance

TONE = PcmChunk(b"\x00\x10" * 1600, 16000)


@dataclass(frozen=True)
class Fail:
    """The provider gives up."""

    code: str = "timeout"


@dataclass(frozen=True)
class Break:
    """The provider has a bug."""


@dataclass(frozen=True)
class Hang:
    """The provider never goes on."""


@dataclass(frozen=True)
class Do:
    """Something happens in the world while the provider works."""

    what: Callable[[], None]


Step = Spoken | Fail | Break | Hang | Do


class FakeProvider:
    """Speaks what its script says, the same for each utterance."""

    def __init__(self, name: ProviderName, script: list[Step]) -> None:
        self._name: ProviderName = name
        self.script = script
        self.asked: list[Utterance] = []
        self.closed_early = 0

    @property
    def name(self) -> ProviderName:
        return self._name

    async def speak(self, utterance: Utterance, settings: Settings) -> AsyncGenerator[Spoken, None]:
        self.asked.append(utterance)
        try:
            for step in self.script:
                match step:
                    case Fail(code):
                        raise ProviderError(code, f"scripted {code}")
                    case Break():
                        raise KeyError("scripted bug")
                    case Hang():
                        await asyncio.Event().wait()
                    case Do(what):
                        what()
                        await asyncio.sleep(0)
                    case _:
                        yield step
        except (GeneratorExit, asyncio.CancelledError):
            self.closed_early += 1
            raise

    async def warm(self) -> None:
        pass

    async def aclose(self) -> None:
        pass


class FakePlayback(InstantPlayback):
    """Sounds as soon as the first chunk is there; ends when it is told to."""

    def __init__(self, player: FakePlayer) -> None:
        super().__init__()
        self._player = player
        self.pcm = b""
        if player.broken:
            self._end(Ended("failed", 0, reason=player.broken))

    async def write(self, chunk: PcmChunk) -> None:
        # A real player needs a moment too, in which its listeners run.
        for _ in range(3):
            await asyncio.sleep(0)
        if self._ended.done():
            return
        self.pcm += chunk.pcm
        if not self._started.done():
            self._started.set_result(True)
        if self._player.breaks_after is not None and len(self.pcm) >= self._player.breaks_after:
            self._end(Ended("failed", 1, reason="the device went away"))
        for _ in range(3):
            await asyncio.sleep(0)

    def finish(self) -> None:
        self._end(Ended("completed", round(len(self.pcm) / 32), self._player.underruns))

    def stop(self) -> None:
        self._end(Ended("stopped", max(0, round(len(self.pcm) / 32) - self._player.lags_ms)))

    @property
    def playhead(self) -> Playhead:
        return Playhead(round(len(self.pcm) / 32))


@dataclass
class FakePlayer:
    """Keeps what was played. `broken` says why nothing is; `breaks_after` is in bytes.

    `lags_ms` is how much of what it was given is not yet heard when it is stopped.
    """

    broken: str = ""
    lags_ms: int = 0
    underruns: int = 0
    breaks_after: int | None = None
    playbacks: list[FakePlayback] = field(default_factory=list)
    sink: str = "fake"

    def warm(self) -> None:
        pass

    def open(self) -> FakePlayback:
        self.playbacks.append(FakePlayback(self))
        return self.playbacks[-1]

    def close(self) -> None:
        for playback in self.playbacks:
            playback.stop()

    @property
    def heard(self) -> list[bytes]:
        return [playback.pcm for playback in self.playbacks if playback.pcm]
