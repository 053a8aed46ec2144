"""All that the doctor looks at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arqon_microvm.doctor.finding import Finding
from arqon_microvm.doctor.host import host_findings
from arqon_microvm.doctor.kvm import kvm_findings
from arqon_microvm.doctor.monitor import monitor_findings
from arqon_microvm.doctor.place import place_findings
from arqon_microvm.doctor.snapshot import snapshot_findings
from arqon_microvm.doctor.tuning import tuning_findings

__all__ = ["Setup", "examine"]


@dataclass(frozen=True, slots=True)
class Setup:
    """What is to run here: executables by name or path, memory of the guest in MiB.

    `snapshot` is the folder of one that is to be restored; `image` the guest's; `jails` the folder
    for jails, where the jailer is to be used.
    """

    firecracker: str
    jailer: str | None
    memory_mib: int
    state: Path
    port: int
    snapshot: Path | None = None
    image: Path | None = None
    jails: Path | None = None


def examine(setup: Setup, root: Path = Path("/")) -> Iterator[Finding]:
    """One by one, as soon as each is known."""
    yield from kvm_findings(root / "dev/kvm", root / "proc/cpuinfo")
    yield from monitor_findings(setup.firecracker, setup.jailer)
    if found := shutil.which(setup.firecracker):
        yield from snapshot_findings(Path(found), setup.snapshot)
    yield from host_findings(root, setup.memory_mib, restored=setup.snapshot is not None)
    yield from tuning_findings(root)
    linked = [path for path in (setup.image, setup.snapshot) if path is not None]
    yield from place_findings(
        setup.state, setup.port, setup.jails if setup.jailer else None, linked
    )
