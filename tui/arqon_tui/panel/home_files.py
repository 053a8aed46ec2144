"""What of a user's home is only read, the same for who may change it and for who looks on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from arqon_service.audition.audition import HISTORY
from arqon_service.audition.history import past_runs
from arqon_service.audition.phrases import PhraseBook, phrase_book
from arqon_service.audition.run import Run
from arqon_service.history_feed import HistoryFeed
from arqon_service.home import Home
from arqon_service.settings_history import SettingsEntry
from arqon_service.telemetry_feed import TelemetryFeed
from arqon_settings.errors import InvalidSetting
from arqon_settings.model import SettingKey
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_settings.values import SettingValue, parse_text
from arqon_settings.watcher import Watcher
from arqon_tui.panel.checklist import Checklist
from arqon_tui.panel.events.history import StoreHistory
from arqon_tui.panel.gate.files import GateFiles
from arqon_tui.panel.gate.port import Gate
from arqon_tui.panel.programs.programs import Programs
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.shown_voice import ShownVoice
from arqon_tui.panel.status import Program
from arqon_voice.telemetry.rows import Row

if TYPE_CHECKING:
    from arqon_service.checkup import Finding

__all__ = ["HomeFiles"]

_RUNS = 50


class HomeFiles:
    """The part of `arqon_tui.panel.services.Services` that changes nothing.

    Args:
        home: where everything of this user lies.
        on_settings: hears of every change of the settings.
        telemetry: the telemetry store.
    """

    def __init__(
        self, home: Home, on_settings: Callable[[Snapshot], None], telemetry: Path
    ) -> None:
        self._home = home
        self._store = SettingsStore(home.settings)
        self._watcher = Watcher(self._store, lambda _old, new: on_settings(new))
        self._watcher.start()
        self._listener: Callable[[], None] = lambda: None
        self._feed = TelemetryFeed(telemetry, self._tell)
        self._history = HistoryFeed(home.history, self._tell)
        self._shown = ShownVoice()
        self._checklist = Checklist(lambda: _checkup(home), self._tell)
        self._programs = Programs(home, self._tell)
        self.event_history = StoreHistory(telemetry)
        self.gate: Gate = GateFiles(home)

    def subscribe(self, listener: Callable[[], None]) -> None:
        """See `Services`."""
        self._listener = listener

    def snapshot(self) -> Snapshot:
        """See `Services`."""
        return self._store.read()

    def parse(self, key: SettingKey, text: str) -> SettingValue:
        """See `Services`."""
        try:
            return parse_text(key, text)
        except InvalidSetting as error:
            raise Refused(error.why) from error

    def changes(self) -> Sequence[SettingsEntry]:
        """See `Services`."""
        return self._history.latest

    def check(self) -> None:
        """See `Services`."""
        self._checklist.look()

    def findings(self) -> tuple[Sequence[Finding], bool]:
        """See `Services`."""
        return self._checklist.findings, self._checklist.looking

    def programs(self) -> Sequence[Program]:
        """See `Services`."""
        return self._programs.now

    def events(self) -> tuple[Sequence[Row], int]:
        """See `Services`."""
        return self._feed.take()

    def phrase_book(self) -> PhraseBook:
        """See `Services`."""
        return phrase_book(self._home)

    def past_runs(self) -> Sequence[Run]:
        """See `Services`."""
        try:
            return past_runs(self._home.state / HISTORY, _RUNS)
        except OSError:
            return ()  # it is a convenience: the runs to come are shown all the same

    def _tell(self) -> None:
        self._listener()

    def _url(self) -> str:
        return self._store.read().settings.arqon_tts_kokoro_url


def _checkup(home: Home) -> Sequence[Finding]:
    from arqon_service.checkup import checkup  # loads the sound device's side

    return list(checkup(home))
