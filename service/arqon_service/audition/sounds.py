"""The sound of the latest auditions, as WAV files in the user's state folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from arqon_settings.folders import make_folder
from arqon_settings.saving import saved_file

__all__ = ["Sounds"]

MOST_FILES: Final = 10


class Sounds:
    """A folder of the newest ten. Every method may wait for the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, message_id: str) -> Path:
        """Where the sound of that utterance belongs; older ones make room.

        Raises:
            OSError: there can be no such folder.
        """
        make_folder(self._folder)
        files = sorted(self._folder.glob("*.wav"), key=lambda path: path.stat().st_mtime)
        for old in files[: len(files) - MOST_FILES + 1]:
            with suppress(OSError):
                old.unlink()
        return self._folder / f"{message_id}.wav"

    def copy(self, message_id: str, to: Path) -> None:
        """Put a copy of the sound at `to`, whole; what is there is replaced.

        Raises:
            OSError: the sound is not kept any more.
            NotSaved: it cannot be written there.
        """
        sound = (self._folder / f"{message_id}.wav").read_bytes()
        with saved_file(to) as copy:
            copy.write(sound)
