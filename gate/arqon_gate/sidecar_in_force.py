"""The sidecar at the address in force: what it says of itself, and the settings to hear it by."""

from __future__ import annotations

import asyncio
from typing import Any

from arqon_gate.check import Around, CannotLook
from arqon_settings.model import SettingKey
from arqon_settings.store import SettingsStore
from arqon_voice.sidecar.health import Health
from arqon_voice.sidecar.look import check as look_at

__all__ = ["in_force", "ready_sidecar"]


def in_force(around: Around) -> dict[SettingKey, Any]:
    """The user's voice and timeout, with Kokoro at the address in force and nobody to fall back to.

    Without a fallback, what sounds was spoken by the sidecar.
    """
    user = SettingsStore(around.user.settings).read().settings
    return {
        "arqon_tts_provider": "kokoro",
        "arqon_tts_kokoro_url": around.sidecar_url,
        "arqon_tts_kokoro_voice": user.arqon_tts_kokoro_voice,
        "arqon_tts_kokoro_timeout_ms": user.arqon_tts_kokoro_timeout_ms,
        "arqon_tts_kokoro_fallback_enabled": False,
    }


def ready_sidecar(around: Around) -> Health:
    """What the sidecar in force says of itself.

    Raises:
        CannotLook: none answers there, or it is not ready.
    """
    health = asyncio.run(look_at(around.sidecar_url))
    if health.state != "ready":
        raise CannotLook(
            f"No sidecar is ready at {around.sidecar_url}: {health.word}. {health.reason}".strip()
        )
    said = f"sidecar at {around.sidecar_url}: {health.label}, engine {health.engine}"
    print(said, flush=True)  # noqa: T201 -- the output of the check
    return health
