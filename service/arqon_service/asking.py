"""What this process asked the holder of the voice for, until each of it has ended."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial

from arqon_service.channel.messages import Answer, Ask, Ended, HandedBack, Refused, Save
from arqon_service.connection import ENDING, Connection
from arqon_service.voice import NotTakenOn, VoiceUnreachable
from arqon_voice.speech.plane import Ticket
from arqon_voice.speech.request import Outcome
from arqon_voice.telemetry.events import PLAYBACK_FAILED
from arqon_voice.threads import Worker

__all__ = ["Asking"]


@dataclass(slots=True)
class _Asked:
    request: Ask
    outcome: Future[Outcome] = field(default_factory=Future)
    stopped: str = ""
    """Why it was stopped after it was asked for; the holder may have left without reading that."""


class Asking:
    """Passes requests on in their order, on `worker`, and to the next holder if one hands over."""

    def __init__(self, connection: Connection, worker: Worker) -> None:
        self._connection = connection
        self._worker = worker
        self._in_hand: dict[int, _Asked] = {}

    def ask(self, request: Ask) -> Ticket:
        """Returns at once."""
        asked = self._in_hand[request.ask] = _Asked(request)
        asked.outcome.add_done_callback(lambda _: self._in_hand.pop(request.ask))
        self._worker.submit(partial(self._forward, asked))
        return Ticket(request.message_id, asked.outcome)

    def stopped(self, reason: str, message_id: str | None) -> None:
        """What was asked for before is not begun any more: all speech, or this one message."""
        for asked in self._in_hand.copy().values():
            request = asked.request
            silenced = message_id is None and not isinstance(request, Save)  # files go on
            if silenced or message_id == request.message_id:
                asked.stopped = reason

    def _forward(self, asked: _Asked) -> None:
        try:
            backend = self._connection.open()
            backend.ask(asked.request, partial(self._answered, asked))
            if asked.stopped and not asked.outcome.done():
                backend.stop(asked.stopped, asked.request.message_id)
        except Exception as error:  # noqa: BLE001 -- it belongs to who waits for the outcome
            asked.outcome.set_exception(error)

    def _answered(self, asked: _Asked, answer: Answer | None) -> None:
        match answer:
            case Ended(outcome=outcome):
                asked.outcome.set_result(outcome)
            case Refused(words=words):
                asked.outcome.set_exception(NotTakenOn(words))
            case HandedBack() if not self._connection.closed:
                self._worker.submit(partial(self._forward, asked))
            case _ if self._connection.closed:
                asked.outcome.set_exception(VoiceUnreachable(ENDING))
            case _:
                asked.outcome.set_result(_lost(asked.request.message_id))


def _lost(message_id: str) -> Outcome:
    words = "lost: the program that held the voice ended before this was spoken; say it again"
    return Outcome(message_id, PLAYBACK_FAILED, words)
