"""What the failure of a job means to the client that waits for it."""

from __future__ import annotations

import logging

from arqon_sidecar.engines.port import EngineError
from arqon_sidecar.service import errors, logs
from arqon_sidecar.service.errors import ApiError
from arqon_sidecar.service.job import ClosedError, GoneError
from arqon_sidecar.service.speaker import NothingToSpeakError
from arqon_sidecar.text.espeak.espeak import EspeakError

__all__ = ["SHUTTING_DOWN", "as_api_error"]

SHUTTING_DOWN = "the service is shutting down"


def as_api_error(error: Exception, field: str) -> Exception:
    """The answer for an error that a job ended with; GoneError stays as it is.

    `field` is what the client calls its text.
    """
    match error:
        case GoneError() | ApiError():
            return error
        case ClosedError():
            return errors.not_ready(SHUTTING_DOWN)
        case NothingToSpeakError():
            return errors.nothing_to_speak(field, str(error))
        case EngineError() | EspeakError():
            logs.event("synthesis_failed", {"error": str(error)}, logging.ERROR)
            return errors.synthesis_failed(str(error))
    logging.getLogger(__name__).error("unexpected failure of a job", exc_info=error)
    return errors.synthesis_failed(f"unexpected {type(error).__name__}; the log says more")
