"""The panel's world as it is: the user's settings, voice, sidecar and telemetry."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from arqon_service.audition.audition import Audition
from arqon_service.audition.run import Run
from arqon_service.audition.voice_list import known_voices
from arqon_service.control import Control
from arqon_service.home import Home
from arqon_service.log import deaths
from arqon_service.settings_history import SettingsEntry
from arqon_service.settings_upkeep import SettingsUpkeep
from arqon_service.shared import SharedVoice, open_voice
from arqon_service.undo import NotUndone
from arqon_settings.errors import SettingsError
from arqon_settings.model import SettingKey
from arqon_settings.snapshot import Change, Snapshot
from arqon_settings.values import SettingValue
from arqon_tui.cli.output import person
from arqon_tui.panel.background import Background
from arqon_tui.panel.gate.runs import GateRuns
from arqon_tui.panel.home_files import HomeFiles
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.services import WRITTEN_S
from arqon_tui.panel.status import ProgramName, Question, Voice
from arqon_voice.playback.wav.peaks import Peaks
from arqon_voice.sidecar.health import Health
from arqon_voice.sidecar.voices import VoiceList
from arqon_voice.speech.plane import NothingToSay
from arqon_voice.speech.request import Outcome, system_clock
from arqon_voice.speech.state import PlaneState
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.threads import is_done

__all__ = ["PanelServices"]

_CLOSE_S = 0.4
_AUDITION_S = 0.2


class PanelServices(HomeFiles):
    """Implements `arqon_tui.panel.services.Services` with the voice of the user.

    Args:
        home: where everything of this user lies.
        voice: closed with this.
        on_settings: hears of every change of the settings.
    """

    read_only = ""

    def __init__(
        self, home: Home, voice: SharedVoice, on_settings: Callable[[Snapshot], None]
    ) -> None:
        super().__init__(home, on_settings, home.telemetry)
        self._voice = voice
        self._audition: Audition | None = None
        self.gate = GateRuns(home)
        voice.subscribe(lambda _state: self._tell())
        self._telemetry = Telemetry(home.telemetry, source="panel")
        clock = system_clock().epoch_ms
        emitter = Emitter(self._telemetry.emit, "panel", str(uuid.uuid4()), clock)
        self._upkeep = SettingsUpkeep(home, emitter, mirror=True)
        self._control = Control(
            self._store, emitter=emitter, by=person("panel"), history=self._upkeep.history
        )
        threading.Thread(target=self._store.warm_up, name="warm-up", daemon=True).start()

    @classmethod
    def open(cls, home: Home, on_settings: Callable[[Snapshot], None]) -> Self:
        """Open the world of one user."""
        return cls(home, open_voice(home, "panel", follow=True), on_settings)

    def change(self, key: SettingKey, value: SettingValue, seen: Snapshot | None = None) -> Change:
        """See `Services`."""
        with _refusals():
            return self._control.change(key, value, seen)

    def doubt(self, key: SettingKey, value: SettingValue) -> str:
        """See `Services`."""
        from arqon_service.voice_check import UnknownVoice, voice_doubt

        try:
            return voice_doubt(self._home, key, value)
        except UnknownVoice as error:
            raise Refused(str(error)) from error

    def rollback(self) -> Change:
        """See `Services`."""
        with _refusals():
            return self._control.rollback()

    def restore(self) -> Change:
        """See `Services`."""
        with _refusals():
            return self._control.restore()

    def undo(self, entry: SettingsEntry | None) -> tuple[SettingsEntry, Change]:
        """See `Services`."""
        with _refusals():
            return (entry, self._control.undo(entry)) if entry else self._control.undo_last()

    def say(self, text: str) -> Future[Outcome]:
        """See `Services`."""
        with _refusals():
            return self._voice.say(text).outcome

    def save(self, text: str, path: Path) -> Future[Outcome]:
        """See `Services`."""
        with _refusals():
            return self._voice.save(text, path).outcome

    def stop(self) -> None:
        """See `Services`."""
        self._voice.stop("stopped in the panel")

    def voice(self) -> Voice:
        """See `Services`."""
        telemetry = self._telemetry.status
        kept = "" if telemetry.state == "retrying" else telemetry.fault
        faults = [
            self._voice.fault,
            kept,
            self._feed.fault,
            self._history.fault,
            self._upkeep.fault,
            *deaths(),
        ]
        status = self._voice.status()
        if status is None:
            return Voice(faults=_each_once(faults), maestro=self._upkeep.maestro)
        return replace(
            self._shown.of(status),
            faults=_each_once([*status.faults, *faults]),
            maestro=self._upkeep.maestro,
        )

    def sidecar(self) -> Health | None:
        """See `Services`."""
        status = self._voice.status()
        return status.health if status else None

    def look_at_sidecar(self) -> None:
        """See `Services`."""
        self._voice.look_at_sidecar()

    def switch_program(self, name: ProgramName, on: bool) -> str:
        """See `Services`."""
        return self._programs.switch(name, on)

    def questions(self) -> Sequence[Question]:
        """See `Services`."""
        status, now = self._voice.status(), time.monotonic()
        return [
            Question(
                review.key,
                review.action_id,
                review.summary,
                review.context,
                max(0.0, review.deadline - now),
            )
            for review in (status.reviews if status else ())
        ]

    def answer(self, question: Question, allow: bool) -> None:
        """See `Services`."""
        self._voice.answer(question.key, allow)

    def audition(
        self, on_run: Callable[[Run], None], on_sound: Callable[[str, Peaks], None]
    ) -> Audition:
        """See `Services`."""
        self._audition = Audition(self._home, self._voice, on_run=on_run, on_sound=on_sound)
        return self._audition

    def voices(self) -> VoiceList:
        """See `Services`."""
        return known_voices(self._home, self._url())

    def playhead(self) -> PlaneState | None:
        """See `Services`."""
        status = self._voice.status()
        return status.state if status else None

    def close(self, written_s: float = WRITTEN_S) -> str:
        """See `Services`."""
        self.gate.end()
        self._programs.stop_looking()
        self._feed.stop()
        self._history.stop()
        local = self._voice.local
        voice = Background("voice-end").submit(partial(self._voice.close, _CLOSE_S))
        self._upkeep.close(written_s / 2)  # what it takes from Maestro's file is told, too
        self._telemetry.close(written_s)
        if self._audition is not None:
            self._audition.close(_AUDITION_S)
        is_done(voice, _CLOSE_S)
        self._watcher.stop()
        left = [self._telemetry.status.unwritten, *(local.left_undone if local else ())]
        return "; ".join(filter(None, left))


def _each_once(faults: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, faults)))


@contextmanager
def _refusals() -> Iterator[None]:
    """Say no in the panel's own terms."""
    try:
        yield
    except (SettingsError, NothingToSay, NotUndone) as error:
        raise Refused(str(error)) from error
