"""The voice in this process: it holds the lock, speaks, and serves the others."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Final

from arqon_service.assembly import open_plane
from arqon_service.backend import Answered
from arqon_service.channel.messages import (
    Ask,
    Ended,
    FromClient,
    HandedBack,
    HandOver,
    Hello,
    Look,
    Refused,
    Replay,
    Review,
    Save,
    Say,
    Stop,
    Subscribe,
    View,
    Viewed,
    Welcome,
)
from arqon_service.channel.server import ChannelFault, ChannelServer, Client
from arqon_service.home import Home
from arqon_service.lock import Program, SpeechLock
from arqon_service.settings_upkeep import SettingsUpkeep
from arqon_service.sidecar_thread import SidecarThread
from arqon_service.sound_check import SoundCheck
from arqon_service.voice import PendingReview, Status
from arqon_settings.snapshot import Snapshot
from arqon_voice.bus.review import Reviews
from arqon_voice.sidecar.availability import health_events
from arqon_voice.sidecar.health import Health
from arqon_voice.speech.plane import Ticket
from arqon_voice.speech.queue import HandedOver
from arqon_voice.speech.request import Outcome
from arqon_voice.speech.state import PlaneState
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import FAIL_CLOSED, PLAYBACK_FAILED, PLAYBACK_STOPPED, Source

__all__ = ["SOURCES", "LocalVoice", "not_written"]

SOURCES: Final[dict[Program, Source]] = {"serve": "service", "panel": "panel", "say": "cli"}
"""What the telemetry calls these programs."""

_UPKEEP_S: Final = 0.3
"""How long Maestro's file and the history are waited for at the end."""

LOOK_S: Final = 0.1
"""How often the status is compared with what the subscribers know."""


