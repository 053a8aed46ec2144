"""What a fault of the panel leaves on the terminal: one sentence, and no word that was typed.

Textual prints a traceback with the values of local variables: the text of an utterance among them.
"""

from __future__ import annotations

import logging

from rich.text import Text

from arqon_settings.command import command_here

__all__ = ["in_words"]

_logger = logging.getLogger(__name__)


def in_words(error: BaseException | None) -> Text:
    """Log `error`, and say for a person that it ended the panel.

    The text of the error stays out: it may quote what was to be spoken.
    """
    _logger.critical("The panel ended by a fault", exc_info=error)
    kind = type(error).__name__ if error is not None else "unknown"
    return Text(
        f"arqon-tts: the panel ended by a fault ({kind}). Settings and the service are "
        f"as they were. `{command_here('logs')}` shows where it happened; "
        f"`{command_here()}` opens it again.",
        no_wrap=True,
        overflow="ignore",
    )
