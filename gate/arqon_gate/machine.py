"""Which machine the evidence is of, and which versions were there."""

from __future__ import annotations

import hashlib
import hmac
import platform
import re
import socket
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from arqon_gate.repository import PARTS

__all__ = ["Machine", "plain_release", "this_machine", "versions"]

_PURPOSE: Final = b"arqon-gate evidence"


@dataclass(frozen=True, slots=True)
class Machine:
    """A host. `number` tells it from any other.

    `number` is made from the machine id, which it does not give away: machine-id(5). `name`, and
    what the builder of the kernel added to its version, are left out of evidence that is shared.
    """

    name: str
    number: str
    kernel: str
    processor: str


def this_machine(*, named: bool = True) -> Machine:
    """The machine that this process runs on."""
    number = hmac.new(_machine_id(), _PURPOSE, hashlib.sha256).hexdigest()[:32]
    kernel = platform.release() if named else plain_release()
    name = socket.gethostname() if named else ""
    return Machine(name, number, kernel, platform.machine())


def plain_release() -> str:
    """The kernel's version, such as 6.1.0, without what its builder added."""
    return re.split(r"[^\d.]", platform.release(), maxsplit=1)[0].rstrip(".")


def versions() -> Mapping[str, str]:
    """Of Python and of the parts of the product that are installed here."""
    found = {"python": platform.python_version()}
    for package in sorted(part.replace("_", "-") for part in PARTS):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _machine_id() -> bytes:
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        try:
            if written := path.read_bytes().strip():
                return written
        except OSError:
            continue
    return f"{socket.gethostname()} {uuid.getnode()}".encode()
