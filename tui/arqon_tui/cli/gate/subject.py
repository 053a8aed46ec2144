"""What the checks of this command look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arqon_gate.run import Subject
    from arqon_service.home import Home

__all__ = ["subject_here"]


def subject_here(user: Home, maestro: Path | None) -> Subject:
    """The user's home, the sidecar in force there, and the checkout that this runs from."""
    from arqon_gate.repository import checkout
    from arqon_gate.run import Subject
    from arqon_settings.store import SettingsStore

    url = SettingsStore(user.settings).read().settings.arqon_tts_kokoro_url
    return Subject(user, url, checkout(), maestro.absolute() if maestro else None)
