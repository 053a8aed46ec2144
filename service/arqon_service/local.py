"""The voice in this process: it holds the lock, speaks, and serves the others."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from arqon_service.assembly import open_plane
from arqon_service.backend import Answered
from arqon_service.channel.messages import Ask
from arqon_service.channel.place import ChannelFault
from arqon_service.clients import Clients
from arqon_service.home import Home
from arqon_service.lately import Lately
from arqon_service.lock import Program, SpeechLock
from arqon_service.lock_watch import LockWatch
from arqon_service.status_teller import StatusTeller
from arqon_service.taken_on import TakenOn
from arqon_service.voice import Status, pending_in
from arqon_service.watches import Watches
from arqon_voice.bus.review import Reviews
from arqon_voice.speech.plane import Ticket
from arqon_voice.speech.state import PlaneState
from arqon_voice.telemetry.events import Source

__all__ = ["SOURCES", "LocalVoice"]

SOURCES: Final[dict[Program, Source]] = {"serve": "service", "panel": "panel", "say": "cli"}
"""What the telemetry calls these programs."""
_UNSHARED: Final = "No other program can use this voice: "


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
        self._freed = threading.Event()
        self.plane = open_plane(home, SOURCES[program])
        self._taken_on = TakenOn(
            self.plane, asks_no_other=program == "serve", on_taken=self._took_on
        )
        self._state: PlaneState | None = None
        self._lately: Lately | None = None
        self._teller = StatusTeller(lambda: self.status, self._tell)
        self.plane.start()
        self.plane.subscribe(self._heard_state)
        self.plane.warm()
        self._watches: Watches | None = None
        if program != "say":  # one command that speaks is over before they tell anybody
            soon = self._teller.soon
            self._watches = Watches(home, self.plane, mirror=program == "serve", on_news=soon)
            recall = partial(self._recall, home)
            threading.Thread(target=recall, name="lately", daemon=True).start()
        self._clients: Clients | None = None
        self._lock_watch: LockWatch | None = None
        if lock is not None:
            self._listen(home, lock)
            self._lock_watch = LockWatch(lock, home.lock, self._teller.soon)
        self._teller.start()

    @property
    def fault(self) -> str:
        """Why other processes cannot reach this one, for a person, or empty."""
        return self._fault

    @property
    def in_hand(self) -> int:
        """How much was asked for, by whomever, and has not ended."""
        return self._taken_on.count

    @property
    def first_audio_ms(self) -> int:
        """Of the newest utterance that was heard, in milliseconds; 0 before any was."""
        return self._taken_on.first_audio_ms

    @property
    def failures(self) -> int:
        """How many utterances ended in silence."""
        return self._taken_on.failures

    @property
    def left_undone(self) -> tuple[str, ...]:
        """What did not work around the voice, and what could not be written; after `close`."""
        telemetry = self.plane.telemetry.status
        lost = telemetry.unwritten or telemetry.fault
        return tuple(filter(None, (self._fault, lost, self.plane.replay_fault)))

    @property
    def leaving(self) -> bool:
        """See `Backend`."""
        return self._leaving

    @property
    def status(self) -> Status:
        """See `Backend`."""
        telemetry = self.plane.telemetry.status
        kept = "" if telemetry.state == "retrying" else telemetry.fault
        watched = self._watches.faults if self._watches else ()
        lost = self._clients.fault if self._clients else ""
        beside = self._lock_watch.fault if self._lock_watch else ""
        unshared = (self._fault, lost and _UNSHARED + lost, beside)
        faults = (*unshared, kept, self.plane.replay_fault, *watched)
        return Status(
            program=self._program,
            pid=os.getpid(),
            state=self._with_the_past(self._state or PlaneState("idle", self.plane.standing())),
            queue=self.plane.queue(),
            health=self._watches.health if self._watches else None,
            bus=self._bus(),
            reviews=pending_in(self._reviews),
            faults=tuple(dict.fromkeys(filter(None, faults))),
        )

    def _with_the_past(self, state: PlaneState) -> PlaneState:
        """Until Kokoro was asked here, it stands as it did where it was asked before."""
        if self._lately is None or self._taken_on.asked_kokoro:
            return state
        if state.standing.speaker != "kokoro":
            return state
        return replace(state, standing=self._lately.standing("kokoro") or state.standing)

    def _recall(self, home: Home) -> None:
        self._lately = Lately(home.telemetry)
        self._teller.soon()

    def ask(self, request: Ask, answered: Answered) -> None:
        """See `Backend`."""
        self._taken_on.ask(request, answered, own=True)

    def ask_for_another(self, request: Ask, answered: Answered) -> None:
        """The same, for a client."""
        self._taken_on.ask(request, answered, own=False)

    def stop(self, reason: str, message_id: str | None = None) -> None:
        """See `Backend`."""
        self.plane.stop(reason, message_id)

    def review(self, action_id: str, allow: bool, reason: str) -> None:
        """See `Backend`."""
        if self._reviews is not None:
            self._reviews.answer(action_id, allow, reason)

    def look(self) -> None:
        """See `Backend`."""
        if self._watches is not None:
            self._watches.look()

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
        self._taken_on.wait_for_none(timeout)

    def close(self, timeout: float) -> None:
        """See `Backend`. What still sounds ends as stopped, and the lock is free.

        What others asked for and was not begun is given back to them. Who comes second, as where
        the voice is just being handed over, waits for the first.
        """
        if not self._taken_on.close():
            self._freed.wait(timeout)
            return
        self._teller.close()
        self._taken_on.ends = not self._leaving
        self._leaving = True
        if self._taken_on.of_others:
            self.plane.hand_over()
        if self._watches is not None:  # before the telemetry is closed that they tell
            self._watches.stop()
            self._watches.close()
        self.plane.close(timeout)
        if self._clients is not None:
            self._clients.close(all_answered=not self._taken_on.of_others)
        if self._lock_watch is not None:
            self._lock_watch.stop()
        if self._lock is not None:
            self._lock.release()
        self._freed.set()

    def _listen(self, home: Home, lock: SpeechLock) -> None:
        clients = Clients(home, self, self._reviews, on_reviews=self._teller.soon)
        try:
            clients.start()
            self._clients = clients
            lock.name(self._program, str(home.socket))
        except ChannelFault as error:
            self._fault = f"{_UNSHARED}{error}"
        except OSError as error:
            why = f"{home.lock} could not be written: {error.strerror or error}"
            self._fault = f"{_UNSHARED}{why}"

    def _took_on(self, ticket: Ticket) -> None:
        self._teller.soon()
        if self._watches is not None:
            ticket.outcome.add_done_callback(self._watches.note)

    def _hand_over(self) -> None:
        self.finish()
        self.close(1.0)
        self._on_gone()

    def _tell(self, status: Status) -> None:
        if self._on_status is not None:
            self._on_status(status)
        if self._clients is not None:
            self._clients.tell(status)

    def _heard_state(self, state: PlaneState) -> None:
        self._state = state
        self._teller.soon()
