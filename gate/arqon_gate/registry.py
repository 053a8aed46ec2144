"""All checks, by name. A module is loaded when its check is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from arqon_gate.check import Check
from arqon_gate.checks.maestro import CHECKS

__all__ = ["MAESTRO", "NAMES", "UnknownCheck", "check_named"]

NAMES: Final[tuple[str, ...]] = (
    "host",
    "no-17373",
    "build",
    "soak",
    "replay",
    "integrity",
    "nonblocking",
    "kokoro-failure-smoke",
    "kokoro-rollback",
    "firecracker",
    "guest-os",
    "no-stub",
    "intelligible",
    "kokoro-smoke",
    "kokoro-stream-smoke",
    "long-lived",
)
"""In the order in which they run; the module of each has its name, with underscores."""


MAESTRO: Final = tuple(CHECKS)
"""The plan's own commands; they need a checkout of Maestro, and no criterion waits for them."""


class UnknownCheck(LookupError):
    """No check has that name; the text lists those that there are."""


def check_named(name: str) -> Check:
    """The check of that name.

    Raises:
        UnknownCheck: there is none.
    """
    if name in MAESTRO:
        return CHECKS[name]
    if name not in NAMES:
        there = ", ".join((*NAMES, *MAESTRO))
        raise UnknownCheck(f"No check is named {name!r}. There are: {there}.")
    check = import_module(f"arqon_gate.checks.{name.replace('-', '_')}").CHECK
    assert isinstance(check, Check)
    return check
