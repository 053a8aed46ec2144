"""Hears what the holder of the voice says of itself, and never takes the voice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from arqon_service.channel.client import NoAnswer
from arqon_service.holder_words import unreachable
from arqon_service.home import Home
from arqon_service.lock import holder_of
from arqon_service.remote import RemoteVoice
from arqon_service.voice import Status

__all__ = ["Onlooker"]

_LOOK_S: Final = 1.0


class Onlooker:
    """`status` is None while nobody holds the voice; `fault` says why a holder is not heard.

    A daemon thread connects to whichever process holds it, one after the other, and calls
    `changed` after each of its words.
    """

    def __init__(self, home: Home, changed: Callable[[], None]) -> None:
        self.status: Status | None = None
        self.fault = ""
        self._home, self._changed = home, changed
        self._stop = threading.Event()
        self._gone = threading.Event()
        threading.Thread(target=self._follow, name="onlooker", daemon=True).start()

    def stop(self) -> None:
        """End the thread; it is not waited for."""
        self._stop.set()
        self._gone.set()

    def _follow(self) -> None:
        while not self._stop.is_set():
            self._hear_one()
            if self.status is not None:
                self.status = None
                self._changed()
            self._stop.wait(_LOOK_S)

    def _hear_one(self) -> None:
        holder = holder_of(self._home)
        if holder is None or not holder.socket:
            self.fault = ""
            return
        self._gone.clear()
        if self._stop.is_set():
            return
        try:
            remote = RemoteVoice(holder, "onlooker", on_status=self._heard, on_gone=self._gone.set)
        except NoAnswer as error:
            self.fault = unreachable(holder, str(error))
            return
        self.fault = ""
        self._gone.wait()
        remote.close()

    def _heard(self, status: Status) -> None:
        self.status = status
        self._changed()
