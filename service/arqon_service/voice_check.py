"""Whether the sidecar has the voice that somebody wants to set."""

from __future__ import annotations

from arqon_service.audition.voice_list import known_voices
from arqon_service.home import Home
from arqon_settings.model import SettingKey
from arqon_settings.store import SettingsStore
from arqon_settings.values import SettingValue

__all__ = ["UnknownVoice", "voice_doubt"]

_PATIENCE_S = 1.0


class UnknownVoice(ValueError):
    """The sidecar answers, and does not have this voice; the text names those that are near."""


def voice_doubt(home: Home, key: SettingKey, value: SettingValue) -> str:
    """Compare a voice with the list of the sidecar that is set; other settings pass.

    Waits for the network, for a second at most.

    Returns:
        Why it could not be checked, or nothing.

    Raises:
        UnknownVoice: the sidecar has told its voices, and this is none of them.
    """
    if key != "arqon_tts_kokoro_voice":
        return ""
    settings = SettingsStore(home.settings).read().settings
    known = known_voices(home, settings.arqon_tts_kokoro_url, _PATIENCE_S)
    unknown = known.unknown(str(value))
    if not known.fault:
        if unknown:
            raise UnknownVoice(unknown)
        return ""
    earlier = f"; when it last answered, {unknown}" if unknown else ""
    return f"the voice was not checked: the sidecar does not answer ({known.fault}){earlier}"
