"""Where everything of one user lies: the settings, what outlives a process, and the sockets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_settings.command import HOME_VARIABLE
from arqon_settings.folders import make_folder

__all__ = ["VARIABLE", "Home"]

VARIABLE: Final = HOME_VARIABLE
"""Names a folder that holds all of it, in place of the folders of the platform."""


@dataclass(frozen=True, slots=True)
class Home:
    """The places of one user. Making a `Home` touches no file.

    `settings` is the file of the settings. `state` is the folder of what outlives a process.
    `runtime` is the folder of the sockets: it may be gone after the next boot.
    """

    settings: Path
    state: Path
    runtime: Path

    @classmethod
    def of_user(cls, environ: Mapping[str, str] = os.environ) -> Home:
        """The user's own places, or what `ARQON_TTS_HOME` names in their stead.

        The folders of the platform are those of this process' environment.
        """
        if named := environ.get(VARIABLE):
            return cls.under(Path(named))
        from platformdirs import user_state_path

        from arqon_microvm.paths import state_folder
        from arqon_settings.paths import settings_path

        state = user_state_path("arqon-tts", appauthor=False)
        return cls(settings_path(), state, state_folder().parent)

    @classmethod
    def under(cls, folder: Path) -> Home:
        """All of it in one folder: for tests, for the gate, for a second voice of one user."""
        folder = folder.expanduser().absolute()
        return cls(folder / "settings.toml", folder / "state", folder / "run")

    @property
    def telemetry(self) -> Path:
        """The telemetry store that all processes of the user append to."""
        return self.state / "telemetry.db"

    @property
    def replay(self) -> Path:
        """The replay guard's record of what has been spoken."""
        return self.state / "replay.db"

    @property
    def history(self) -> Path:
        """The record of all changes of settings, as JSON lines."""
        return self.state / "settings-history.jsonl"

    @property
    def lock(self) -> Path:
        """The lock file of the voice's holder."""
        return self.state / "speech.lock"

    @property
    def logs(self) -> Path:
        """The folder of the programs' own log."""
        return self.state / "logs"

    @property
    def socket(self) -> Path:
        """The Unix socket of the voice's holder."""
        return self.runtime / "voice.sock"

    @property
    def vm(self) -> Path:
        """The folder of the microVM that runs by default."""
        return self.runtime / "vm"

    def make(self) -> None:
        """Make the folders that are missing, for their owner alone.

        Raises:
            OSError: a folder cannot be made; `filename` says which.
        """
        for folder in (self.state, self.runtime, self.logs):
            make_folder(folder)
