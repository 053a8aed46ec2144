"""Puts the voice plane together from its real parts."""

from __future__ import annotations

import os
from collections.abc import Mapping

from arqon_service.home import Home
from arqon_settings.model import ProviderName
from arqon_settings.store import SettingsStore
from arqon_voice.playback.device.player import DevicePlayer
from arqon_voice.providers.fallback import FallbackProvider
from arqon_voice.providers.kokoro.provider import KokoroProvider
from arqon_voice.providers.port import Provider
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import Source
from arqon_voice.telemetry.otlp import otlp_export

__all__ = ["open_plane", "open_providers"]


def open_plane(home: Home, source: Source) -> VoicePlane:
    """The voice plane of one user: their settings, their state folder, their sound device."""
    return VoicePlane(
        source=source,
        store=SettingsStore(home.settings),
        telemetry=Telemetry(home.telemetry, source=source, export=otlp_export(os.environ)),
        guard=ReplayGuard(home.replay),
        player=DevicePlayer(),
        providers=open_providers,
    )


def open_providers() -> Mapping[ProviderName, Provider]:
    """Kokoro over HTTP, and the fallback that needs nobody."""
    return {"kokoro": KokoroProvider(), "fallback": FallbackProvider()}
