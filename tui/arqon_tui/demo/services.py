"""The world of the demo: the real one over its home; what would leave that home is refused."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from arqon_service.home import Home
from arqon_settings.model import SettingKey
from arqon_settings.snapshot import Change, Snapshot
from arqon_settings.store import SettingsStore
from arqon_settings.values import SettingValue
from arqon_tui.panel.real_services import PanelServices
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.status import ProgramName
from arqon_voice.telemetry.exchange import append_events, read_lines

__all__ = ["SESSION", "DemoServices", "furnish"]

SESSION: Final = Path(__file__).with_name("session.jsonl")
"""Telemetry of our own service, commands and sidecar; `python -m docs.record_demo` makes it."""

_URL: SettingKey = "arqon_tts_kokoro_url"
_LEAVE: Final = "Leave the demo, and open your own panel: arqon-tts"


class DemoServices(PanelServices):
    """Implements `arqon_tui.panel.services.Services` for a home that `furnish` has filled."""

    def change(self, key: SettingKey, value: SettingValue, seen: Snapshot | None = None) -> Change:
        """See `Services`; the address of the sidecar stays."""
        if key == _URL:
            raise Refused(f"The demo asks no sidecar. {_LEAVE}")
        return super().change(key, value, seen)

    def switch_program(self, name: ProgramName, on: bool) -> str:
        """Refused."""
        del name, on
        raise Refused(f"the demo starts and stops no program. {_LEAVE}")


def furnish(home: Home, url: str) -> None:
    """Put settings and the recorded telemetry there, moved so that it has just ended.

    Args:
        home: the home of the demo.
        url: where its sidecar would be.

    Raises:
        OSError, SettingsError, SqliteFileError: the home cannot be written.
    """
    home.make()
    SettingsStore(home.settings).change({"arqon_tts_provider": "fallback", _URL: url}, by="demo")
    with SESSION.open("rb") as lines:
        events = list(read_lines(lines, lambda _line, _why: None))
    later_ms = time.time_ns() // 1_000_000 - max(event.ts_ms for event in events)
    moved = (replace(event, ts_ms=event.ts_ms + later_ms) for event in events)
    append_events(home.telemetry, moved)
