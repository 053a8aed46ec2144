"""Logs as JSON lines on standard error; never the text that was spoken."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

__all__ = ["event", "set_up"]

_LOGGER = logging.getLogger("arqon_sidecar")


def set_up(level: str = "INFO") -> None:
    """Send the service's and uvicorn's logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # "Invalid HTTP request received" is the client's doing and comes by the thousand in an attack.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)


def event(name: str, fields: dict[str, object], level: int = logging.INFO) -> None:
    """Log one event with its fields; the caller leaves out texts and lexicons."""
    _LOGGER.log(level, name, extra={"fields": fields})


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
        return json.dumps(line, default=str, ensure_ascii=False)
