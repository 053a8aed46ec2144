"""The command that a message names, for the home that this process works in."""

from __future__ import annotations

import os
import shlex
from typing import Final

__all__ = ["HOME_VARIABLE", "command_here"]

HOME_VARIABLE: Final = "ARQON_TTS_HOME"
"""Names a folder that holds settings, state and sockets, in place of the user's own."""


def command_here(*words: str) -> str:
    """`arqon-tts` with these words, as it is typed in another terminal to act on this home."""
    home = os.environ.get(HOME_VARIABLE)
    return shlex.join(["arqon-tts", *(["--home", home] if home else []), *words])
