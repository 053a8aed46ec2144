"""Nothing of a VM may be left after a test; and the table of what was measured."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.kvm import makes_a_vm
from tests.kvm.figures import FIGURES
from tests.kvm.left import mounts, nothing_runs
from tests.kvm.vm import FIRECRACKER, JAILER
from tests.microvm.kept import KEPT


@pytest.fixture(autouse=True)
def real(request: pytest.FixtureRequest) -> None:
    """Skips a test of a real Firecracker where there is no KVM, or no Firecracker."""
    if request.node.get_closest_marker("kvm") is None:
        return
    try:
        makes_a_vm()
    except VmError as error:
        pytest.skip(f"{error.what}: run it on a host with KVM, or make nested-kvm-test")
    if not FIRECRACKER:
        pytest.skip("no Firecracker: set ARQON_TEST_FIRECRACKER, or make nested-kvm-test")


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder for a VM; nothing but what is kept to be read may be left in it, or anywhere."""
    before = mounts()
    with tempfile.TemporaryDirectory(prefix="vm") as folder:
        state = Path(folder, "s")
        yield state
        assert {path.name for path in state.glob("*")} <= KEPT  # one that skips has no folder
    assert mounts() == before
    nothing_runs()


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder for jails, where they lie by default; a short path, since their sockets lie deep."""
    with tempfile.TemporaryDirectory(prefix="j", dir="/srv") as folder:
        yield Path(folder)
        assert list(Path(folder, "firecracker").iterdir()) == []


@pytest.fixture
def jail(base: Path) -> list[str | Path]:
    """The options for one."""
    if not JAILER:
        pytest.skip("no jailer: set ARQON_TEST_JAILER, as root")
    return ["--jailer", JAILER, "--jail-base", base]


def pytest_exception_interact(report: pytest.CollectReport | pytest.TestReport) -> None:
    """At once: a machine that hangs afterwards would take it along."""
    sys.stderr.write(f"\n{report.longreprtext}\n")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table."""
    if FIGURES:
        terminalreporter.section("seconds of this machine")
    for what, times in FIGURES.items():
        each = ", ".join(f"{seconds:.1f}" for seconds in times)
        terminalreporter.write_line(f"{what:<40} {each}")
