"""What the voice in this process took on, from whoever asked, until each of it has ended."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final

from arqon_service.backend import Answered
from arqon_service.channel.messages import Ask, Ended, HandedBack, Refused
from arqon_service.requests import take_on
from arqon_voice.speech.plane import Ticket, VoicePlane
from arqon_voice.speech.queue import HandedOver
from arqon_voice.speech.request import Outcome
from arqon_voice.telemetry.events import FAIL_CLOSED, PLAYBACK_FAILED

__all__ = ["TakenOn"]

_OVER: Final = "the program ended"


class TakenOn:
    """Every request is answered once, also one that comes while this ends.

    Args:
        plane: speaks it.
        asks_no_other: nobody in this process asks another holder for what is given back.
        on_taken: hears of each ticket.

    `ends` is set where the process ends, and hands nothing over; `asked_kokoro` once Kokoro has
    spoken here, or failed to.
    """

    def __init__(
        self, plane: VoicePlane, *, asks_no_other: bool, on_taken: Callable[[Ticket], None]
    ) -> None:
        self._plane = plane
        self._asks_no_other = asks_no_other
        self._on_taken = on_taken
        self._is_closed = False
        self._closing = threading.Lock()
        self._none_left = threading.Condition()
        self.count = self.of_others = 0
        self.ends = self.asked_kokoro = False
        self.first_audio_ms = self.failures = 0

    def ask(self, request: Ask, answered: Answered, *, own: bool) -> None:
        """Take it on; `own` where this process asks for itself."""
        try:
            ticket = self._take_on(request, own)
        except (ValueError, RuntimeError) as no:  # nothing to say, or too much waits
            answered(Refused(ask=request.ask, words=str(no)))
            return
        if ticket is None:
            over = own and self._asks_no_other
            answered(Refused(ask=request.ask, words=_OVER) if over else HandedBack(ask=request.ask))
            return
        self._on_taken(ticket)
        ticket.outcome.add_done_callback(partial(self._ended, request, answered, own))

    def wait_for_none(self, timeout: float | None) -> None:
        """Until all has ended, or for `timeout` seconds."""
        with self._none_left:
            self._none_left.wait_for(lambda: not self.count, timeout)

    def close(self) -> bool:
        """Take on nothing more; returns whether nobody called this before."""
        with self._closing:
            was_closed, self._is_closed = self._is_closed, True
        return not was_closed

    def _take_on(self, request: Ask, own: bool) -> Ticket | None:
        """None once this closes: what comes then could end without its event."""
        with self._closing:
            if self._is_closed:
                return None
            ticket = take_on(self._plane, request)
            with self._none_left:
                self.count += 1
                self.of_others += not own
            return ticket

    def _ended(self, request: Ask, answered: Answered, own: bool, outcome: Future[Outcome]) -> None:
        number = request.ask
        try:
            self._note(outcome.result())
            answered(Ended(ask=number, outcome=outcome.result()))
        except HandedOver as handed:
            # Nobody is left here who could ask another holder; a service's own came by its bus.
            if own and (self.ends or self._asks_no_other):
                answered(Ended(ask=number, outcome=handed.drop(_OVER)))
            else:
                answered(HandedBack(ask=number))
        except Exception as error:  # noqa: BLE001 -- who asked must hear of it
            answered(Refused(ask=number, words=f"{type(error).__name__}: {error}"))
        finally:
            with self._none_left:
                self.count -= 1
                self.of_others -= not own
                self._none_left.notify_all()

    def _note(self, outcome: Outcome) -> None:
        self.first_audio_ms = outcome.first_audio_ms or self.first_audio_ms
        self.asked_kokoro |= outcome.provider == "kokoro" or outcome.kokoro_error is not None
        self.failures += outcome.ending in (FAIL_CLOSED, PLAYBACK_FAILED)
