"""What a VM leaves in its state folder, to be read afterwards."""

from __future__ import annotations

from typing import Final

__all__ = ["KEPT"]

KEPT: Final = {
    "lock",
    "starting.lock",
    "console.log",
    "console.log.1",
    "monitor.log",
    "supervisor.log",
}
