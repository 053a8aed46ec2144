"""Other names for voices: those of OpenAI's API, and an operator's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

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

_TABLE: Final = TypeAdapter(dict[str, str | None])


class AliasError(ValueError):
    """The table of aliases is of no use; the text says which entry and why."""


def read_aliases(path: Path) -> dict[str, str | None]:
    """An operator's table, a JSON object: alias to voice, or to null for no such alias.

    Raises:
        AliasError: the file cannot be read or is no such object.
    """
    try:
        return _TABLE.validate_python(json.loads(path.read_text(encoding="utf-8")), strict=True)
    except (OSError, ValidationError, ValueError) as error:
        why = str(error).replace("\n", " ")
        raise AliasError(
            f"{path}: {why}. Write a JSON object of aliases and voices, such as "
            '{"alloy": "af_sky", "nova": null}.'
        ) from error
