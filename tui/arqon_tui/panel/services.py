"""The port to the world: what the panel asks of settings, voice, sidecar, programs and telemetry.

Types are only named here, never imported: the panel is on the screen before their packages, and
this module with them, are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from concurrent.futures import Future

    from arqon_service.audition.audition import Audition
    from arqon_service.audition.phrases import PhraseBook
    from arqon_service.audition.run import Run
    from arqon_service.checkup import Finding
    from arqon_service.settings_history import SettingsEntry
    from arqon_settings.model import SettingKey
    from arqon_settings.snapshot import Change, Snapshot
    from arqon_settings.values import SettingValue
    from arqon_tui.panel.events.history import History
    from arqon_tui.panel.gate.port import Gate
    from arqon_tui.panel.status import Program, ProgramName, Question, Voice
    from arqon_voice.playback.wav.peaks import Peaks
    from arqon_voice.sidecar.health import Health
    from arqon_voice.sidecar.voices import VoiceList
    from arqon_voice.speech.request import Outcome
    from arqon_voice.speech.state import PlaneState
    from arqon_voice.telemetry.rows import Row

__all__ = ["WRITTEN_S", "OpenServices", "Services"]

WRITTEN_S: Final = 0.4
"""For what waits to be written, while a person waits for the end."""


class Services(Protocol):
    """The world, open. What speaks, asks and answers returns at once; what writes may wait.

    Where nothing may be changed, `read_only` says what is looked at; all that would change
    something then raises `ReadOnly`. Else it is empty.
    """

    @property
    def read_only(self) -> str:
        """What is looked at where nothing may be changed; empty where it may."""
        ...

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Have `listener` called, from any thread, whenever there is something new to look at.

        What only time brings, and some rare faults, are not told: look now and then all the same.
        """
        ...

    def snapshot(self) -> Snapshot:
        """Read the settings."""
        ...

    def parse(self, key: SettingKey, text: str) -> SettingValue:
        """The value that was typed, as the schema wants it.

        Raises:
            Refused: the schema does not accept it.
        """
        ...

    def change(self, key: SettingKey, value: SettingValue, seen: Snapshot | None = None) -> Change:
        """Write one setting durably; may wait for other writers.

        A setting that somebody has changed since it was `seen` stays as it is: `after` tells.

        Raises:
            Refused: it could not be written.
        """
        ...

    def doubt(self, key: SettingKey, value: SettingValue) -> str:
        """Why a value could not be checked with the sidecar, or nothing; waits a second at most.

        Raises:
            Refused: the sidecar answers, and cannot use it.
        """
        ...

    def rollback(self) -> Change:
        """Switch to the fallback provider, durably; may wait for other writers.

        Raises:
            Refused: it could not be written.
        """
        ...

    def restore(self) -> Change:
        """Switch back to Kokoro, durably; may wait for other writers.

        Raises:
            Refused: it could not be written.
        """
        ...

    def changes(self) -> Sequence[SettingsEntry]:
        """The latest changes of settings by anybody, the newest first."""
        ...

    def undo(self, entry: SettingsEntry | None) -> tuple[SettingsEntry, Change]:
        """Undo a change, or the newest that was not undone yet; may wait for other writers.

        Raises:
            Refused: it stands, for the reason that is told.
        """
        ...

    def say(self, text: str) -> Future[Outcome]:
        """Speak after what is in hand.

        Raises:
            Refused: there is nothing to say, or too much waits already.
        """
        ...

    def save(self, text: str, path: Path) -> Future[Outcome]:
        """Write what would be spoken to a WAV file.

        Raises:
            Refused: there is nothing to say.
        """
        ...

    def stop(self) -> None:
        """Fall silent, and drop what waits."""
        ...

    def voice(self) -> Voice:
        """How busy the voice is now."""
        ...

    def sidecar(self) -> Health | None:
        """What the last look at the sidecar found; None before the first."""
        ...

    def look_at_sidecar(self) -> None:
        """Ask for a look at the sidecar now."""
        ...

    def check(self) -> None:
        """Look at all that doctor looks at; returns at once."""
        ...

    def findings(self) -> tuple[Sequence[Finding], bool]:
        """Doctor's rows, as far as they are known, and whether it looks now."""
        ...

    def programs(self) -> Sequence[Program]:
        """How the service and the VM stand, as far as that is known."""
        ...

    def switch_program(self, name: ProgramName, on: bool) -> str:
        """Start or stop it, and wait until that is done; how it stands then, for a person.

        Raises:
            Refused: it failed; the message is what the command said.
        """
        ...

    def questions(self) -> Sequence[Question]:
        """The actions that wait for a person's word, the oldest first."""
        ...

    def answer(self, question: Question, allow: bool) -> None:
        """Allow the action, or block it."""
        ...

    def events(self) -> tuple[Sequence[Row], int]:
        """The telemetry since the last call, oldest first, and how many rows were left out."""
        ...

    @property
    def event_history(self) -> History:
        """All telemetry that is stored, to look through; its calls may take a while."""

    @property
    def gate(self) -> Gate:
        """The gate of the user."""

    def audition(
        self, on_run: Callable[[Run], None], on_sound: Callable[[str, Peaks], None]
    ) -> Audition:
        """What speaks in voices that are not set; see there."""
        ...

    def voices(self) -> VoiceList:
        """The voices of the sidecar; may wait for it."""
        ...

    def phrase_book(self) -> PhraseBook:
        """The texts to compare voices by."""
        ...

    def past_runs(self) -> Sequence[Run]:
        """The auditions of the past, newest first; may wait for the disk."""
        ...

    def playhead(self) -> PlaneState | None:
        """What is heard now, as far as is known."""
        ...

    def close(self, written_s: float = WRITTEN_S) -> str:
        """Fall silent and let go of everything; says what could not be kept, or nothing.

        The telemetry that waits to be written is given so many seconds, and the history half of it.
        """
        ...


OpenServices = Callable[[Callable[["Snapshot"], None]], Services]
"""Opens the world, on a background thread. What it is given hears of every change of the
settings by anybody, from any thread."""
