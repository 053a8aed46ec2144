"""A command that runs apart from the panel: in its own session, what it says in a file."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from arqon_settings.folders import give_to_owner_of
from arqon_voice.text import plain

__all__ = ["DetachedCommand"]

_TAIL_BYTES: Final = 4096


class DetachedCommand:
    """Outlives the panel and its terminal; begins at once.

    Args:
        words: the command line.
        output: the file of what it says; what an earlier command said there is replaced.

    Raises:
        OSError: it cannot be started, or the file cannot be written.
    """

    def __init__(self, words: Sequence[str], output: Path) -> None:
        self._output = output
        with output.open("wb") as said:
            give_to_owner_of(output.parent, output)
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self.pid = self._process.pid
        # Somebody must wait for it, or it stays as a zombie when it ends before the panel.
        threading.Thread(target=self._process.wait, name="detached", daemon=True).start()

    def ended(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.poll()

    def said(self, most: int = 1) -> str:
        """The last lines that it said, fit for a screen; empty before the first."""
        try:
            with self._output.open("rb") as file:
                file.seek(max(0, file.seek(0, 2) - _TAIL_BYTES))
                lines = file.read().decode(errors="replace").split("\n")
        except OSError:
            return ""
        told = [plain(line).strip() for line in lines if line.strip()]
        return " · ".join(told[-most:])
