"""The replay guard: no message is spoken twice, by whichever provider and whichever process."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable
from itertools import count
from pathlib import Path

from arqon_voice.process import ProcessOwner
from arqon_voice.replay.file import ReplayFile
from arqon_voice.replay.ledger import SCHEMA, Ledger, MessageState, ReplayLimits

__all__ = ["ReplayGuard", "ReplayLimits"]

_LONGEST_KEY = 200
_guards = count(1)


class ReplayGuard:
    """Remembers which messages were spoken, in a file that all processes of the user share.

    A message is claimed before it is spoken; one process gets it. From there it is either
    `heard` and `spoken`, which is final, or released, and may then be asked for again. The
    claim of a process that died before anything was heard is free again.

    While the file cannot be used, the guard goes on with what this process knows and what it
    can still read, and `fault` says so; what happened meanwhile is written down later. No
    method raises because of the file, or waits for another process longer than some 250 ms.

    Safe from any thread. `clock` gives epoch seconds. `owner` is the process in whose name it
    claims: this one, if not told otherwise.
    """

    def __init__(
        self,
        path: Path,
        *,
        limits: ReplayLimits | None = None,
        clock: Callable[[], float] = time.time,
        owner: ProcessOwner | None = None,
    ) -> None:
        self._limits, self._clock = limits or ReplayLimits(), clock
        self._process = str(owner or ProcessOwner.of(os.getpid()))
        self._owner = f"{self._process}#{next(_guards)}"
        self._file_lock, self._memory_lock = threading.Lock(), threading.Lock()
        self._memory = self._ledger_on(_in_memory(self))
        self._file = ReplayFile(path, self._ledger_on, self._catch_up, clock)

    @property
    def fault(self) -> str:
        """What is, or was, wrong with the file, for a person; empty when all is well."""
        return self._file.fault

    @property
    def waits(self) -> bool:
        """Whether another process holds the file, so that a thread of this guard waits for it."""
        return self._file.waits

    def claim(self, message_id: str) -> bool:
        """Take a message to speak it; False if it was spoken, or is being spoken, by anybody.

        Raises:
            ValueError: the id is empty: without one, nothing can be told from anything else.
        """
        key = _key(message_id)
        with self._file_lock:
            free = self._file.write(lambda ledger: ledger.claim(key))
        if free is None:
            with self._memory_lock:
                free = self._memory.is_free(key)
            free = free and self.seems_free(message_id)
        if free:
            with self._memory_lock:
                self._memory.take(key)
        return free

    def claim_here(self, message_id: str) -> bool:
        """The part of `claim` that never waits: by what this process knows.

        Raises:
            ValueError: the id is empty.
        """
        key = _key(message_id)
        with self._memory_lock:
            return self._memory.claim(key)

    def claim_in_file(self, message_id: str) -> bool | None:
        """The part of `claim` that all processes share; None if the file cannot be used.

        After `claim_here`: what this guard has written down of the message, as it does once the
        file can be used again, is that claim, and does not stand against it.

        Raises:
            ValueError: the id is empty.
        """
        key = _key(message_id)
        with self._file_lock:
            return self._file.write(lambda ledger: ledger.claim(key, own_counts=False))

    def seems_free(self, message_id: str) -> bool:
        """Whether the file, if it can at least be read, knows of nobody else who has it.

        Reads beside a writer, and waits for none.
        """
        return self._file.seems_free(_key(message_id))

    def began(self, message_id: str) -> None:
        """Write down that its first sample has left for the device."""
        self._put(message_id, MessageState.HEARD)

    def spoken(self, message_id: str) -> None:
        """Write down that it was played to its end, or stopped by a person who had heard it."""
        self._put(message_id, MessageState.SPOKEN)

    def release(self, message_id: str) -> None:
        """Let it be asked for again: it failed. What was spoken stays spoken."""
        self.release_here(message_id)
        key = _key(message_id)
        with self._file_lock:
            self._file.write(lambda ledger: ledger.release(key))

    def release_here(self, message_id: str) -> None:
        """The part of `release` that never waits."""
        key = _key(message_id)
        with self._memory_lock:
            self._memory.release(key)

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        with self._file_lock:
            self._file.close()

    def _put(self, message_id: str, state: MessageState) -> None:
        key = _key(message_id)
        with self._memory_lock:
            self._memory.put(key, state)
        with self._file_lock:
            self._file.write(lambda ledger: ledger.put(key, state))

    def _catch_up(self, ledger: Ledger) -> None:
        with self._memory_lock:
            rows = self._memory.rows()
        ledger.replace_own(rows)

    def _ledger_on(self, connection: sqlite3.Connection) -> Ledger:
        return Ledger(connection, self._owner, self._limits, self._is_alive, self._now_ms)

    def _is_alive(self, owner: str) -> bool:
        process, _, _ = owner.partition("#")
        return process == self._process or ProcessOwner.parse(process).is_alive()

    def _now_ms(self) -> int:
        return int(self._clock() * 1000)


def _key(message_id: str) -> str:
    """The id itself; a fingerprint of one that is long, or that SQLite could not store.

    Raises:
        ValueError: the id is empty.
    """
    if not message_id:
        raise ValueError("a message without an id cannot be guarded against replay")
    if len(message_id) <= _LONGEST_KEY and message_id.isprintable():
        return message_id
    encoded = message_id.encode("utf-8", "surrogatepass")
    return f"sha256:{hashlib.sha256(encoded).hexdigest()}"


def _in_memory(guard: ReplayGuard) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    weakref.finalize(guard, connection.close)
    for statement in SCHEMA.statements:
        connection.execute(statement)
    return connection
