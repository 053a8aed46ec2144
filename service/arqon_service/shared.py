"""The one voice of a user: held by this process, or reached in the process that holds it."""

from __future__ import annotations

import itertools
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from arqon_service.asking import Asking
from arqon_service.backend import Backend
from arqon_service.channel.messages import (
    Replay,
    Save,
    Say,
)
from arqon_service.connection import Connection
from arqon_service.home import Home
from arqon_service.local import LocalVoice
from arqon_service.lock import Program, holder_of
from arqon_service.voice import Status, VoiceUnreachable
from arqon_settings.model import ProviderName
from arqon_voice.speech.plane import NothingToSay, Ticket
from arqon_voice.speech.standing import Standing
from arqon_voice.speech.state import PlaneState, QueueView
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.threads import Worker, in_turns

__all__ = ["SharedVoice", "open_voice"]

_PASSED_ON: Final = 0.1
"""The part of the time for closing in which what was asked for may reach the holder."""
_NOTHING: Final = QueueView(sounding=None, waiting=())


class SharedVoice:
    """Implements `Voice`. What is asked goes to the holder in the order of the calls.

    All that can block (the lock, the connection) is done on one daemon thread of this object.
    When the holder hands the voice over, what it had not begun goes to the next one; when it
    dies, what it had in hand ends as failed, and is not repeated.

    Args:
        home: where everything of this user lies.
        program: what this process is.
        follow: keep a connection, or the voice, at all times, and hear of its status; a panel
            does. Without it, the first `say` opens it.
        backend: the voice, where this process holds it already; it opens no other then.
    """

    def __init__(
        self,
        home: Home,
        program: Program,
        *,
        follow: bool = False,
        backend: Backend | None = None,
    ) -> None:
        self._home = home
        self._worker = Worker("voice")
        self._numbers = itertools.count(1)
        self._listeners: dict[object, Callable[[PlaneState], None]] = {}
        self._connection = Connection(
            home, program, self._worker, on_status=self._heard, follow=follow, backend=backend
        )
        self._asking = Asking(self._connection, self._worker)

    @property
    def fault(self) -> str:
        """Why the voice cannot be reached, or does not answer; empty when all is well."""
        return self._connection.fault

    @property
    def local(self) -> LocalVoice | None:
        """The voice plane, where this process holds the voice."""
        backend = self._connection.backend
        return backend if isinstance(backend, LocalVoice) else None

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
        """See `Voice`."""
        _check(text, audio)
        return self._asking.ask(
            Say(
                ask=next(self._numbers),
                message_id=message_id or str(uuid.uuid4()),
                text=text,
                pcm=audio.pcm if audio else None,
                sample_rate=audio.sample_rate if audio else 0,
                voice=voice,
                provider=provider,
                speed=speed,
                now=now,
                warning=warning,
                session_id=session_id,
            )
        )

    def save(
        self,
        text: str,
        path: Path,
        *,
        voice: str | None = None,
        provider: ProviderName | None = None,
    ) -> Ticket:
        """See `Voice`."""
        _check(text, None)
        return self._asking.ask(
            Save(
                ask=next(self._numbers),
                message_id=str(uuid.uuid4()),
                text=text,
                path=str(path.absolute()),
                voice=voice,
                provider=provider,
            )
        )

    def replay(self, of: str | None = None) -> Ticket:
        """See `Voice`."""
        return self._asking.ask(
            Replay(ask=next(self._numbers), message_id=str(uuid.uuid4()), of=of)
        )

    def keep(self, of: str, path: Path) -> Ticket:
        """See `Voice`."""
        return self._asking.ask(
            Save(
                ask=next(self._numbers),
                message_id=str(uuid.uuid4()),
                text="",
                path=str(path.absolute()),
                of=of,
            )
        )

    def stop(self, reason: str = "asked to stop", message_id: str | None = None) -> None:
        """See `Voice`."""
        self._asking.stopped(reason, message_id)
        stopped = partial(self._tell, lambda backend: backend.stop(reason, message_id))
        self._worker.submit(stopped)

    def queue(self) -> QueueView:
        """See `Voice`."""
        status = self.status()
        return status.queue if status else _NOTHING

    def standing(self) -> Standing | None:
        """See `Voice`."""
        status = self.status()
        return status.state.standing if status else None

    def status(self) -> Status | None:
        """See `Voice`."""
        backend = self._connection.backend
        return backend.status if backend else None

    def answer(self, action_id: str, allow: bool, reason: str = "") -> None:
        """See `Voice`."""
        answer = partial(_review, action_id, allow, reason)
        self._worker.submit(partial(self._tell, answer))

    def look_at_sidecar(self) -> None:
        """See `Voice`."""
        self._worker.submit(partial(self._tell, lambda backend: backend.look()))

    def subscribe(self, listener: Callable[[PlaneState], None]) -> Callable[[], None]:
        """See `Voice`."""
        name = object()
        self._listeners[name] = listener

        def leave() -> None:
            self._listeners.pop(name, None)

        return leave

    def close(self, timeout: float = 3.0) -> None:
        """See `Voice`."""
        # A stop and an answer to a review were passed on by then, unless a holder hangs.
        passed_on = threading.Event()
        self._worker.submit(passed_on.set)
        in_turns(passed_on.wait, _PASSED_ON * timeout)
        self._connection.close(timeout)

    def finish(self, timeout: float | None) -> None:
        """Let go of it when the current utterance has ended, whoever asked for it.

        What waits goes to the next holder. Waits for `timeout` seconds at most, and without it
        for as long as it takes.
        """
        if self.local is not None:
            self.local.finish(timeout)
        self.close()

    def _tell(self, told: Callable[[Backend], None]) -> None:
        """Pass on what has a meaning only where somebody holds the voice already."""
        backend = self._connection.backend
        if backend is None and holder_of(self._home) is not None:
            with suppress(VoiceUnreachable):
                backend = self._connection.open()
        if backend is not None:
            told(backend)

    def _heard(self, status: Status) -> None:
        for listener in list(self._listeners.values()):
            listener(status.state)


def open_voice(home: Home, program: Program, *, follow: bool = False) -> SharedVoice:
    """The voice of the user of `home`; see `SharedVoice`. Returns at once."""
    return SharedVoice(home, program, follow=follow)


def _check(text: str, audio: PcmChunk | None) -> None:
    if not text.strip() and audio is None:
        raise NothingToSay("there is nothing to say: the text is empty or blank")


def _review(action_id: str, allow: bool, reason: str, backend: Backend) -> None:
    backend.review(action_id, allow, reason)
