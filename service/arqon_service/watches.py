"""What only the holder of the voice looks at: the sidecar, the sound device, the settings file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Final

from arqon_service.home import Home
from arqon_service.settings_upkeep import SettingsUpkeep
from arqon_service.sidecar_thread import SidecarThread
from arqon_service.sound_check import SoundCheck
from arqon_settings.snapshot import Snapshot
from arqon_voice.sidecar.availability import health_events
from arqon_voice.sidecar.health import Health
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.speech.request import Outcome

__all__ = ["Watches"]

_UPKEEP_S: Final = 0.3


class Watches:
    """Begins at once. `mirror`: Maestro's file is kept in step from here.

    `on_news` is called when `health` is another than it was.
    """

    def __init__(
        self, home: Home, plane: VoicePlane, *, mirror: bool, on_news: Callable[[], None]
    ) -> None:
        self._on_news = on_news
        self._told: Health | None = None
        self._plane = plane
        plane.on_settings(self._settings_changed)
        self._sidecar = SidecarThread(home, self._url, self._sidecar_changed)
        self._sound = SoundCheck(plane.player)
        self._upkeep = SettingsUpkeep(home, plane.emitter, hand_edits=True, mirror=mirror)

    @property
    def health(self) -> Health | None:
        """What the last look at the sidecar found; None before the first."""
        return self._sidecar.latest

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with what is looked at, in words."""
        return self._sound.fault, self._upkeep.fault

    def note(self, outcome: Future[Outcome]) -> None:
        """An utterance has ended: it may say something of the device."""
        self._sound.note(outcome)

    def look(self) -> None:
        """Look at the sidecar now."""
        self._sidecar.look_now()

    def stop(self) -> None:
        """Look no more; waits for nothing."""
        self._sidecar.stop()
        self._upkeep.stop()

    def close(self) -> None:
        """Finish what the settings' file still needs, within _UPKEEP_S."""
        self._upkeep.close(_UPKEEP_S)

    def _url(self) -> str:
        return self._plane.store.read().settings.arqon_tts_kokoro_url

    def _settings_changed(self, old: Snapshot, new: Snapshot) -> None:
        if old.settings.arqon_tts_kokoro_url != new.settings.arqon_tts_kokoro_url:
            self.look()

    def _sidecar_changed(self, health: Health) -> None:
        for name, data in health_events(self._told, health):
            self._plane.emitter.tell(name, **data)
        self._told = health
        self._on_news()
        if health.state == "ready":
            self._plane.probe_kokoro()
