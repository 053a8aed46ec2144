"""A snapshot of a real Firecracker, and what was restored from it, in a jail and without one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from arqon_microvm.firecracker.features import Features
from arqon_microvm.firecracker.versions import version_of
from tests.kvm.figures import timed
from tests.kvm.vm import FIRECRACKER, IMAGE, command, loud, proven, up

RESTORES: Final = 3

pytestmark = [pytest.mark.kvm, pytest.mark.timeout(1500)]


def test_restored_in_a_jail(state: Path, jail: list[str | Path], tmp_path: Path) -> None:
    snapshot_taken(tmp_path / "snapshot", *jail)
    restored(state, tmp_path / "snapshot", *jail)


def snapshot_taken(out: Path, *more: str | Path) -> None:
    with timed("vm snapshot"):
        given: list[str | Path] = ["--image", IMAGE, "--firecracker", FIRECRACKER, "--out", out]
        ended = command("snapshot", *given, *more)
    assert ended.returncode == 0, ended.stderr


def restored(state: Path, out: Path, *more: str | Path) -> None:
    """Each has an identity of its own, and is proven to be of that snapshot."""
    instances = set()
    for _ in range(RESTORES):
        with up("vm up, restored, to ready", state, "--from-snapshot", out, *more) as vm:
            assert "cold boot" not in (state / "supervisor.log").read_text()
            assert vm["booted_as"] != vm["instance_id"]
            assert loud(vm["listen"], "As before.") > 0.2
            proven(state)
            instances.add(vm["instance_id"])
    assert len(instances) == RESTORES


def test_restored_without_a_jail(state: Path, tmp_path: Path) -> None:
    version = version_of(Path(FIRECRACKER))
    assert version is not None
    if not Features.of(version).vsock_override:
        pytest.skip("this release restores only where its socket has the same path: in a jail")
    snapshot_taken(tmp_path / "snapshot")
    restored(state, tmp_path / "snapshot")
