"""The way to the one voice of a user: found when it is needed, and again when it has moved."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Final

from arqon_service.backend import Backend
from arqon_service.home import Home
from arqon_service.lock import Program
from arqon_service.opening import Opening
from arqon_service.voice import Status, VoiceUnreachable
from arqon_voice.threads import Worker

__all__ = ["ENDING", "Connection"]

_logger = logging.getLogger(__name__)

ENDING: Final = "This program is ending, and says nothing more."
_CLOSE_S: Final = 1.0
"""How long a voice that comes too late may take to end."""
_AGAIN_S: Final = 2.0
"""After how long opening is tried again that ended by a fault of ours."""


class Connection:
    """Leads to the voice in this process, or to that of its holder.

    `open` and what is done on `worker` is for that one thread; all else may be called from any.

    Args:
        home: where everything of this user lies.
        program: what this process is.
        worker: on whose thread the voice is opened again.
        on_status: hears of the status; of another process only with `follow`.
        follow: keep it open at all times.
        backend: the voice, where this process holds it already; no other is opened then.
    """

    def __init__(
        self,
        home: Home,
        program: Program,
        worker: Worker,
        *,
        on_status: Callable[[Status], None],
        follow: bool,
        backend: Backend | None,
    ) -> None:
        self._opening = Opening(
            home, program, on_status=on_status, on_gone=self._gone, follow=follow
        )
        self._worker = worker
        self._follow = follow
        self._backend = self._only = backend
        self._fault = ""
        self._closed = threading.Event()
        self._closing = threading.Lock()  # what is opened meanwhile must not be left open
        if follow:
            worker.submit(self._reopen)

    @property
    def backend(self) -> Backend | None:
        """What it leads to now."""
        return self._backend

    @property
    def closed(self) -> bool:
        """Whether this program is ending."""
        return self._closed.is_set()

    @property
    def fault(self) -> str:
        """Why the voice cannot be reached, or does not answer; empty when all is well."""
        backend = self._backend
        return self._fault or (backend.fault if backend else "")

    def open(self) -> Backend:
        """The voice, held by this process or reached in another.

        Raises:
            VoiceUnreachable: another process holds it and does not answer, or this was closed.
        """
        backend = self._backend
        if backend is not None and (backend is self._only or not backend.leaving):
            return backend
        self._backend = None
        if not self._closed.is_set():
            backend = self._opening.open(backend)
            with self._closing:
                if not self._closed.is_set():
                    self._backend = backend
                    return backend
            backend.close(_CLOSE_S)
        raise VoiceUnreachable(ENDING)

    def close(self, timeout: float) -> None:
        """Let go of the voice, within `timeout` seconds, and open it no more."""
        with self._closing:
            self._closed.set()
            backend, self._backend = self._backend, None
        if backend is not None:
            backend.close(timeout)

    def _gone(self, number: int) -> None:
        self._worker.submit(partial(self._let_go, number))

    def _let_go(self, number: int) -> None:
        if self._follow and number == self._opening.number:  # else another one stands there since
            self._reopen()

    def _reopen(self) -> None:
        while not self._closed.is_set():
            try:
                self.open()
            except VoiceUnreachable as error:
                self._fault = str(error)
            except Exception as error:
                _logger.error("The voice could not be opened", exc_info=error)
                self._fault = f"The voice could not be opened ({type(error).__name__}: {error})"
                self._closed.wait(_AGAIN_S)
            else:
                self._fault = ""
                return
