"""Words as people type them in chats, by the tag of num2words; one that means more is not here."""

from __future__ import annotations

from collections.abc import Mapping

from arqon_sidecar.text.other.languages.french_chats import FRENCH_CHATS
from arqon_sidecar.text.other.languages.italian_chats import ITALIAN_CHATS
from arqon_sidecar.text.other.languages.portuguese_chats import PORTUGUESE_CHATS
from arqon_sidecar.text.other.languages.spanish_chats import SPANISH_CHATS

__all__ = ["CHATS"]

CHATS: Mapping[str, Mapping[str, str]] = {
    "es": SPANISH_CHATS,
    "fr": FRENCH_CHATS,
    "it": ITALIAN_CHATS,
    "pt_BR": PORTUGUESE_CHATS,
}
