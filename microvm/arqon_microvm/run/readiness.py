"""Whether the guest's sidecar can speak, or will never be able to."""

from __future__ import annotations

import json
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.run.control import sidecar_answer
from arqon_microvm.run.monitor import Running

__all__ = ["NeverReady", "ready"]

_MOST_TOLD: Final = 500


class NeverReady(VmError):
    """The sidecar has failed to load: nothing that is waited for can come."""


async def ready(running: Running, patience_s: float) -> None:
    """Returns when its sidecar has warmed up.

    Raises:
        NeverReady: it cannot; says why.
        VmError: it has not yet, cannot be reached, or does not answer in time.
    """
    status, body = await sidecar_answer(running.v_sock, "/readyz", patience_s)
    if status == 200:
        return
    told = _in_json(body)
    if isinstance(told, dict) and told.get("phase") == "failed":
        # The guest's words: no line of a log may be made of them, and no terminal's command.
        why = json.dumps(str(told.get("error")))[1:-1]
        raise NeverReady(f"its sidecar cannot load the model: {why[:_MOST_TOLD]}")
    raise VmError(f"/readyz answers {status}")


def _in_json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
