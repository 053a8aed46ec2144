"""What a fault of the panel leaves on the terminal: one sentence, and no word that was typed.

Textual prints a traceback with the values of local variables: the text of an utterance among them.
"""

from __future__ import annotations

import logging

from rich.text import Text
from textual.worker import WorkerFailed

from arqon_settings.command import command_here

__all__ = ["in_words", "note_late"]

_logger = logging.getLogger(__name__)


def in_words(error: BaseException | None) -> Text:
    """Log `error`, and say for a person that it ended the panel.

    The text of the error stays out: it may quote what was to be spoken.
    """
    error = _happened(error)
    _logger.critical("The panel ended by a fault", exc_info=error)
    kind = type(error).__name__ if error is not None else "unknown"
    return Text(
        f"arqon-tts: the panel ended by a fault ({kind}). Settings and the service are "
        f"as they were. `{command_here('logs')}` shows where it happened; "
        f"`{command_here()}` opens it again.",
        no_wrap=True,
        overflow="ignore",
    )


def note_late(error: BaseException) -> None:
    """Log what failed in a panel that was being left: it changes nothing any more."""
    _logger.warning("A fault while the panel was being closed", exc_info=_happened(error))


def _happened(error: BaseException | None) -> BaseException | None:
    """The error that a worker failed by, which Textual wraps in another."""
    return error.error if isinstance(error, WorkerFailed) else error
