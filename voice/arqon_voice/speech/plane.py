"""The voice plane in a thread of its own: whoever uses it never waits for sound."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from arqon_settings.model import ProviderName
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_settings.watcher import Watcher
from arqon_voice.playback.port import Player
from arqon_voice.playback.wav.player import WavPlayer
from arqon_voice.providers.port import Provider
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.orchestrator import Orchestrator
from arqon_voice.speech.queue import SpeechQueue
from arqon_voice.speech.request import Outcome, system_clock
from arqon_voice.speech.utterance import PcmChunk, Utterance
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import Source

__all__ = ["WAITING_LIMIT", "NothingToSay", "Ticket", "TooManyWaiting", "VoicePlane"]

WAITING_LIMIT = 100
"""Utterances that may be in hand at once; a sender that is further behind is told so."""

_T = TypeVar("_T")

Providers = Callable[[], Mapping[ProviderName, Provider]]


class NothingToSay(ValueError):
    """The text is empty or blank, and no audio came with it."""


class TooManyWaiting(RuntimeError):
    """More utterances wait than anybody will listen to; stop, or try again later."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """An utterance that was taken on; `outcome` is there when it has ended."""

    message_id: str
    outcome: Future[Outcome]


class VoicePlane:
    """Speaks, saves, stops: every method returns at once, from any thread.

    What it works with comes in ready-made and is closed with it. `providers` is called once for
    speaking and once for saving, so that a long save and speech do not wait for each other.
    """

    def __init__(
        self,
        *,
        source: Source,
        store: SettingsStore,
        telemetry: Telemetry,
        guard: ReplayGuard,
        player: Player,
        providers: Providers,
        session_id: str | None = None,
    ) -> None:
        self.session_id = session_id or str(uuid.uuid4())
        self.store = store
        self.telemetry = telemetry
        self.player = player
        self.emitter = Emitter(telemetry.emit, source, self.session_id, system_clock().epoch_ms)
        self._guard = guard
        self._speakers = providers()
        self._savers = providers()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run_loop, name="voice-plane", daemon=True)
        self._speaking = self._queue(self._speakers)
        self._saving = self._queue(self._savers)
        self._tickets: set[Future[Outcome]] = set()
        self._listeners: list[Callable[[Snapshot, Snapshot], None]] = []
        self._watcher = Watcher(store, self._settings_changed)

    @property
    def in_hand(self) -> int:
        """How many utterances sound or wait for their turn."""
        return len(self._tickets)

    @property
    def replay_fault(self) -> str:
        """Why the replay guard does not keep what it knows, or empty."""
        return self._guard.fault or ""

    def start(self) -> None:
        """Begin: follow the settings, and get ready to speak in the background."""
        self._thread.start()
        self._watcher.start()

    def warm(self) -> None:
        """Start in the background what the first utterance would else wait for."""
        self._submit(self._warm())

    def on_settings(self, listener: Callable[[Snapshot, Snapshot], None]) -> None:
        """Call `listener(old, new)`, from the watcher's thread, when anybody changes a setting."""
        self._listeners.append(listener)

    def say(
        self,
        text: str,
        *,
        audio: PcmChunk | None = None,
        voice: str | None = None,
        provider: ProviderName | None = None,
        interrupt: bool = False,
        message_id: str | None = None,
    ) -> Ticket:
        """Speak `text` after what is in hand, or instead of it with `interrupt`.

        Raises:
            NothingToSay: the text is blank, and there is no audio.
            TooManyWaiting: WAITING_LIMIT utterances are in hand.
        """
        utterance = self._utterance(text, audio, voice, provider, message_id)
        if not interrupt and self.in_hand >= WAITING_LIMIT:
            raise TooManyWaiting(f"{WAITING_LIMIT} utterances wait already; stop them first")
        spoken = self._submit(self._say(utterance, interrupt))
        self._tickets.add(spoken)
        spoken.add_done_callback(self._tickets.discard)
        return Ticket(utterance.message_id, spoken)

    def save(
        self,
        text: str,
        path: Path,
        *,
        voice: str | None = None,
        provider: ProviderName | None = None,
    ) -> Ticket:
        """Write what would be spoken to a WAV file; needs no sound device.

        Raises:
            NothingToSay: the text is blank.
        """
        utterance = self._utterance(text, None, voice, provider, None)
        saved = self._submit(self._saving.speak(utterance, WavPlayer(path)))
        return Ticket(utterance.message_id, saved)

    def stop(self, reason: str = "asked to stop") -> None:
        """Fall silent: end what sounds and what waits. Files go on being saved."""
        self._loop.call_soon_threadsafe(self._speaking.stop, reason)

    def close(self, timeout: float = 3.0) -> None:
        """End everything within `timeout` seconds; what was in hand ends as stopped."""
        self._watcher.stop()
        if self._thread.is_alive():
            ended = self._submit(self._wind_down(timeout / 2))
            ended.exception(timeout)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout)
        self.player.close()
        self._guard.close()
        self.telemetry.close(timeout)

    def _queue(self, providers: Mapping[ProviderName, Provider]) -> SpeechQueue:
        return SpeechQueue(
            Orchestrator(
                settings=lambda: self.store.read().settings,
                providers=providers,
                guard=self._guard,
                emitter=self.emitter,
            )
        )

    def _run_loop(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    def _submit(self, work: Coroutine[Any, Any, _T]) -> Future[_T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _utterance(
        self,
        text: str,
        audio: PcmChunk | None,
        voice: str | None,
        provider: ProviderName | None,
        message_id: str | None,
    ) -> Utterance:
        if not text.strip() and audio is None:
            raise NothingToSay("there is nothing to say: the text is empty or blank")
        name = message_id or str(uuid.uuid4())
        return Utterance(name, self.session_id, text, audio, voice, provider)

    async def _say(self, utterance: Utterance, interrupt: bool) -> Outcome:
        if interrupt:
            self._speaking.stop("interrupted by a new utterance")
        return await self._speaking.speak(utterance, self.player)

    async def _warm(self) -> None:
        await asyncio.gather(
            asyncio.to_thread(self.player.warm),
            asyncio.to_thread(self.store.warm_up),
            *(provider.warm() for provider in self._speakers.values()),
        )

    def _settings_changed(self, old: Snapshot, new: Snapshot) -> None:
        if new.settings.arqon_tts_provider == "fallback":
            for queue in (self._speaking, self._saving):
                self._loop.call_soon_threadsafe(queue.orchestrator.rolled_back)
        for listener in self._listeners:
            listener(old, new)

    async def _wind_down(self, within: float) -> None:
        for queue in (self._speaking, self._saving):
            queue.stop("the program ended")
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        if rest:
            await asyncio.wait(rest, timeout=within)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.gather(
            *(speaker.aclose() for speaker in self._speakers.values()),
            *(saver.aclose() for saver in self._savers.values()),
            return_exceptions=True,
        )
