"""The theme that was chosen last, kept in the state folder."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

__all__ = ["KeptTheme"]

_LONGEST = 100
_logger = logging.getLogger(__name__)


class KeptTheme:
    """One line in a file; what cannot be read or written is only a matter of colours.

    Args:
        place: names the file; called on the thread that reads or writes.
    """

    def __init__(self, place: Callable[[], Path]) -> None:
        self._place = place
        self.name = ""

    def read(self) -> str:
        """The name of the theme, or nothing."""
        try:
            with self._place().open(encoding="utf-8") as file:
                self.name = file.read(_LONGEST).strip()
        except (OSError, UnicodeError):
            self.name = ""
        return self.name

    def write(self, name: str) -> None:
        """Keep `name`, if it is another than before."""
        if name == self.name:
            return
        try:
            self._place().parent.mkdir(parents=True, exist_ok=True)
            self._place().write_text(f"{name}\n", encoding="utf-8")
        except OSError as error:
            _logger.warning("The theme was not kept", exc_info=error)
        else:
            self.name = name
