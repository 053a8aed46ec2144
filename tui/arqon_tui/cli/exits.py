"""Exit codes of every command. Scripts rely on them; the README lists them."""

from __future__ import annotations

from typing import Final

__all__ = [
    "FAILED",
    "FAIL_CLOSED",
    "HELD",
    "NOT_PLAYED",
    "NOT_PROVEN",
    "NOT_READY",
    "NOT_WRITTEN",
    "STOPPED",
    "WARNINGS",
]

FAILED: Final = 1
"""Something went wrong that no other code names; doctor: something is broken."""

# 2 is click's: the command line was not understood, or a value is not valid.

NOT_WRITTEN: Final = 3
"""The settings file, or the file asked for, could not be written."""

HELD: Final = 4
"""An environment variable holds the setting in this process."""

FAIL_CLOSED: Final = 5
"""Kokoro failed and fallback is off: nothing was spoken."""

NOT_PLAYED: Final = 6
"""The utterance could not be played: no device, or the fallback voice failed."""

NOT_READY: Final = 7
"""Kokoro is in force, and its sidecar is not ready."""

WARNINGS: Final = 8
"""vm doctor: nothing is broken, but something is worth a look."""

NOT_PROVEN: Final = 9
"""gate: nothing failed, but something could not be looked at here."""

STOPPED: Final = 130
"""Stopped by ctrl-c."""
