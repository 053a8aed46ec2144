"""The voice in another process."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final

from arqon_service.backend import Answered
from arqon_service.channel.client import ChannelClient, NoAnswer
from arqon_service.channel.messages import (
    EVERYTHING,
    Ask,
    Ended,
    FromHolder,
    HandedBack,
    HandOver,
    Look,
    Refused,
    Review,
    Stop,
    Subscribe,
    View,
    Viewed,
)
from arqon_service.holder_words import in_the_way, silent, unreachable
from arqon_service.home import Home
from arqon_service.lock import Holder, Program, holder_of
from arqon_service.voice import Status, VoiceUnreachable
from arqon_voice.held_up import held_up_s
from arqon_voice.threads import in_turns, is_done

__all__ = ["ANSWER_S", "RemoteVoice", "reach"]

ANSWER_S: Final = 2.0
"""How long the holder may take to say how it is."""
_LEAVES_S: Final = 0.3
"""How long a holder that answers no more may take to let go of the voice."""
_LEFT: Final = "the program that asked for it ended"


class RemoteVoice:
    """A connection to the holder; implements `Backend`.

    `on_status` hears what it says of itself, if it is given, and `fault` then tells of a holder
    that hangs; `on_gone` is called once, when the holder has ended or handed the voice over.

    Raises:
        NoAnswer: it does not answer at its socket.
    """

    def __init__(
        self,
        holder: Holder,
        program: str,
        *,
        on_status: Callable[[Status], None] | None = None,
        on_gone: Callable[[], None] = lambda: None,
    ) -> None:
        self.status: Status | None = None
        self._holder = holder
        self._on_status = on_status
        self._on_gone = on_gone
        self._numbers = itertools.count(1)
        self._lock = threading.Condition()
        self._answers: dict[int, tuple[str, Answered]] = {}
        self._views: dict[int, Future[Status]] = {}
        self._unanswered: dict[int, float] = {}
        self._ended = False
        self._handed_over = self._given_back = False
        self._channel = ChannelClient(holder.socket, program, self._heard, self._gone)
        self._handed_over = self._handed_over or self._channel.leaving
        if on_status is not None:
            self._channel.send(Subscribe())

    @property
    def leaving(self) -> bool:
        """See `Backend`."""
        return self._ended or self._handed_over

    @property
    def fault(self) -> str:
        """See `Backend`."""
        oldest = next(iter(self._unanswered.copy().values()), None)
        if oldest is None or self._ended or time.monotonic() - oldest < ANSWER_S:
            return ""
        return unreachable(self._holder, silent(ANSWER_S))

    def ask(self, request: Ask, answered: Answered) -> None:
        """See `Backend`."""
        number = next(self._numbers)
        with self._lock:
            over = self._ended or self._given_back
            if not over:
                self._answers[number] = request.message_id, answered
        if over:
            answered(HandedBack(ask=request.ask))  # it was not sent
        else:
            self._channel.send(request.model_copy(update={"ask": number}))
            self._expect_answer()

    def stop(self, reason: str, message_id: str | None = None) -> None:
        """See `Backend`."""
        self._channel.send(Stop(reason=reason, message_id=message_id))
        self._expect_answer()

    def review(self, action_id: str, allow: bool, reason: str) -> None:
        """See `Backend`."""
        self._channel.send(Review(action_id=action_id, allow=allow, reason=reason))

    def look(self) -> None:
        """See `Backend`."""
        self._channel.send(Look())

    def hand_over(self) -> None:
        """Ask the holder for the voice."""
        self._channel.send(HandOver())

    def view(self, timeout: float = ANSWER_S) -> Status:
        """Wait for what the holder says of itself, now; all that was sent before has arrived.

        Raises:
            NoAnswer: it says nothing in time, or has ended; the text is for a person.
        """
        number, view = next(self._numbers), Future[Status]()
        with self._lock:
            if self._ended:
                raise NoAnswer(self._end)
            self._views[number] = view
        self._channel.send(View(ask=number))
        try:
            if is_done(view, timeout, partial(held_up_s, self._holder.pid)):
                return view.result()
        finally:
            self._views.pop(number, None)
        raise NoAnswer(unreachable(self._holder, silent(timeout)))

    def close(self, timeout: float = 0.0) -> None:
        """See `Backend`. What was asked for here ends as stopped, where the holder answers."""
        with self._lock:
            for message_id, _ in self._answers.values():
                self._channel.send(Stop(reason=_LEFT, message_id=message_id))
            in_turns(lambda turn_s: self._lock.wait_for(self._all_answered, turn_s), timeout)
        self._channel.close()

    def _all_answered(self) -> bool:
        return not self._answers

    @property
    def _end(self) -> str:
        return f"{self._holder.words} held the voice, and ended before it answered"

    def _expect_answer(self) -> None:
        """Have the holder show that it has heard, for who is told of its status."""
        if self._on_status is not None:
            number = next(self._numbers)
            self._unanswered[number] = time.monotonic()
            self._channel.send(View(ask=number))

    def _heard(self, message: FromHolder) -> None:
        match message:
            case HandedBack(ask=number) if number == EVERYTHING:
                self._give_back()
            case Ended(ask=number) | Refused(ask=number) | HandedBack(ask=number):
                if isinstance(message, HandedBack):
                    self._handed_over = True
                with self._lock:
                    _, answered = self._answers.pop(number, ("", None))
                    self._lock.notify_all()
                if answered is not None:
                    answered(message)
            case Viewed(ask=number, status=status):
                self.status = status
                for older in [each for each in self._unanswered if each <= number]:
                    self._unanswered.pop(older, None)
                if view := self._views.pop(number, None):
                    view.set_result(status)
                if self._on_status is not None:
                    self._on_status(status)
            case _:
                pass  # a second welcome says nothing

    def _give_back(self) -> None:
        with self._lock:
            self._handed_over = self._given_back = True
            left, self._answers = self._answers, {}
            self._lock.notify_all()
        for number, (_, answered) in left.items():
            answered(HandedBack(ask=number))

    def _gone(self) -> None:
        with self._lock:
            self._ended = True
            left, self._answers = self._answers, {}
            views, self._views = self._views, {}
            self._lock.notify_all()
        for _, answered in left.values():
            answered(None)
        for view in views.values():
            view.set_exception(NoAnswer(self._end))
        self._on_gone()


def reach(home: Home, program: Program | str) -> RemoteVoice | None:
    """Connect to the holder of the voice, for one question; None where nobody does.

    Raises:
        VoiceUnreachable: somebody holds it, and does not answer.
    """
    holder = holder_of(home)
    if holder is None or holder.pid == os.getpid():
        return None
    try:
        return RemoteVoice(holder, program)
    except NoAnswer as error:
        if in_turns(lambda turn_s: _has_left(home, holder, turn_s), _LEAVES_S):
            return reach(home, program)
        raise VoiceUnreachable(in_the_way(holder) or unreachable(holder, str(error))) from error


def _has_left(home: Home, holder: Holder, seconds: float) -> bool:
    time.sleep(seconds)
    return holder_of(home) != holder