class LocalVoice:
    """Holds the voice; implements `Backend` for this process, and serves the channel to others.

    Args:
        home: where everything of this user lies.
        program: what this process is.
        lock: taken by this process, or None where there can be no lock; then there is no channel.
        on_status: hears of every change of the status, from a daemon thread.
        on_gone: called once, when the voice was handed over to another process.
        reviews: the reviews that a panel may answer, where there are any.
        bus: how it stands with the bus, in words.
    """

    def __init__(
        self,
        home: Home,
        program: Program,
        lock: SpeechLock | None,
        *,
        on_status: Callable[[Status], None] | None = None,
        on_gone: Callable[[], None] = lambda: None,
        reviews: Reviews | None = None,
        bus: Callable[[], str] = lambda: "",
        fault: str = "",
    ) -> None:
        self._program = program
        self._lock = lock
        self._on_status = on_status
        self._on_gone = on_gone
        self._reviews = reviews
        self._bus = bus
        self._fault = fault
        self._leaving = False
        self._closed = threading.Event()
        self._idle = threading.Condition()
        self._in_hand = self._of_others = 0
        self._ends = False
        self.first_audio_ms = self.failures = 0
        self._health: Health | None = None
        self.plane = open_plane(home, SOURCES[program])
        self._state: PlaneState | None = None
        self.plane.start()
        self.plane.subscribe(self._heard_state)
        self.plane.warm()
        self._sidecar = self._sound = self._upkeep = None
        if program != "say":  # one command that speaks is over before either tells anybody
            self.plane.on_settings(self._settings_changed)
            self._sidecar = SidecarThread(home, self._url, self._sidecar_changed)
            self._sound = SoundCheck(self.plane.player)
            self._upkeep = SettingsUpkeep(
                home, self.plane.emitter, hand_edits=True, mirror=program == "serve"
            )
        self._deaf: Callable[[], None] | None = None
        self._server: ChannelServer | None = None
        if lock is not None:
            self._listen(home, lock)
        self._told = self.status
        threading.Thread(target=self._tell_status, name="voice-status", daemon=True).start()

    @property
    def fault(self) -> str:
        """Why other processes cannot reach this one, for a person, or empty."""
        return self._fault

    @property
    def in_hand(self) -> int:
        """How much was asked for, by whomever, and has not ended."""
        return self._in_hand

    @property
    def left_undone(self) -> tuple[str, ...]:
        """What did not work around the voice, and what could not be written; after `close`."""
        lost = not_written(self.plane.telemetry)
        kept = self.plane.telemetry.status.fault
        return tuple(filter(None, (self._fault, lost or kept, self.plane.replay_fault)))

    @property
    def leaving(self) -> bool:
        """See `Backend`."""
        return self._leaving

    @property
    def status(self) -> Status:
        """See `Backend`."""
        telemetry = self.plane.telemetry.status
        kept = "" if telemetry.state == "retrying" else telemetry.fault
        sound = self._sound.fault if self._sound else ""
        upkeep = self._upkeep.fault if self._upkeep else ""
        faults = (self._fault, sound, kept, self.plane.replay_fault, upkeep)
        return Status(
            program=self._program,
            pid=os.getpid(),
            state=self._state or PlaneState("idle", self.plane.standing()),
            queue=self.plane.queue(),
            health=self._health,
            bus=self._bus(),
            reviews=self._pending(),
            faults=tuple(dict.fromkeys(filter(None, faults))),
        )

    def ask(self, request: Ask, answered: Answered) -> None:
        """See `Backend`."""
        self._ask(request, answered, own=True)

    def _ask(self, request: Ask, answered: Answered, *, own: bool) -> None:
        try:
            ticket = self._taken_on(request)
        except (ValueError, RuntimeError) as no:  # nothing to say, too much waits, or it is over
            answered(Refused(ask=request.ask, words=str(no)))
            return
        with self._idle:
            self._in_hand += 1
            self._of_others += not own
        if self._sound is not None:
            ticket.outcome.add_done_callback(self._sound.note)
        ended = partial(self._ended, request, answered, own)
        ticket.outcome.add_done_callback(ended)

    def stop(self, reason: str) -> None:
        """See `Backend`."""
        self.plane.stop(reason)

    def review(self, action_id: str, allow: bool, reason: str) -> None:
        """See `Backend`."""
        if self._reviews is not None:
            self._reviews.answer(action_id, allow, reason)

    def look(self) -> None:
        """See `Backend`."""
        if self._sidecar is not None:
            self._sidecar.look_now()

    def hand_over(self) -> None:
        """Finish the current utterance, give back what waits, and let the voice go."""
        if not self._leaving and self._program != "serve":  # only a service asks, for itself
            self._leaving = True
            threading.Thread(target=self._hand_over, name="hand-over", daemon=True).start()

    def finish(self, timeout: float | None = None) -> None:
        """Finish the current utterance and give back what waits; wait for that.

        For `timeout` seconds at most, and without it for as long as it takes.
        """
        self._leaving = True
        self.plane.hand_over()
        with self._idle:
            self._idle.wait_for(lambda: not self._in_hand, timeout)

    def close(self, timeout: float) -> None:
        """See `Backend`. What still sounds ends as stopped, and the lock is free.

        What others asked for and was not begun is given back to them.
        """
        if self._closed.is_set():
            return
        self._ends = not self._leaving
        self._leaving = True
        self._closed.set()
        if self._of_others:
            self.plane.hand_over()
        if self._sidecar is not None:
            self._sidecar.stop()
        if self._upkeep is not None:
            self._upkeep.stop()
        self.plane.close(timeout)
        if self._server is not None:
            self._server.close()
        if self._lock is not None:
            self._lock.release()
        if self._upkeep is not None:
            self._upkeep.close(_UPKEEP_S)

    def _listen(self, home: Home, lock: SpeechLock) -> None:
        server = ChannelServer(home.socket, greet=self._greet, heard=self._heard, gone=self._left)
        try:
            server.start()
        except ChannelFault as error:
            self._fault = f"No other program can use this voice: {error}"
            return
        self._server = server
        lock.name(self._program, str(home.socket))

    def _taken_on(self, request: Ask) -> Ticket:
        match request:
            case Say():
                audio = None
                if request.pcm is not None and request.sample_rate > 0:
                    audio = PcmChunk(request.pcm, request.sample_rate)
                return self.plane.say(
                    request.text,
                    audio=audio,
                    voice=request.voice,
                    provider=request.provider,
                    now=request.now,
                    warning=request.warning,
                    message_id=request.message_id,
                    session_id=request.session_id,
                )
            case Save():
                path = Path(request.path)
                return self.plane.save(
                    request.text, path, voice=request.voice, provider=request.provider
                )
            case Replay():
                return self.plane.replay()

    def _ended(self, request: Ask, answered: Answered, own: bool, outcome: Future[Outcome]) -> None:
        number = request.ask
        try:
            self._count(outcome.result())
            answered(Ended(ask=number, outcome=outcome.result()))
        except HandedOver:
            if own and self._ends:  # nobody is left here who could ask another holder
                answered(Ended(ask=number, outcome=self._unheard(request.message_id)))
            else:
                answered(HandedBack(ask=number))
        except Exception as error:  # noqa: BLE001 -- who asked must hear of it
            answered(Refused(ask=number, words=f"{type(error).__name__}: {error}"))
        finally:
            with self._idle:
                self._in_hand -= 1
                self._of_others -= not own
                self._idle.notify_all()

    def _unheard(self, message_id: str) -> Outcome:
        reason = "the program ended"
        self.plane.emitter.tell(PLAYBACK_STOPPED, message_id, reason=reason)
        return Outcome(message_id, PLAYBACK_STOPPED, "stopped")

    def _count(self, outcome: Outcome) -> None:
        self.first_audio_ms = outcome.first_audio_ms or self.first_audio_ms
        self.failures += outcome.ending in (FAIL_CLOSED, PLAYBACK_FAILED)

    def _hand_over(self) -> None:
        self.finish()
        self.close(1.0)
        self._on_gone()

    def _greet(self, client: Client) -> None:
        client.send(Welcome(leaving=self._leaving))

    def _heard(self, client: Client, message: FromClient) -> None:
        match message:
            case Say() | Save() | Replay():
                self._ask(message, partial(_pass_on, client), own=False)
            case Stop(reason=reason):
                self.stop(reason)
            case View(ask=number):
                client.send(Viewed(ask=number, status=self.status))
            case Subscribe():
                client.subscribed = True
                self._mind_panels()
                client.send(Viewed(ask=0, status=self.status))
            case Review(action_id=name, allow=allow, reason=reason):
                self.review(name, allow, reason)
            case Look():
                self.look()
            case HandOver():
                self.hand_over()
            case Hello():
                pass  # it has said so before

    def _left(self, client: Client) -> None:
        del client
        self._mind_panels()

    def _mind_panels(self) -> None:
        """Reviews are put to a person as long as a panel is open, and else blocked at once."""
        if self._reviews is None or self._server is None:
            return
        panel = any(c.subscribed and c.program == "panel" for c in self._server.clients)
        if panel and self._deaf is None:
            self._deaf = self._reviews.listen(lambda: None)  # the status tells them
        elif not panel and self._deaf is not None:
            leave, self._deaf = self._deaf, None
            leave()

    def _pending(self) -> tuple[PendingReview, ...]:
        if self._reviews is None:
            return ()
        return tuple(
            PendingReview(
                action_id=review.action_id,
                summary=review.summary,
                context=review.context,
                deadline=review.deadline,
                key=review.key,
            )
            for review in self._reviews.pending
        )

    def _tell_status(self) -> None:
        while not self._closed.wait(LOOK_S):
            status = self.status
            if status == self._told:
                continue
            self._told = status
            if self._on_status is not None:
                self._on_status(status)
            for client in self._server.clients if self._server else ():
                if client.subscribed:
                    client.send(Viewed(ask=0, status=status))

    def _url(self) -> str:
        return self.plane.store.read().settings.arqon_tts_kokoro_url

    def _settings_changed(self, old: Snapshot, new: Snapshot) -> None:
        if old.settings.arqon_tts_kokoro_url != new.settings.arqon_tts_kokoro_url:
            self.look()

    def _heard_state(self, state: PlaneState) -> None:
        self._state = state

    def _sidecar_changed(self, health: Health) -> None:
        for name, data in health_events(self._health, health):
            self.plane.emitter.tell(name, **data)
        self._health = health
        if health.state == "ready":
            self.plane.probe_kokoro()


def not_written(telemetry: Telemetry) -> str:
    """How much of the telemetry is not on the disk after it was closed, and why, or nothing."""
    status = telemetry.status
    if not status.queued:
        return ""
    why = status.fault or "no time was left"
    return f"{status.queued} telemetry events were not written: {why}"


def _pass_on(client: Client, answer: Ended | Refused | HandedBack | None) -> None:
    if answer is not None:
        client.send(answer)
