"""Whether the Firecracker that is here can load a snapshot that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from arqon_microvm.doctor.finding import Finding
from arqon_microvm.errors import Passing
from arqon_microvm.firecracker.told import told
from arqon_microvm.run.snapshot import VM_STATE

__all__ = ["snapshot_findings"]

_ANEW: Final = "Boot without it, and take another: a snapshot does not outlive its release."


def snapshot_findings(firecracker: Path, snapshot: Path | None) -> Iterator[Finding]:
    """Nothing where no snapshot is to be used; both formats must be of one major version."""
    if snapshot is None:
        return
    state = snapshot / VM_STATE
    if not state.is_file():
        yield Finding("snapshot", "broken", f"{state} is not there", "Take one: vm snapshot.")
        return
    own = _version(firecracker, "--snapshot-version")
    its = _version(firecracker, "--describe-snapshot", str(state))
    if own is None or its is None:
        whose = firecracker if own is None else state
        yield Finding("snapshot", "broken", f"the format of {whose} is not known", _ANEW)
    elif own.split(".")[0] == its.split(".")[0]:
        yield Finding("snapshot", "ok", f"{state}: format {its}, as {firecracker.name} writes")
    else:
        found = f"{state}: format {its}, {firecracker.name} reads {own}"
        yield Finding("snapshot", "broken", found, _ANEW)


def _version(firecracker: Path, *question: str) -> str | None:
    try:
        answer = told(firecracker, *question)
    except Passing:
        return None
    found = re.search(r"\bv?(\d+\.\d+\.\d+)", answer or "")
    return found[1] if found else None
