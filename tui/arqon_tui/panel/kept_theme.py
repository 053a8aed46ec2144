"""The theme that was chosen last, kept in the state folder."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from arqon_settings.folders import give_to_owner_of, make_folder

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
            place = self._place()
            make_folder(place.parent)
            place.write_text(f"{name}\n", encoding="utf-8")
            give_to_owner_of(place.parent, place)
        except OSError as error:
            _logger.warning("The theme was not kept", exc_info=error)
        else:
            self.name = name
