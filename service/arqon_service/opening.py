"""Finding the voice of a user: by taking the lock, or in the process that has it."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from arqon_service.backend import Backend
from arqon_service.channel.client import NoAnswer
from arqon_service.holder_words import unreachable
from arqon_service.home import Home
from arqon_service.local import LocalVoice
from arqon_service.lock import Holder, Program, SpeechLock, holder_of
from arqon_service.remote import RemoteVoice
from arqon_service.voice import Status, VoiceUnreachable
from arqon_voice.held_up import held_up_s, that_counts

__all__ = ["Opening"]

PATIENCE_S: Final = 5.0
"""How long a holder may be between its lock and its socket, and one that hangs is waited for."""
RETRY_S: Final = 0.02
YIELD_S: Final = 2.0
"""How long a process that handed the voice over leaves it to the one that asked for it."""


class Opening:
    """Opens the voice, again and again as it moves from process to process; for one thread.

    `number` counts what was opened: `on_gone` is called with the number of what has ended.

    Args:
        home: where everything of this user lies.
        program: what this process is.
        on_status: hears of the status; of another process only with `follow`.
        on_gone: hears that the voice is no longer there.
        follow: whether the status of another process is wanted.
    """

    def __init__(
        self,
        home: Home,
        program: Program,
        *,
        on_status: Callable[[Status], None],
        on_gone: Callable[[int], None],
        follow: bool,
    ) -> None:
        self._home = home
        self._program: Program = program
        self._on_status = on_status
        self._on_gone = on_gone
        self._follow = follow
        self._numbers = itertools.count(1)
        self.number = 0
        self._left_s = self._yields_until = 0.0

    def open(self, last: Backend | None) -> Backend:
        """The voice, held by this process or reached in another; `last` is what was there before.

        Raises:
            VoiceUnreachable: another process holds it and does not answer.
        """
        if isinstance(last, LocalVoice):  # we gave it up: who asked for it goes first
            self._yields_until = time.monotonic() + YIELD_S
        self._left_s = PATIENCE_S
        counted_at, held_up = time.monotonic(), self._held_up_s()
        while (found := self._try()) is None:
            time.sleep(RETRY_S)
            now, held_up_now = time.monotonic(), self._held_up_s()
            self._left_s -= that_counts(now - counted_at, held_up_now - held_up)
            counted_at, held_up = now, held_up_now
        return found

    def _held_up_s(self) -> float:
        """For how long the machine has not let us run, or the holder, on whom we wait."""
        holder = holder_of(self._home)
        return held_up_s(os.getpid()) + (held_up_s(holder.pid) if holder else 0.0)

    def _try(self) -> Backend | None:
        if time.monotonic() < self._yields_until and holder_of(self._home) is None:
            return None
        lock = SpeechLock(self._home)
        try:
            held = lock.take(self._program)
        except OSError as error:
            return self._alone(f"{error.filename or self._home.lock}: {error.strerror or error}")
        if held:
            return self._local(lock)
        holder, why = holder_of(self._home), "it has just begun"
        if holder is not None and holder.socket:
            try:
                return self._remote(holder)
            except NoAnswer as error:
                why = str(error)
        if self._left_s <= 0:
            raise VoiceUnreachable(self._unreachable(holder, why))
        return None

    def _unreachable(self, holder: Holder | None, why: str) -> str:
        if holder is not None:
            return unreachable(holder, why)
        return f"A program holds {self._home.lock} and does not say which it is: end it, or wait"

    def _local(self, lock: SpeechLock) -> Backend:
        number = self.number = next(self._numbers)
        gone = partial(self._on_gone, number)
        try:
            return LocalVoice(
                self._home, self._program, lock, on_status=self._on_status, on_gone=gone
            )
        except BaseException:
            lock.release()
            raise

    def _alone(self, why: str) -> Backend:
        fault = f"This voice is not shared with other programs. {why}"
        return LocalVoice(self._home, self._program, None, on_status=self._on_status, fault=fault)

    def _remote(self, holder: Holder) -> Backend | None:
        number = self.number = next(self._numbers)
        gone = partial(self._on_gone, number)
        on_status = self._on_status if self._follow else None
        remote = RemoteVoice(holder, self._program, on_status=on_status, on_gone=gone)
        if remote.leaving:
            remote.close()
            self._left_s = PATIENCE_S
            return None
        return remote
