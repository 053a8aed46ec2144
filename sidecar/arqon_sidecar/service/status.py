"""What the service says of itself: alive, ready, and what it runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from arqon_sidecar import __version__

if TYPE_CHECKING:
    from arqon_sidecar.engines.port import ModelIdentity

__all__ = ["FAILED", "LOADING", "READY", "STARTING", "WARMING", "Status"]

Json = dict[str, object]

STARTING, LOADING, WARMING, READY, FAILED = "starting", "loading", "warming", "ready", "failed"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(slots=True)
class Status:
    """The phase and what is known in it; written by the loading thread, read by the loop."""

    runtime: str
    queue_limit: int
    phase: str = STARTING
    error: str | None = None
    identity: ModelIdentity | None = None
    phonemes: dict[str, str] = field(default_factory=dict)
    running: Callable[[], int] = lambda: 0
    waiting: Callable[[], int] = lambda: 0
    started: float = field(default_factory=time.monotonic)
    boot_id: Path | None = None

    @property
    def ready(self) -> bool:
        """Whether speech can be asked for."""
        return self.phase == READY

    def health(self) -> Json:
        """The body of /healthz."""
        identity = self.identity
        return {
            "status": "ok",
            "service": "kokoro-sidecar",
            "version": __version__,
            "uptime_s": round(time.monotonic() - self.started, 3),
            "runtime": self.runtime,
            # Read each time: a guest that goes on from a snapshot gets another.
            "boot_id": _read(self.boot_id or _BOOT_ID),
            "engine": identity and identity.engine,
            "fidelity": identity and identity.fidelity,
            "model": identity
            and {
                "name": identity.name,
                "sha256": identity.sha256,
                "kind": identity.kind,
                "origin": identity.origin,
            },
            "phonemes": self.phonemes,
            "queue": {
                "running": self.running(),
                "waiting": self.waiting(),
                "limit": self.queue_limit,
            },
        }

    def readiness(self) -> Json:
        """The body of /readyz."""
        if self.ready:
            return {"ready": True}
        return {"ready": False, "phase": self.phase, "error": self.error}

    def why_not(self) -> str:
        """For an error's text: why no speech can be had."""
        if self.phase == FAILED:
            return f"the model could not be loaded: {self.error}"
        return f"the model is not ready yet ({self.phase}); /readyz says when"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""
