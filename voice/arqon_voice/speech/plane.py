"""The voice plane in a separate thread: its callers never wait for sound."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from arqon_settings.model import ProviderName
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_settings.watcher import Watcher
from arqon_voice.playback.port import Player
from arqon_voice.playback.wav.player import WavPlayer
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.broadcast import StateBroadcast
from arqon_voice.speech.engine import Engine, Providers
from arqon_voice.speech.queue import Rank
from arqon_voice.speech.recovery import Probe
from arqon_voice.speech.request import Outcome, Request, system_clock
from arqon_voice.speech.standing import Standing
from arqon_voice.speech.state import PlaneState, QueueView
from arqon_voice.speech.utterance import PcmChunk, Utterance
from arqon_voice.speech.view import queue_of, standing_of, state_of
from arqon_voice.telemetry import events
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import Source
from arqon_voice.threads import within

__all__ = ["NothingToSay", "Ticket", "VoicePlane"]


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
        self._engine = Engine(
            store=store,
            guard=guard,
            providers=providers,
            probe=probe,
            on_kokoro=self._kokoro_changed,
            on_change=lambda: self._broadcast.look(),
        )
        self._broadcast = StateBroadcast(lambda: state_of(self._engine), self._engine.loop)
        self._listeners: list[Callable[[Snapshot, Snapshot], None]] = []
        self._watcher = Watcher(store, self._settings_changed)
        self._closed = False

    @property
    def in_hand(self) -> int:
        """How many utterances sound or wait for their turn."""
        return self._engine.speaking.in_hand

    @property
    def replay_fault(self) -> str:
        """Why the replay guard does not keep what it knows, or empty."""
        return self._guard.fault or ""

    def start(self) -> None:
        """Begin: follow the settings, and speak what comes."""
        self._engine.start(self._broadcast.run())
        self._watcher.start()

    def warm(self) -> None:
        """Start in the background what the first utterance would else wait for."""
        self._engine.warm(self.player.warm, self.store.warm_up)

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
        speed: float | None = None,
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
        utterance = self._utterance(text, audio, voice, provider, message_id, session_id, speed)
        rank = Rank.NOW if now else Rank.WARNING if warning else Rank.ORDINARY
        return self._admit(utterance, rank)

    def replay(self, of: str | None = None, *, message_id: str | None = None) -> Ticket:
        """Play the sound of the utterance `of` again, or of the last one, when its turn comes.

        Raises:
            NothingToSay: it was not heard lately, or was too long to be kept.
        """
        return self._admit(self._recorded(of, message_id), Rank.ORDINARY)

    def keep(self, of: str, path: Path, *, message_id: str | None = None) -> Ticket:
        """Write the sound of the utterance `of`, as it was heard, to a WAV file.

        Raises:
            NothingToSay: it was not heard lately, or was too long to be kept.
        """
        utterance = self._recorded(of, message_id)
        request = self._request(utterance, WavPlayer(path), keep_sound=False)
        return Ticket(utterance.message_id, self._engine.saving.admit(request))

    def save(
        self,
        text: str,
        path: Path,
        *,
        voice: str | None = None,
        provider: ProviderName | None = None,
        message_id: str | None = None,
    ) -> Ticket:
        """Write what would be spoken to a WAV file; needs no sound device.

        Raises:
            NothingToSay: the text is blank.
        """
        utterance = self._utterance(text, None, voice, provider, message_id, None)
        utterance = replace(utterance, whole=True)
        request = self._request(utterance, WavPlayer(path), keep_sound=False)
        return Ticket(utterance.message_id, self._engine.saving.admit(request))

    def stop(self, reason: str = "asked to stop", message_id: str | None = None) -> None:
        """Fall silent: end what sounds and what waits. Files go on being saved.

        With `message_id`, end that one only, also where it is being saved.
        """
        self._engine.speaking.stop(reason, message_id)
        if message_id is not None:
            self._engine.saving.stop(reason, message_id)

    def hand_over(self) -> None:
        """Finish what sounds and begin nothing more: what waits is given back.

        Its outcome raises `HandedOver`: another process is to be asked.
        """
        self._engine.speaking.hand_over()
        self._engine.saving.hand_over()

    def queue(self) -> QueueView:
        """What sounds and what waits."""
        return queue_of(self._engine)

    def subscribe(self, listener: Callable[[PlaneState], None]) -> Callable[[], None]:
        """Call `listener` with the state now and whenever it changes; returns what ends that.

        It is called on the plane's own thread, some 20 times a second while something sounds, and
        must not wait.
        """
        return self._broadcast.subscribe(listener)

    def standing(self) -> Standing:
        """Who really speaks."""
        return standing_of(self._engine)

    def probe_kokoro(self) -> None:
        """Kokoro may speak again: if it was given up, find out now instead of at the next turn."""
        self._engine.probe_now()

    def close(self, timeout: float = 3.0) -> None:
        """End everything within `timeout` seconds; what was in hand ends as stopped.

        Whatever hangs, everything else is closed all the same.
        """
        if self._closed:
            return
        self._closed = True
        deadline = time.monotonic() + timeout
        within(0.1 * timeout, self._watcher.stop)
        self._engine.close(0.5 * timeout)
        within(0.2 * timeout, self.player.close)
        self.telemetry.close(max(0.1 * timeout, deadline - time.monotonic()))

    def _admit(self, utterance: Utterance, rank: Rank) -> Ticket:
        request = self._request(utterance, self.player)
        return Ticket(utterance.message_id, self._engine.speaking.admit(request, rank))

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
        speed: float | None = None,
    ) -> Utterance:
        if not text.strip() and not (audio and audio.pcm):
            raise NothingToSay("there is nothing to say: the text is empty or blank")
        name = message_id or str(uuid.uuid4())
        return Utterance(name, session_id or self.session_id, text, audio, voice, provider, speed)

    def _recorded(self, of: str | None, message_id: str | None) -> Utterance:
        recording = self._engine.recordings.find(of)
        if recording is None:
            raise NothingToSay("nothing that was spoken lately is kept, so nothing can be replayed")
        name = message_id or str(uuid.uuid4())
        return Utterance(name, self.session_id, "", recording=recording)

    def _kokoro_changed(self, is_open: bool, reason: str) -> None:
        name = events.PROVIDER_UNAVAILABLE if is_open else events.PROVIDER_AVAILABLE
        self.emitter.tell(name, provider="kokoro", reason=reason)
        self._broadcast.look()

    def _settings_changed(self, old: Snapshot, new: Snapshot) -> None:
        self._engine.settings_changed(new)
        self._broadcast.look()
        for listener in self._listeners:
            listener(old, new)
