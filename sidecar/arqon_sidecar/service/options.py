"""How the service is to run, as the command line says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from arqon_sidecar.service.limits import Limits

__all__ = ["Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """What `serve` was told besides where to listen and which model to load.

    Attributes:
        runtime: What /healthz says this runs in.
        limits: What is refused.
        lexicon: File of pronunciations.
        identity: Socket of the guest's first process.
        aliases: Other names of voices, or None for one of OpenAI's that is not to be one.
        allow_hosts: Names besides loopback's that clients may call the service by; `*` for any.
        cors_origins: Origins of web pages that may use it; `*` for any.
        boot_id: File of the boot id that /healthz shows; without one, the kernel's.
    """

    runtime: str
    limits: Limits
    lexicon: Path | None = None
    identity: Path | None = None
    aliases: Mapping[str, str | None] = field(default_factory=dict)
    allow_hosts: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    boot_id: Path | None = None
