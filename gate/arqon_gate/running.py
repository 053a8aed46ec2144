"""Which checks run for a user at this moment, in whatever process.

Two gate runs at once take each other's ports and sound, so each says what it runs.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from arqon_service.home import Home
from arqon_settings.folders import make_folder
from arqon_settings.replacement import replace_whole
from arqon_voice.process import ProcessOwner

__all__ = ["Running", "announced", "running"]

_FOLDER: Final = "gate"
_RECORD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Running:
    """A check that runs, and the process of its gate run.

    `since_s` is in seconds of the epoch.
    """

    check: str
    process: str
    since_s: float

    @property
    def pid(self) -> int:
        """The number of the process, which ends the check when it is ended."""
        return ProcessOwner.parse(self.process).pid

    @property
    def words(self) -> str:
        """That it runs, and what somebody should do who wants to run another one."""
        since = time.strftime("%H:%M", time.localtime(self.since_s))
        return (
            f"Another gate run is at work: {self.check}, since {since} (process {self.pid}). Two "
            "at once take each other's ports and sound: wait for its end, or end it: kill "
            f"{self.pid}"
        )


@contextmanager
def announced(user: Home, check: str, since_s: float) -> Iterator[None]:
    """Tell others, until the end of this, that this process runs the check for the user.

    Where it cannot be told, the check runs all the same.
    """
    folder = user.runtime / _FOLDER
    note = folder / f"{os.getpid()}.json"
    record = Running(check, str(ProcessOwner.of(os.getpid())), since_s)
    with suppress(OSError):
        make_folder(folder)
        for path in folder.glob("*.json"):
            if _read(path) is None:  # it was killed
                path.unlink(missing_ok=True)
        # Whole at once: who reads half of it takes this process for one that was killed.
        replace_whole(note, json.dumps(asdict(record)).encode())
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def running(user: Home, but: int = 0) -> tuple[Running, ...]:
    """What runs for the user in processes that live, the oldest first. Raises nothing.

    `but` is the number of a process that is left out.
    """
    try:
        found = [_read(path) for path in (user.runtime / _FOLDER).glob("*.json")]
    except OSError:
        return ()
    others = (one for one in found if one is not None and one.pid != but)
    return tuple(sorted(others, key=lambda one: one.since_s))


def _read(path: Path) -> Running | None:
    """The note, if it is whole, and its process lives."""
    try:
        with path.open("rb") as file:
            fields = json.loads(file.read(_RECORD_BYTES))
        note = Running(str(fields["check"]), str(fields["process"]), float(fields["since_s"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return note if ProcessOwner.parse(note.process).is_alive() else None
