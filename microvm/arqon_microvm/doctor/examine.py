"""All that the doctor looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arqon_microvm.doctor.host import host_rows
from arqon_microvm.doctor.kvm import kvm_rows
from arqon_microvm.doctor.monitor import monitor_rows
from arqon_microvm.doctor.place import place_rows
from arqon_microvm.doctor.row import Row

__all__ = ["Plan", "examine"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to run here: executables by name or path, memory of the guest in MiB."""

    firecracker: str
    jailer: str | None
    memory_mib: int
    state: Path
    port: int


def examine(plan: Plan, root: Path = Path("/")) -> Iterator[Row]:
    """Row by row, as soon as each is known."""
    yield from kvm_rows(root / "dev/kvm", root / "proc/cpuinfo")
    yield from monitor_rows(plan.firecracker, plan.jailer)
    yield from host_rows(root, plan.memory_mib)
    yield from place_rows(plan.state, plan.port)
