"""What a program that runs on does for the settings, beside using them."""

from __future__ import annotations

import logging
import threading
from typing import Final

from arqon_service.control import Control
from arqon_service.hand_edits import HandEdits
from arqon_service.home import Home
from arqon_service.settings_history import SettingsHistory
from arqon_settings.maestro.follower import MirrorFollower
from arqon_settings.maestro.mirror import MaestroMirror, MirrorState
from arqon_settings.snapshot import MIRROR
from arqon_settings.store import SettingsStore
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.threads import has_ended

__all__ = ["SettingsUpkeep"]

_LAST_LOOK_S: Final = 3.0
"""For a file that may be half written; the program need not wait for it."""

_logger = logging.getLogger(__name__)


class SettingsUpkeep:
    """Keeps Maestro's file in step, and finds what was edited by hand; on daemon threads.

    Args:
        home: whose settings.
        emitter: tells telemetry of what comes from Maestro and from editors.
        mirror: follow Maestro's file; any number of programs may.
        hand_edits: look for them; the holder of the voice does, so that each is told once.
    """

    def __init__(
        self, home: Home, emitter: Emitter, *, mirror: bool = False, hand_edits: bool = False
    ) -> None:
        store, self.history = SettingsStore(home.settings), SettingsHistory(home.history)
        control = Control(store, emitter=emitter, by=MIRROR, history=self.history)
        self._notice = ""
        self._ending: threading.Thread | None = None
        self._mirror = self._hand_edits = None
        if mirror:
            follows = MaestroMirror(home.settings, on_taken=control.taken)
            self._mirror = MirrorFollower(follows, self._heard)
            self._mirror.start()
        if hand_edits:
            self._hand_edits = HandEdits(store, self.history, emitter)
            self._hand_edits.start()

    @property
    def maestro(self) -> str:
        """While Maestro's file is kept in step with ours, its name and the latest decision."""
        state = self._mirror.state if self._mirror else None
        if not (state and state.on and state.there):
            return ""
        alone = " · it has no fallback: F9 is for our voice only" if not state.has_rollback else ""
        return f"{state.path}{alone if not state.fault else ''}{self._notice}"

    @property
    def fault(self) -> str:
        """What stands in the way, for a person; empty when all is well."""
        state = self._mirror.state if self._mirror else None
        behind = f"Maestro does not know of the latest settings: {state.fault}" if state else ""
        return behind if state and state.fault else self.history.fault

    def _heard(self, state: MirrorState) -> None:
        for notice in state.notices:
            _logger.info("Maestro's settings: %s", notice)
            self._notice = f" · {notice}"
        if state.fault:
            _logger.warning("Maestro's settings: %s", state.fault)

    def stop(self) -> None:
        """Begin to end, without waiting: Maestro's file follows once more."""
        if self._hand_edits:
            self._hand_edits.stop()
        self._ending = threading.Thread(target=self._end, name="settings-end", daemon=True)
        self._ending.start()

    def close(self, seconds: float) -> None:
        """Wait for the end, no longer than that."""
        if self._ending is None:
            self.stop()
        if self._ending is not None:
            has_ended(self._ending, seconds)

    def _end(self) -> None:
        if self._mirror:
            self._mirror.close(_LAST_LOOK_S)
        self.history.close(_LAST_LOOK_S)
