"""What failed lately, as labelled lines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from arqon_voice.telemetry.events import FAIL_CLOSED, KOKORO_FAILURE, PLAYBACK_FAILED

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["failure_rows"]

_FAILURES = (KOKORO_FAILURE, FAIL_CLOSED, PLAYBACK_FAILED)


def failure_rows(rows: Iterable[Row], most: int) -> list[tuple[str, str]]:
    """The latest failures, the newest first."""
    failed = [row for row in rows if row.name in _FAILURES]
    if not failed:
        return [("", "nothing")]
    from arqon_tui.panel.events.lines import clock, pairs, short_name  # not for the first paint

    newest = islice(reversed(failed), most)
    return [(f"{clock(row.ts_ms)} {short_name(row)}", pairs(row)) for row in newest]
