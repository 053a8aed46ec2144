"""From the events of an utterance to the spans of its trace: what it waited for, and how long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from arqon_voice.telemetry.events import (
    ENDINGS,
    FAIL_CLOSED,
    FALLBACK_USED,
    KOKORO_FAILURE,
    PLAYBACK_COMPLETED,
    PLAYBACK_FAILED,
    PLAYBACK_STARTED,
    PROVIDER_SELECTED,
    STREAM_COMPLETED,
    Event,
    Value,
)

__all__ = ["Phase", "Utterances"]

_MOST_OPEN = 1_000
_FAILED = (FAIL_CLOSED, PLAYBACK_FAILED)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time, in epoch milliseconds, with what is known of it and its parts.

    `fault` says why it failed; it is empty where all went well.
    """

    name: str
    start_ms: int
    end_ms: int
    data: Mapping[str, Value] = field(default_factory=dict)
    fault: str = ""
    parts: tuple[Phase, ...] = ()


class Utterances:
    """Gathers the events of each message until it has ended. For one thread."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, list[Event]] = OrderedDict()

    def take(self, event: Event) -> Phase | None:
        """Take an event; with the one that ends an utterance comes the whole of it.

        A message that never ends is forgotten once a thousand others have begun.
        """
        if not event.message_id:
            return None
        if event.name not in ENDINGS:
            self._open.setdefault(event.message_id, []).append(event)
            if len(self._open) > _MOST_OPEN:
                self._open.popitem(last=False)
            return None
        return _whole([*self._open.pop(event.message_id, []), event])


def _whole(events: list[Event]) -> Phase:
    """An utterance: it waits, each provider is asked, its first audio comes, it plays."""
    first, last = events[0], events[-1]
    waited = last.data.get("waited_ms")
    start_ms = first.ts_ms - (int(waited) if isinstance(waited, int | float) else 0)
    parts = [
        Phase("queue", start_ms, first.ts_ms),
        *_requests(events),
        *_playbacks(events),
    ]
    data: dict[str, Value] = dict(last.data)
    data |= {"ending": last.name, "session_id": last.session_id, "message_id": last.message_id}
    fault = str(last.data.get("reason", last.name)) if last.name in _FAILED else ""
    return Phase("utterance", start_ms, last.ts_ms, data, fault, tuple(parts))


def _requests(events: list[Event]) -> list[Phase]:
    """Each provider from when it was chosen to when its sound was whole, or it had failed."""
    found = []
    for place, chosen in enumerate(events):
        if chosen.name != PROVIDER_SELECTED:
            continue
        data = {"provider": chosen.data.get("provider")}
        end = _first(events[place:], STREAM_COMPLETED, KOKORO_FAILURE, PLAYBACK_COMPLETED, *ENDINGS)
        fault = str(end.data.get("reason", "")) if end.name == KOKORO_FAILURE else ""
        found.append(Phase("request", chosen.ts_ms, end.ts_ms, data, fault))
    return found


def _playbacks(events: list[Event]) -> list[Phase]:
    """What was heard: the way to its first audio, and its sound."""
    found = []
    for place, started in enumerate(events):
        if started.name != PLAYBACK_STARTED:
            continue
        data = {"provider": started.data.get("provider")}
        chosen = [event for event in events[:place] if event.name == PROVIDER_SELECTED]
        asked_ms = chosen[-1].ts_ms if chosen else events[0].ts_ms
        found.append(Phase("first audio", asked_ms, started.ts_ms, data))
        end = _first(events[place + 1 :], PLAYBACK_COMPLETED, FALLBACK_USED, *ENDINGS)
        found.append(Phase("playback", started.ts_ms, end.ts_ms, data))
    return found


def _first(events: list[Event], *names: str) -> Event:
    return next(event for event in events if event.name in names)
