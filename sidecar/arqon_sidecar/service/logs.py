r"""Logs as JSON lines on standard error; never the text that was spoken.

No line holds a space: in JSON's strings it is written as \u0020. So whatever a client sent and a
log repeats, such as a request's id, cannot look like a line of somebody else's. The guest's console
shows these lines beside the kernel's, whose "Kernel panic" ends the guest.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime

from arqon_sidecar.service.log_writer import LogWriter

__all__ = ["event", "set_up"]

_LOGGER = logging.getLogger("arqon_sidecar")


def set_up(descriptor: int, level: str = "INFO") -> LogWriter:
    """Send all logs to a file descriptor as JSON lines: uvicorn's and warnings, too.

    The writer that comes back is to be closed at the end.
    """
    writer = LogWriter(descriptor)
    handler = _Lines(writer)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    # Python would write these to standard error itself, and wait there if nobody reads it.
    logging.raiseExceptions = False
    threading.excepthook = _thread_failed
    sys.unraisablehook = _unraisable
    # "Invalid HTTP request received" is the client's doing and comes by the thousand in an attack.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    return writer


def event(name: str, fields: dict[str, object], level: int = logging.INFO) -> None:
    """Log one event with its fields; the caller leaves out texts and lexicons."""
    _LOGGER.log(level, name, extra={"fields": fields})


def _thread_failed(failure: threading.ExceptHookArgs) -> None:
    name = failure.thread.name if failure.thread else "?"
    error = failure.exc_value
    _LOGGER.error("a thread ended", exc_info=error, extra={"fields": {"thread": name}})


def _unraisable(failure: sys.UnraisableHookArgs) -> None:
    _LOGGER.error("an exception was lost", exc_info=failure.exc_value)


class _Lines(logging.Handler):
    """Formats records as lines for the writer."""

    def __init__(self, writer: LogWriter) -> None:
        super().__init__()
        self._writer = writer
        self.setFormatter(_JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        """Hand the line over; never waits."""
        self._writer.put(self.format(record).encode("ascii") + b"\n")


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, separators=(",", ":")).replace(" ", "\\u0020")
