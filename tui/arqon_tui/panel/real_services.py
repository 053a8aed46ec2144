"""The panel's world as it is: the user's settings, voice, sidecar and telemetry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from arqon_service.assembly import open_plane
from arqon_service.control import Control
from arqon_service.home import Home
from arqon_service.sidecar_thread import SidecarThread
from arqon_service.sound_check import SoundCheck
from arqon_service.telemetry_feed import TelemetryFeed
from arqon_settings.errors import InvalidSetting, SettingsError
from arqon_settings.model import SettingKey
from arqon_settings.snapshot import Change, Snapshot
from arqon_settings.values import SettingValue, parse_text
from arqon_tui.cli.output import person
from arqon_tui.panel.services import Refused, Voice
from arqon_voice.sidecar.availability import health_events
from arqon_voice.sidecar.health import Health
from arqon_voice.speech.plane import NothingToSay, VoicePlane
from arqon_voice.speech.request import Outcome
from arqon_voice.telemetry.rows import Row

__all__ = ["PanelServices"]

_CLOSE_S = 0.4


class PanelServices:
    """Implements `arqon_tui.panel.services.Services` with the voice plane.

    Args:
        home: where everything of this user lies.
        plane: started, and closed with this.
        on_settings: hears of every change of the settings.
    """

    def __init__(
        self, home: Home, plane: VoicePlane, on_settings: Callable[[Snapshot], None]
    ) -> None:
        self._plane = plane
        self._on_settings = on_settings
        self._control = Control.over(plane, person("panel"))
        plane.on_settings(self._settings_changed)
        plane.start()
        self._feed = TelemetryFeed(home.telemetry)
        self._health: Health | None = None
        self._sidecar = SidecarThread(home, self._url, self._sidecar_changed)
        self._sound = SoundCheck(plane.player)
        plane.warm()

    @classmethod
    def open(cls, home: Home, on_settings: Callable[[Snapshot], None]) -> PanelServices:
        """Open the world of one user."""
        return cls(home, open_plane(home, "panel"), on_settings)

    def snapshot(self) -> Snapshot:
        """See `Services`."""
        return self._plane.store.read()

    def parse(self, key: SettingKey, text: str) -> SettingValue:
        """See `Services`."""
        try:
            return parse_text(key, text)
        except InvalidSetting as error:
            raise Refused(error.why) from error

    def change(self, key: SettingKey, value: SettingValue) -> Change:
        """See `Services`."""
        with _refusals():
            return self._control.change(key, value)

    def rollback(self) -> Change:
        """See `Services`."""
        with _refusals():
            return self._control.rollback()

    def restore(self) -> Change:
        """See `Services`."""
        with _refusals():
            return self._control.restore()

    def say(self, text: str) -> Future[Outcome]:
        """See `Services`."""
        with _refusals():
            outcome = self._plane.say(text).outcome
        outcome.add_done_callback(self._sound.note)
        return outcome

    def save(self, text: str, path: Path) -> Future[Outcome]:
        """See `Services`."""
        with _refusals():
            return self._plane.save(text, path).outcome

    def stop(self) -> None:
        """See `Services`."""
        self._plane.stop("stopped in the panel")

    def voice(self) -> Voice:
        """See `Services`."""
        telemetry = self._plane.telemetry.status
        kept = "" if telemetry.state == "retrying" else telemetry.fault
        faults = (self._sound.fault, kept, self._feed.fault, self._plane.replay_fault)
        return Voice(self._plane.in_hand, tuple(dict.fromkeys(filter(None, faults))))

    def sidecar(self) -> Health | None:
        """See `Services`."""
        return self._sidecar.latest

    def look_at_sidecar(self) -> None:
        """See `Services`."""
        self._sidecar.look_now()

    def events(self) -> tuple[Sequence[Row], int]:
        """See `Services`."""
        return self._feed.take()

    def close(self) -> None:
        """See `Services`."""
        self._feed.stop()
        self._sidecar.stop()
        self._plane.close(_CLOSE_S)

    def _url(self) -> str:
        return self.snapshot().settings.arqon_tts_kokoro_url

    def _settings_changed(self, old: Snapshot, new: Snapshot) -> None:
        if old.settings.arqon_tts_kokoro_url != new.settings.arqon_tts_kokoro_url:
            self._sidecar.look_now()
        self._on_settings(new)

    def _sidecar_changed(self, health: Health) -> None:
        for name, data in health_events(self._health, health):
            self._plane.emitter.tell(name, **data)
        self._health = health


@contextmanager
def _refusals() -> Iterator[None]:
    """Say no in the panel's own terms."""
    try:
        yield
    except (SettingsError, NothingToSay) as error:
        raise Refused(str(error)) from error
