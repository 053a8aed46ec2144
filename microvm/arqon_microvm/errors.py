"""What goes wrong with the microVM, in words for the person who runs it."""

from __future__ import annotations

__all__ = ["Passing", "VmError"]


class VmError(Exception):
    """Something about the microVM failed: `what` happened to what, and `next_step` to take."""

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(f"{what}. {next_step}" if next_step else what)
        self.what = what
        self.next_step = next_step


class Passing(VmError):
    """It may well succeed when it is tried again."""
