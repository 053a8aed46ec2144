"""Voice planes with one thing broken each, and one that is only quick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from arqon_gate.doubles.instant_player import InstantPlayer
from arqon_service.assembly import open_providers
from arqon_service.home import Home
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_voice.bus.review import Review, Reviews, Settled, Verdict
from arqon_voice.playback.device.player import DevicePlayer
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.plane import Ticket, VoicePlane
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import ENDINGS, FALLBACK_USED, KOKORO_FAILURE, Event, Source

__all__ = [
    "Credulous",
    "blocking",
    "deaf_to_switches",
    "forgetful",
    "instant",
    "instant_and_untold",
    "silent_about_failures",
    "without_fallback",
]


class _FirstSettings(SettingsStore):
    """Reads the file once, and never again."""

    _first: Snapshot | None = None

    def read(self) -> Snapshot:
        self._first = self._first or super().read()
        return self._first


class _Selective(Telemetry):
    """Keeps all events but those of failures."""

    def emit(self, event: Event) -> None:
        if event.name not in (KOKORO_FAILURE, FALLBACK_USED):
            super().emit(event)


class _Halved(Telemetry):
    """Drops every other end of a request."""

    _ends = 0

    def emit(self, event: Event) -> None:
        self._ends += event.name in ENDINGS
        if event.name not in ENDINGS or self._ends % 2:
            super().emit(event)


class _Forgetful(ReplayGuard):
    """Has never spoken anything."""

    def claim_here(self, message_id: str) -> bool:
        return True

    def claim_in_file(self, message_id: str) -> bool | None:
        return True

    def seems_free(self, message_id: str) -> bool:
        return True


class _Blocking(VoicePlane):
    """Returns when it has spoken."""

    def say(self, text: str, **asked: Any) -> Ticket:
        ticket = super().say(text, **asked)
        ticket.outcome.result()
        return ticket


class Credulous(Reviews):
    """Allows whatever is asked."""

    def ask(self, review: Review, settled: Settled) -> bool:
        settled(Verdict(True, "", "as always"))
        return True


def deaf_to_switches(home: Home, source: Source) -> VoicePlane:
    """Speaks on as it was told first, whatever is switched."""
    return _plane(home, source, store=_FirstSettings(home.settings))


def silent_about_failures(home: Home, source: Source) -> VoicePlane:
    """Falls back without a word."""
    return _plane(home, source, telemetry=_Selective(home.telemetry, source=source))


def forgetful(home: Home, source: Source) -> VoicePlane:
    """Speaks a message again."""
    return _plane(home, source, guard=_Forgetful(home.replay))


def without_fallback(home: Home, source: Source) -> VoicePlane:
    """Its fallback is Kokoro once more."""

    def providers() -> Mapping[Any, Any]:
        kokoro = open_providers()["kokoro"]
        return {"kokoro": kokoro, "fallback": kokoro}

    return _plane(home, source, providers=providers)


def instant(home: Home, source: Source) -> VoicePlane:
    """Nothing is broken, but what it plays takes no time: for a soak."""
    return _plane(home, source, player=InstantPlayer())


def instant_and_untold(home: Home, source: Source) -> VoicePlane:
    """The same, and of each second utterance the end is not told."""
    return _plane(
        home, source, player=InstantPlayer(), telemetry=_Halved(home.telemetry, source=source)
    )


def blocking(home: Home, source: Source) -> VoicePlane:
    """Holds its callers until the sound has ended."""
    return _plane(home, source, kind=_Blocking)


def _plane(
    home: Home, source: Source, *, kind: type[VoicePlane] = VoicePlane, **parts: Any
) -> VoicePlane:
    """As `open_plane` puts it together, but for `parts`."""
    made: dict[str, Any] = {
        "store": SettingsStore(home.settings),
        "telemetry": Telemetry(home.telemetry, source=source),
        "guard": ReplayGuard(home.replay),
        "player": DevicePlayer(),
        "providers": open_providers,
    }
    return kind(source=source, **{**made, **parts})
