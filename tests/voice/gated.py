"""A voice plane whose utterances end when the test says so, with real files behind it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from pathlib import Path

from arqon_settings.model import ProviderName, Settings
from arqon_settings.store import SettingsStore
from arqon_voice.playback.port import Player
from arqon_voice.providers.port import Provider, Spoken
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.speech.recovery import Probe
from arqon_voice.speech.state import PlaneState
from arqon_voice.speech.utterance import Utterance
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import ENDINGS, Event
from tests.patience import PATIENCE_S
from tests.voice.fakes import TONE, FakePlayer, FakeProvider


class Gate:
    """Holds back the end of each utterance until `let_go`; which is any at work, at once."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._open = asyncio.Event()

    async def wait(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._open = asyncio.Event()
        await self._open.wait()

    def let_go(self) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._open.set)


class GatedProvider:
    """Sounds, and goes on for as long as the gate is closed."""

    def __init__(self, name: ProviderName, gate: Gate) -> None:
        self._name: ProviderName = name
        self._gate = gate

    @property
    def name(self) -> ProviderName:
        return self._name

    async def speak(self, utterance: Utterance, settings: Settings) -> AsyncGenerator[Spoken, None]:
        yield TONE
        await self._gate.wait()

    async def warm(self) -> None:
        pass

    async def aclose(self) -> None:
        pass


class ToldTelemetry(Telemetry):
    """Telemetry that the test can also look at without the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, source="cli")
        self.told: list[Event] = []
        self._more = threading.Condition()

    def emit(self, event: Event) -> None:
        with self._more:
            self.told.append(event)
            self._more.notify_all()
        super().emit(event)

    def wait_for(self, name: str) -> None:
        with self._more:
            assert self._more.wait_for(
                lambda: any(event.name == name for event in self.told), PATIENCE_S
            ), name

    def endings(self, message_id: str) -> list[str]:
        mine = [event.name for event in self.told if event.message_id == message_id]
        return [name for name in mine if name in ENDINGS]


@dataclass
class Spying:
    """Waits for states of a plane."""

    states: list[PlaneState] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, state: PlaneState) -> None:
        with self.changed:
            self.states.append(state)
            self.changed.notify_all()

    def wait_for(self, is_so: Callable[[PlaneState], bool]) -> PlaneState:
        with self.changed:
            assert self.changed.wait_for(
                lambda: bool(self.states) and is_so(self.states[-1]), PATIENCE_S
            ), self.states[-1:]
            return self.states[-1]


def plane_of(
    folder: Path,
    speakers: dict[ProviderName, Provider],
    *,
    player: Player | None = None,
    probe: Probe | None = None,
    telemetry: ToldTelemetry | None = None,
) -> tuple[VoicePlane, ToldTelemetry]:
    """A started plane, Kokoro in force, that speaks with `speakers` and saves a short tone."""
    savers: dict[ProviderName, Provider] = {
        "kokoro": FakeProvider("kokoro", [TONE]),
        "fallback": FakeProvider("fallback", [TONE]),
    }
    sets = [speakers, savers]
    store = SettingsStore(folder / "settings.toml", environ={})
    store.change({"arqon_tts_provider": "kokoro"}, by="test")
    telemetry = telemetry or ToldTelemetry(folder / "telemetry.db")
    plane = VoicePlane(
        source="cli",
        store=store,
        telemetry=telemetry,
        guard=ReplayGuard(folder / "replay.db"),
        player=player or FakePlayer(),
        providers=lambda: sets.pop(0),
        probe=probe,
    )
    plane.start()
    return plane, telemetry
