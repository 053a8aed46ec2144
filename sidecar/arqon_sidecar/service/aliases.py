"""Other names for voices: those of OpenAI's API, and an operator's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

__all__ = ["OPENAI_VOICES", "AliasError", "read_aliases"]

OPENAI_VOICES: Final[Mapping[str, str]] = {
    "alloy": "af_alloy",
    "ash": "am_michael",
    "ballad": "bm_fable",
    "cedar": "am_puck",
    "coral": "af_bella",
    "echo": "am_echo",
    "fable": "bm_fable",
    "marin": "af_heart",
    "nova": "af_nova",
    "onyx": "am_onyx",
    "sage": "af_sarah",
    "shimmer": "af_sky",
    "verse": "am_fenrir",
}
"""The voices of OpenAI's speech endpoint, each by one of Kokoro's of the same name or manner."""

_REMEDY: Final = (
    'Write a JSON object of aliases and voices, such as {"alloy": "af_sky", "nova": null}.'
)


class AliasError(ValueError):
    """The table of aliases is of no use; the text says which entry and why."""


def read_aliases(path: Path) -> dict[str, str | None]:
    """An operator's table, a JSON object: alias to voice, or to null for no such alias.

    Raises:
        AliasError: the file cannot be read or is no such object.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise AliasError(f"{path}: {error}. {_REMEDY}") from error
    if not isinstance(table, dict):
        raise AliasError(f"{path}: is not one JSON object. {_REMEDY}")
    for alias, voice in table.items():
        if not isinstance(voice, str | None):
            why = f"{json.dumps(voice)[:20]} is neither a voice's name nor null"
            raise AliasError(f"{path}: the alias {alias!r}: {why}. {_REMEDY}")
    return table
