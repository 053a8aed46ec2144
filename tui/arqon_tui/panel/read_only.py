"""The world looked at without touching it: nothing is written, spoken, stopped or answered."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from arqon_service.audition.audition import Audition
from arqon_service.audition.run import Run
from arqon_service.audition.voice_list import known_voices
from arqon_service.home import Home
from arqon_service.onlooker import Onlooker
from arqon_service.settings_history import SettingsEntry
from arqon_service.sidecar_thread import SidecarThread
from arqon_settings.command import command_here
from arqon_settings.model import ProviderName, SettingKey
from arqon_settings.snapshot import Change, Snapshot
from arqon_settings.values import SettingValue
from arqon_tui.panel.home_files import HomeFiles
from arqon_tui.panel.refusals import ReadOnly
from arqon_tui.panel.services import WRITTEN_S
from arqon_tui.panel.status import ProgramName, Question, Voice
from arqon_voice.playback.wav.peaks import Peaks
from arqon_voice.sidecar.health import Health
from arqon_voice.sidecar.voices import VoiceList
from arqon_voice.speech.plane import Ticket
from arqon_voice.speech.request import Outcome
from arqon_voice.speech.state import PlaneState

__all__ = ["ReadOnlyServices"]


class ReadOnlyServices(HomeFiles):
    """Implements `arqon_tui.panel.services.Services`; what would change anything is refused.

    Args:
        home: where everything of this user lies.
        on_settings: hears of every change of the settings.
        db: a telemetry store to look at in place of the user's.
    """

    def __init__(
        self, home: Home, on_settings: Callable[[Snapshot], None], db: Path | None = None
    ) -> None:
        super().__init__(home, on_settings, db or home.telemetry)
        self._onlooker = Onlooker(home, self._tell)
        self._sidecar = SidecarThread(home, self._url, lambda _health: self._tell())
        self._looked_at = f"looks at {db}" if db else "nothing can be changed here"

    @property
    def read_only(self) -> str:
        """See `Services`."""
        return self._looked_at

    def change(self, key: SettingKey, value: SettingValue, seen: Snapshot | None = None) -> Change:
        """Refused."""
        del seen
        _refuse("change it", "settings", "set", key, str(value))

    def doubt(self, key: SettingKey, value: SettingValue) -> str:  # noqa: ARG002
        """See `Services`; nothing is written, so nothing is checked."""
        return ""

    def rollback(self) -> Change:
        """Refused."""
        _refuse("roll back", "rollback")

    def restore(self) -> Change:
        """Refused."""
        _refuse("go back to kokoro", "restore")

    def undo(self, entry: SettingsEntry | None) -> tuple[SettingsEntry, Change]:
        """Refused."""
        _refuse("undo it", "settings", "undo", *([entry.key] if entry else []))

    def say(self, text: str) -> Future[Outcome]:
        """Refused."""
        del text
        _refuse("speak", "say")

    def save(self, text: str, path: Path) -> Future[Outcome]:
        """Refused."""
        del text
        _refuse("save it", "say", "--out", str(path))

    def stop(self) -> None:
        """Refused."""
        _refuse("fall silent", "stop")

    def voice(self) -> Voice:
        """See `Services`."""
        faults = filter(None, (self._onlooker.fault, self._feed.fault, self._history.fault))
        status = self._onlooker.status
        if status is None:
            return Voice(faults=tuple(faults))
        return replace(self._shown.of(status), faults=(*status.faults, *faults))

    def sidecar(self) -> Health | None:
        """See `Services`."""
        return self._sidecar.latest

    def look_at_sidecar(self) -> None:
        """See `Services`."""
        self._sidecar.look_now()

    def switch_program(self, name: ProgramName, on: bool) -> str:
        """Refused."""
        line = shlex.join(self._programs.command(name, on))
        _refuse_with(f"{'start' if on else 'stop'} it", line)

    def questions(self) -> Sequence[Question]:
        """None: they are for those who may answer them."""
        return ()

    def answer(self, question: Question, allow: bool) -> None:
        """Never asked for."""

    def audition(
        self, on_run: Callable[[Run], None], on_sound: Callable[[str, Peaks], None]
    ) -> Audition:
        """See `Services`; it refuses to speak."""
        return Audition(self._home, _Silent(), on_run=on_run, on_sound=on_sound)

    def voices(self) -> VoiceList:
        """See `Services`."""
        return known_voices(self._home, self._url(), keep=False)

    def playhead(self) -> PlaneState | None:
        """See `Services`."""
        status = self._onlooker.status
        return status.state if status else None

    def close(self, written_s: float = WRITTEN_S) -> str:  # noqa: ARG002 (it writes none)
        """See `Services`."""
        self._programs.stop_looking()
        for part in (self._feed, self._history, self._onlooker, self._sidecar, self._watcher):
            part.stop()
        return ""


class _Silent:
    """A voice that does not speak."""

    def say(
        self,
        text: str,
        *,
        voice: str | None = None,
        provider: ProviderName | None = None,
        speed: float | None = None,
    ) -> Ticket:
        """Refused."""
        del text, provider, speed
        _refuse("hear it", "audition", voice or "")

    def replay(self, of: str | None = None) -> Ticket:
        """Refused."""
        del of
        _refuse("hear it", "audition")

    def keep(self, of: str, path: Path) -> Ticket:
        """Refused."""
        del of, path
        _refuse("keep it", "audition")

    def stop(self, reason: str = "", message_id: str | None = None) -> None:
        """Nothing sounds."""


def _refuse(to: str, *command: str) -> NoReturn:
    _refuse_with(to, command_here(*command))


def _refuse_with(to: str, line: str) -> NoReturn:
    raise ReadOnly(f"This panel is read-only. To {to}, run in another terminal: {line}")
