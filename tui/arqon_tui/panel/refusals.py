"""How the world says no to the panel."""

from __future__ import annotations

__all__ = ["ReadOnly", "Refused"]


class Refused(Exception):
    """The world said no; the message says for a person what happened and what to do."""


class ReadOnly(Refused):
    """This panel changes nothing; the message names the command that can."""
