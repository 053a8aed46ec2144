"""What Operate says: health, what F9 would do, and what failed lately, as labelled lines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from arqon_tui.panel import words
from arqon_tui.panel.event_line import parts
from arqon_tui.panel.state import PanelState
from arqon_voice.telemetry.events import FAIL_CLOSED, KOKORO_FAILURE, PLAYBACK_FAILED
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["failures", "health_rows", "rollback_rows"]

_FAILURES = (KOKORO_FAILURE, FAIL_CLOSED, PLAYBACK_FAILED)
Rows = list[tuple[str, str]]


def health_rows(state: PanelState, now: datetime) -> Rows:
    """Who speaks, how the sidecar is, and what the voice does."""
    health = state.sidecar.health
    rows = [("Sidecar", words.sidecar_line(health, now))]
    if health is not None and health.state != "unreachable":
        rows.append(("Model", health.model or "it does not say"))
        rows.append(("Engine", f"{health.engine or 'it does not say'} {health.version}".rstrip()))
    rows.append(("Queue", words.activity(state) or "nothing sounds, nothing waits"))
    if state.voice.maestro:
        line = f"its settings are kept in step: {state.voice.maestro}"
        rows.append(("Maestro", plain(line)))
    return rows


def rollback_rows(state: PanelState) -> Rows:
    """What F9 would do now."""
    match state.provider:
        case None:
            would = "the settings are being read"
        case "fallback":
            would = "nothing: speech already goes to the fallback. F8 goes back to kokoro."
        case _:
            would = "every running program of this user speaks with the fallback voice, at once"
    return [("F9 would do", would)]


def failures(rows: Iterable[Row], most: int) -> Rows:
    """The latest failures, the newest first."""
    newest = reversed([row for row in rows if row.name in _FAILURES])
    lines = [parts(row, wide=False) for row in islice(newest, most)]
    found = [(f"{line.time}{line.name.strip()}", line.data) for line in lines]
    return found or [("", "nothing")]
