"""The voice plane in a thread of its own: whoever uses it never waits for sound."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import uuid
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arqon_settings.model import ProviderName
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_settings.watcher import Watcher
from arqon_voice.playback.port import Player, Playhead
from arqon_voice.playback.wav.player import WavPlayer
from arqon_voice.providers.port import Provider
from arqon_voice.replay.claims import Claims
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.sidecar.probe import SynthesisProbe
from arqon_voice.speech.breaker import Breaker
from arqon_voice.speech.broadcast import StateBroadcast
from arqon_voice.speech.in_force import FileSettings
from arqon_voice.speech.orchestrator import Orchestrator
from arqon_voice.speech.queue import Rank, SpeechQueue
from arqon_voice.speech.recorded import Recordings
from arqon_voice.speech.recovery import Probe, Recovery
from arqon_voice.speech.request import Outcome, Request, system_clock
from arqon_voice.speech.standing import SpeakerRecord, Standing
from arqon_voice.speech.state import Phase, PlaneState, QueueView, Sounding, Waiting
from arqon_voice.speech.utterance import PcmChunk, Utterance
from arqon_voice.telemetry import events
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import Source
from arqon_voice.threads import DaemonExecutor, within

__all__ = ["NothingToSay", "Ticket", "VoicePlane"]

Providers = Callable[[], Mapping[ProviderName, Provider]]

_logger = logging.getLogger(__name__)


class NothingToSay(ValueError):
    """There is nothing that could be spoken; the text says why."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """An utterance that was taken on; `outcome` is there when it has ended."""

    message_id: str
    outcome: Future[Outcome]


class VoicePlane:
    """Speaks, saves, stops: every method but `close` returns at once, from any thread.

    What it works with comes in ready-made and is closed with it. `providers` is called once for
    speaking and once for saving, so that a long save and speech do not wait for each other.
    `probe` finds out whether a Kokoro that was given up speaks again; by default it is asked to
    speak.
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
        probe: Probe | None = None,
        session_id: str | None = None,
    ) -> None:
        self.session_id = session_id or str(uuid.uuid4())
        self.store = store
        self.telemetry = telemetry
        self.player = player
        self._clock = system_clock()
        self.emitter = Emitter(telemetry.emit, source, self.session_id, self._clock.epoch_ms)
        self._guard = guard
        self._claims = Claims(guard)
        self._settings = FileSettings(store)
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(DaemonExecutor())
        self._thread = threading.Thread(target=self._run_loop, name="voice-plane", daemon=True)
        self._record = SpeakerRecord()
        self._recordings = Recordings()
        self._breaker = Breaker(self._kokoro_changed)
        self._broadcast = StateBroadcast(self._state, self._loop)
        self._speakers, self._savers = providers(), providers()
        self._speaking = self._queue(self._speakers)
        self._saving = self._queue(self._savers)
        self._recovery = Recovery(
            self._breaker, probe or SynthesisProbe(self._speakers["kokoro"]), self._settings
        )
        self._tasks: list[asyncio.Task[None]] = []
        self._closed = False
        self._listeners: list[Callable[[Snapshot, Snapshot], None]] = []
        self._watcher = Watcher(store, self._settings_changed)

    @property
    def in_hand(self) -> int:
        """How many utterances sound or wait for their turn."""
        return self._speaking.in_hand

    @property
    def replay_fault(self) -> str:
        """Why the replay guard does not keep what it knows, or empty."""
        return self._guard.fault or ""

    def start(self) -> None:
        """Begin: follow the settings, and speak what comes."""
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
        now: bool = False,
        warning: bool = False,
        message_id: str | None = None,
        session_id: str | None = None,
    ) -> Ticket:
        """Speak `text` when its turn comes.

        Its place is fixed when this returns, and a `stop` that comes after ends it. A `warning`
        goes before ordinary speech that waits; `now` ends what sounds and goes before everything.
        If too much waits already, the outcome says so at once.

        Raises:
            NothingToSay: the text is blank, and there is no audio.
        """
        utterance = self._utterance(text, audio, voice, provider, message_id, session_id)
        rank = Rank.NOW if now else Rank.WARNING if warning else Rank.ORDINARY
        return self._admit(utterance, rank)

    def replay(self, message_id: str | None = None) -> Ticket:
        """Play the sound of that utterance again, or of the last one, when its turn comes.

        Raises:
            NothingToSay: it was not heard lately, or was too long to be kept.
        """
        recording = self._recordings.find(message_id)
        if recording is None:
            raise NothingToSay("nothing that was spoken lately is kept, so nothing can be replayed")
        utterance = Utterance(str(uuid.uuid4()), self.session_id, "", recording=recording)
        return self._admit(utterance, Rank.ORDINARY)

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
        utterance = self._utterance(text, None, voice, provider, None, None)
        request = self._request(utterance, WavPlayer(path), keep_sound=False)
        return Ticket(utterance.message_id, self._saving.admit(request))

    def stop(self, reason: str = "asked to stop") -> None:
        """Fall silent: end what sounds and what waits. Files go on being saved."""
        self._speaking.stop(reason)

    def hand_over(self) -> None:
        """Finish what sounds and begin nothing more: what waits is given back.

        Its outcome raises `HandedOver`: another process is to be asked.
        """
        self._speaking.hand_over()
        self._saving.hand_over()

    def queue(self) -> QueueView:
        """What sounds and what waits."""
        state = self._state()
        sounding = None
        if state.message_id is not None:
            sounding = Sounding(state.message_id, state.provider, state.heard_ms)
        waiting = tuple(
            Waiting(request.utterance.message_id, rank is Rank.WARNING)
            for request, rank in self._speaking.waiting
        )
        return QueueView(sounding, waiting, self._saving.in_hand)

    def subscribe(self, listener: Callable[[PlaneState], None]) -> Callable[[], None]:
        """Call `listener` with the state now and whenever it changes; returns what ends that.

        It is called on the plane's own thread, some 20 times a second while something sounds, and
        must not wait.
        """
        return self._broadcast.subscribe(listener)

    def standing(self) -> Standing:
        """Who really speaks."""
        standing = self._record.standing(self._settings.known.arqon_tts_provider)
        if standing.speaker == "kokoro" and self._breaker.is_open:
            words = f"kokoro, degraded: not asked after {self._breaker.reason}"
            return Standing("degraded", words)
        return standing

    def close(self, timeout: float = 3.0) -> None:
        """End everything within `timeout` seconds; what was in hand ends as stopped.

        Whatever hangs, everything else is closed all the same.
        """
        if self._closed:
            return
        self._closed = True
        deadline = time.monotonic() + timeout
        self._speaking.close("the program ended")
        self._saving.close("the program ended")
        within(0.1 * timeout, self._watcher.stop)
        if self._thread.is_alive():
            ended = self._submit(self._wind_down(0.2 * timeout))
            if not within(0.45 * timeout, ended.result):
                _logger.warning("The voice plane did not wind down in time")
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(0.05 * timeout)
        within(0.2 * timeout, self.player.close)
        self._claims.close(0.1 * timeout)
        self._settings.close()
        self.telemetry.close(max(0.1 * timeout, deadline - time.monotonic()))

    def _queue(self, providers: Mapping[ProviderName, Provider]) -> SpeechQueue:
        orchestrator = Orchestrator(
            settings=self._settings,
            providers=providers,
            claims=self._claims,
            breaker=self._breaker,
            record=self._record,
            recordings=self._recordings,
        )
        return SpeechQueue(orchestrator, self._loop, self._broadcast.look)

    def _run_loop(self) -> None:
        asyncio.set_event_loop(self._loop)
        work = (self._speaking, self._saving, self._recovery, self._broadcast)
        self._tasks = [self._loop.create_task(each.run()) for each in work]
        self._loop.run_forever()
        self._loop.close()

    def _submit(self, work: Coroutine[Any, Any, None]) -> Future[None]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _admit(self, utterance: Utterance, rank: Rank) -> Ticket:
        request = self._request(utterance, self.player)
        return Ticket(utterance.message_id, self._speaking.admit(request, rank))

    def _request(self, utterance: Utterance, player: Player, *, keep_sound: bool = True) -> Request:
        return Request(
            utterance,
            player=player,
            emitter=self.emitter,
            clock=self._clock,
            keep_sound=keep_sound,
        )

    def _utterance(
        self,
        text: str,
        audio: PcmChunk | None,
        voice: str | None,
        provider: ProviderName | None,
        message_id: str | None,
        session_id: str | None,
    ) -> Utterance:
        if not text.strip() and audio is None:
            raise NothingToSay("there is nothing to say: the text is empty or blank")
        name = message_id or str(uuid.uuid4())
        return Utterance(name, session_id or self.session_id, text, audio, voice, provider)

    def _state(self) -> PlaneState:
        request = self._speaking.current
        if request is None:
            phase: Phase = "waiting" if self._speaking.in_hand else "idle"
            return PlaneState(phase, self.standing())
        playback = request.playback
        playhead = playback.playhead if playback else Playhead()
        return PlaneState(
            "speaking" if request.heard else "waiting",
            self.standing(),
            request.utterance.message_id,
            request.provider,
            request.heard_ms + playhead.heard_ms,
            playhead.level_db,
        )

    async def _warm(self) -> None:
        await asyncio.gather(
            asyncio.to_thread(self.player.warm),
            asyncio.to_thread(self.store.warm_up),
            *(provider.warm() for provider in self._speakers.values()),
        )

    def _kokoro_changed(self, is_open: bool, reason: str) -> None:
        name = events.PROVIDER_UNAVAILABLE if is_open else events.PROVIDER_AVAILABLE
        self.emitter.tell(name, provider="kokoro", reason=reason)
        if is_open:
            self._recovery.look_now()
        self._broadcast.look()

    def _settings_changed(self, old: Snapshot, new: Snapshot) -> None:
        self._settings.note(new)
        if new.settings.arqon_tts_provider == "fallback":
            for queue in (self._speaking, self._saving):
                self._loop.call_soon_threadsafe(queue.orchestrator.rolled_back)
        self._loop.call_soon_threadsafe(self._recovery.look_now)
        self._broadcast.look()
        for listener in self._listeners:
            listener(old, new)

    async def _wind_down(self, within_s: float) -> None:
        """Let what was stopped end in order, then end the rest, and give everything back."""
        queues, others = self._tasks[:2], self._tasks[2:]
        await asyncio.wait(queues, timeout=within_s)
        for task in (*queues, *others):
            task.cancel()
        closing = [
            asyncio.create_task(provider.aclose())
            for provider in (*self._speakers.values(), *self._savers.values())
        ]
        await asyncio.wait((*queues, *closing), timeout=within_s)
