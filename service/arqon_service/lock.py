"""Who holds the voice: at most one process of a user, by a lock that the kernel frees with it."""

from __future__ import annotations

import fcntl
import json
import os
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from arqon_service.home import Home
from arqon_settings.folders import give_to_owner_of, make_folder
from arqon_voice.process import ProcessOwner

__all__ = ["Holder", "Program", "SpeechLock", "holder_of"]

Program = Literal["serve", "panel", "say"]
"""What can hold the voice: the service, the control panel, or one command that speaks."""

_RECORD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds the voice.

    `socket` is where its channel listens, empty where it could not listen. `since_ms` is in
    epoch milliseconds.
    """

    process: str
    program: Program
    socket: str
    since_ms: int

    @property
    def pid(self) -> int:
        """Its process number."""
        return ProcessOwner.parse(self.process).pid

    @property
    def words(self) -> str:
        """Who it is, for a person."""
        return f"arqon-tts {self.program} (process {self.pid})".replace("tts panel", "tts, a panel")


class SpeechLock:
    """The lock of one user's voice. The file stays; its content names who holds it.

    The lock is on an open file, which no child process inherits: it is free at the moment that
    the holder ends, however it ends.
    """

    def __init__(self, home: Home) -> None:
        self._path = home.lock
        self._file: int | None = None
        self._record = b""
        self._changing = threading.Lock()

    def take(self, program: Program) -> bool:
        """Take the lock, and say who holds it; False if another process does.

        Raises:
            OSError: the file cannot be made or written, or its file system knows no locks.
        """
        make_folder(self._path.parent)
        try:
            while self._file is None:
                self._file = self._locked()
            self.name(program, "")
        except BlockingIOError:
            return False
        except OSError:
            self.release()
            raise
        return True

    def name(self, program: Program, socket: str) -> None:
        """Say in the file who holds the voice, and where its channel listens.

        Raises:
            OSError: it cannot be written.
        """
        assert self._file is not None
        holder = Holder(str(ProcessOwner.of(os.getpid())), program, socket, _now_ms())
        with self._changing:
            self._record = json.dumps(asdict(holder)).encode()
            self._write(self._file)

    def restore(self) -> bool:
        """Take the lock anew if its file was deleted; whether it was. Nothing where it is not held.

        Raises:
            BlockingIOError: another process has made the file, and has the lock.
            OSError: the file cannot be made or written.
        """
        with self._changing:
            if self._file is None or _is_at(self._file, self._path):
                return False
            make_folder(self._path.parent)
            file = None
            while file is None:
                file = self._locked()
            os.close(self._file)
            self._file = file
            self._write(file)
        return True

    def release(self) -> None:
        """Let go. Does nothing where the lock is not held."""
        with self._changing:
            file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):  # closing it is what frees it
                os.ftruncate(file, 0)
            os.close(file)

    def _write(self, file: int) -> None:
        os.pwrite(file, self._record, 0)
        os.ftruncate(file, len(self._record))

    def _locked(self) -> int | None:
        """The file, opened and locked; None if somebody deleted it between the two.

        Raises:
            BlockingIOError: another process has locked it.
        """
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            give_to_owner_of(self._path.parent, self._path)
            if _is_at(file, self._path):
                return file
        except OSError:
            os.close(file)
            raise
        os.close(file)
        return None


def holder_of(home: Home) -> Holder | None:
    """Who holds the voice now; None where nobody does. Raises nothing.

    Reads the file and asks whether that process lives; takes no lock, so it disturbs nobody.
    """
    try:
        with home.lock.open("rb") as file:
            fields = json.loads(file.read(_RECORD_BYTES))
        holder = Holder(**fields)
        known = holder.program in get_args(Program)
        return holder if known and ProcessOwner.parse(holder.process).is_alive() else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None  # nobody has ever held it, or the record of a dead process is half written


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
