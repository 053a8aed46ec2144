"""The programs' own log: JSON lines in the state folder, bounded, without a word that was spoken.

A screen belongs to the panel, and a thread that has died says nothing: whatever ends by an
exception that nobody took says so here, and in `deaths`.
"""

from __future__ import annotations

import atexit
import json
import logging
import logging.handlers
import queue
import sys
import threading
import time
import traceback
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Final, TypeAlias

from arqon_service.home import Home
from arqon_service.line_file import append_lines, before
from arqon_settings.command import command_here
from arqon_voice.threads import has_ended

__all__ = ["LOG_BYTES", "deaths", "log_files", "start_log"]

LOG_BYTES: Final = 1 << 20
"""Of the file that is written; the one before it is kept, and none before that."""

_NAME: Final = "arqon-tts.jsonl"
_LONGEST: Final = 500
_LAST_LINES_S: Final = 2.0
"""How long the end of a program waits for its last lines: a disk may hang for good."""
_FRAMES: Final = 12
_Lines: TypeAlias = queue.SimpleQueue[logging.LogRecord | None]
"""What is to be written; None at the end of the program."""

_deaths: deque[str] = deque(maxlen=5)
_logger = logging.getLogger("arqon_service.log")


def deaths() -> tuple[str, ...]:
    """What has ended by an exception in this process, the newest last, for a person."""
    return tuple(_deaths)


def log_files(home: Home) -> list[Path]:
    """The files of the log, the oldest first."""
    path = home.logs / _NAME
    return [file for file in (before(path), path) if file.exists()]


def start_log(home: Home, program: str) -> None:
    """Log what happens in this process from now on; a log that cannot be written is left out."""
    lines: _Lines = queue.SimpleQueue()
    root = logging.getLogger()
    root.addHandler(_Taker(lines))
    root.setLevel(logging.WARNING)
    for ours in ("arqon_settings", "arqon_voice", "arqon_service", "arqon_tui"):
        logging.getLogger(ours).setLevel(logging.INFO)
    writer = threading.Thread(
        target=_write, args=(lines, home.logs / _NAME, program), name="log", daemon=True
    )
    writer.start()
    atexit.register(_finish, lines, writer)
    threading.excepthook = _thread_died
    sys.excepthook = _program_died


class _Taker(logging.handlers.QueueHandler):
    """Takes a record without waiting for the disk, as `_write` wants it."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        if record.exc_info and record.levelno >= logging.ERROR:
            _note_death(record.getMessage(), record.exc_info[0])
        return record


def _thread_died(hook: threading.ExceptHookArgs) -> None:
    if hook.exc_type is SystemExit:
        return
    name = hook.thread.name if hook.thread else "a thread"
    error = hook.exc_value or hook.exc_type()
    _logger.critical("Thread %s ended by a fault", name, exc_info=error)


def _program_died(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    _logger.critical("The program ended by a fault", exc_info=error)
    sys.__excepthook__(kind, error, trace)


def _note_death(what: str, kind: type[BaseException] | None) -> None:
    _deaths.append(
        f"{what[:_LONGEST]} ({kind.__name__ if kind else 'no exception'}): {command_here('logs')}"
    )


def _finish(lines: _Lines, writer: threading.Thread) -> None:
    """Wait for the lines that say why a program ends: a daemon's thread ends with the program."""
    lines.put(None)
    has_ended(writer, _LAST_LINES_S)


def _write(lines: _Lines, path: Path, program: str) -> None:
    while (record := lines.get()) is not None:
        try:
            line = json.dumps(_fields(record, program), ensure_ascii=False)
            append_lines(path, [line.encode("utf-8", "replace").decode()], LOG_BYTES)
        except (OSError, TypeError, ValueError, LookupError):
            continue  # a full disk, or a message that does not fit its arguments: the next may do


def _fields(record: logging.LogRecord, program: str) -> dict[str, object]:
    fields: dict[str, object] = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        + f".{int(record.msecs):03}Z",
        "level": record.levelname.lower(),
        "program": program,
        "pid": record.process,
        "thread": record.threadName,
        "logger": record.name,
        "message": record.getMessage()[:_LONGEST],
    }
    if record.exc_info and (error := record.exc_info[1]) is not None:
        fields |= {"error": _words(error), "where": _frames(error)}
    return fields


def _words(error: BaseException) -> str:
    """The kind of error; its text only where it cannot hold what was to be spoken."""
    told = f": {error}" if isinstance(error, OSError) else ""
    return f"{type(error).__name__}{told}"[:_LONGEST]


def _frames(error: BaseException) -> list[str]:
    found = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in found]
