"""Times as percentiles, with how many they are of: a figure without that says nothing."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from arqon_voice.telemetry.events import LATENCY_MS

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["FirstAudio", "percentile", "times"]

LAST: Final = 100
"""So many of the newest utterances count."""


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def times(values: Sequence[float], of: str) -> str:
    """Half and 95 % of them, in milliseconds, and of how many; `of` names what was counted."""
    if not values:
        return f"no {of} yet"
    half, most = percentile(values, 0.5), percentile(values, 0.95)
    return f"p50 {half:,.0f} ms · p95 {most:,.0f} ms · {of}: {len(values)}"


class FirstAudio:
    """The times from request to Kokoro's first sound of the newest utterances, in milliseconds."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=LAST)
        self.latest: tuple[float, ...] = ()

    def note(self, rows: Iterable[Row]) -> None:
        """Take what is new, the oldest first."""
        for row in rows:
            if row.name == LATENCY_MS and (found := _first_audio(row.parsed())) is not None:
                self._times.append(found)
                self.latest = tuple(self._times)


def _first_audio(told: Mapping[str, object]) -> float | None:
    """None where Kokoro was not heard at once: a fallback, a file, what was made before."""
    from arqon_voice.playback.port import FILE_SINK  # not for the first paint

    value = told.get("first_audio_ms")
    made_now = told.get("provider") == "kokoro" and told.get("replay_of") is None
    counts = made_now and told.get("sink") != FILE_SINK
    return value if counts and isinstance(value, int | float) and abs(value) < 1e12 else None
