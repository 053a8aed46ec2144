"""Maestro's settings file on the disk, where Maestro writes it without a lock, and not at once."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from arqon_settings.durable import replace_durably
from arqon_settings.maestro.file import LARGEST, MaestroFile, NotParsed, edited, parse
from arqon_settings.model import SettingKey
from arqon_settings.regular import read_regular
from arqon_settings.values import SettingValue

__all__ = ["HALF_WRITTEN_S", "MaestroPlace"]

HALF_WRITTEN_S: Final = 2.0
"""How long a file that does not parse may still be half written; from the settings contract."""

_READ_AGAIN_S: Final = 0.02


class MaestroPlace:
    """The file at `path`, read again for `half_written_s` seconds while it does not parse."""

    def __init__(self, path: Path, half_written_s: float) -> None:
        self._path, self._half_written_s = path, half_written_s
        self._known_bad: bytes | None = None

    def read(self) -> MaestroFile:
        """The file as it is. One that was bad before, and is the same, is not waited for again.

        Raises:
            NotParsed: it cannot be understood, and was not made whole.
            OSError: it cannot be read.
        """
        give_up_at = time.monotonic() + self._half_written_s
        while True:
            data, _ = read_regular(self._path, LARGEST)
            try:
                return parse(data)
            except NotParsed:
                if data == self._known_bad or time.monotonic() >= give_up_at:
                    self._known_bad = data
                    raise
            time.sleep(_READ_AGAIN_S)

    def write(self, file: MaestroFile, changes: Mapping[SettingKey, SettingValue]) -> None:
        """Make the changes, and let a running Maestro notice.

        Raises:
            ChangedMeanwhile: it is not the file any more that was read.
            OSError: it could not be written.
        """
        target = Path(os.path.realpath(self._path))
        replace_durably(target, edited(file, changes), expected=file.text.encode())
        # Maestro reads all its files again when this one has become newer.
        words = self._path.with_name("words.json")
        with suppress(FileNotFoundError):
            newer = max(time.time_ns(), words.stat().st_mtime_ns + 1_000_000_000)
            os.utime(words, ns=(newer, newer))
