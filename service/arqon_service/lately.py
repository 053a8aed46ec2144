"""What became of what Kokoro was to speak in the last minutes, in whichever process.

Who holds the voice knows its own results only: one command after the other, or a service that was
started anew, would each begin without a past.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from arqon_settings.model import ProviderName
from arqon_voice.speech.standing import LAST, WINDOW_S, KokoroResult, Standing, judged
from arqon_voice.sqlite.faults import SqliteFileError
from arqon_voice.telemetry.events import FALLBACK_USED, KOKORO_FAILURE, KOKORO_SUCCESS
from arqon_voice.telemetry.reader import newest
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.selection import Selection

__all__ = ["Lately"]

_ROLLED_BACK: Final = "rolled_back"
"""Kokoro was not heard because somebody wanted it so: no result of its own."""


class Lately:
    """Read once from the telemetry, which may wait for the disk. Without a store it is empty.

    `now` gives seconds since the epoch.
    """

    def __init__(self, telemetry: Path, now: Callable[[], float] = time.time) -> None:
        self._now = now
        since = self._since_ms()
        ended = _latest(telemetry, KOKORO_SUCCESS, since) + _latest(
            telemetry, KOKORO_FAILURE, since
        )
        fell_back = {row.message_id for row in _latest(telemetry, FALLBACK_USED, since)}
        self._results = [
            (row.ts_ms, _result(row, row.message_id in fell_back))
            for row in sorted(ended, key=lambda row: row.id)
            if row.parsed().get("reason") != _ROLLED_BACK
        ]

    def standing(self, chosen: ProviderName) -> Standing | None:
        """Who really speaks while `chosen` is in force; None where nothing was spoken lately."""
        since = self._since_ms()
        results = [result for at, result in self._results if at >= since]
        return judged(chosen, results) if results else None

    def _since_ms(self) -> int:
        return int((self._now() - WINDOW_S) * 1000)


def _latest(telemetry: Path, name: str, since_ms: int) -> list[Row]:
    try:
        rows = newest(telemetry, Selection(since_ms=since_ms, name_prefix=name), limit=2 * LAST)
        return list(rows)
    except SqliteFileError:
        return []


def _result(row: Row, fell_back: bool) -> KokoroResult:
    if row.name == KOKORO_SUCCESS:
        return KokoroResult()
    return KokoroResult(str(row.parsed().get("reason")), fell_back)
