"""A state folder on a disk without room, or without inodes: a small file system, mounted for it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.vms import Vms
from tests.microvm.firecracker.executable import make_executable
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")


@pytest.fixture(scope="module")
def firecracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firecracker")
    return make_executable(folder, "firecracker", "tests.microvm.firecracker")


@pytest.fixture
def small(home: Path, firecracker: Path) -> Iterator[Vms]:
    """The state folder is a file system of 512 KiB and 40 inodes."""
    vms = Vms(home, firecracker)
    vms.folder.path.mkdir(mode=0o700)
    command = ["mount", "-t", "tmpfs", "-o", "size=512k,nr_inodes=40,mode=700", "none"]
    if subprocess.run([*command, vms.folder.path], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    yield vms
    subprocess.run(["umount", "--lazy", vms.folder.path], check=True)


def fill(folder: Path) -> None:
    with (folder / "large").open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def use_all_inodes(folder: Path) -> None:
    try:
        for number in range(100):
            (folder / f"small-{number}").touch()
    except OSError:
        return


@pytest.mark.parametrize("spoil", [fill, use_all_inodes])
def test_up_says_that_there_is_no_room(small: Vms, spoil: Callable[[Path], None]) -> None:
    spoil(small.folder.path)
    code, said = small.said("up")
    assert code == 1
    assert "No space left on device. Make room there." in said
    assert "Traceback" not in said
    assert small.said("status")[1].startswith("No VM runs")
    assert small.said("down") == (0, f"No VM runs in {small.folder.path}.\n")


def test_a_vm_starts_on_a_full_disk_and_is_brought_down(small: Vms) -> None:
    fill(small.folder.path)
    with small.start("run") as running:
        assert running.stdout is not None
        said = ""
        while "vm: ready\n" not in said:
            line = running.stdout.readline()
            assert line, said
            said += line
        assert "cannot be written: No space left on device" in said
        assert (
            f"Process {running.pid} has {small.folder.path}, and has not written there"
            in (small.said("status")[1])
        )
        assert small.said("down") == (0, "Stopped.\n")
        assert running.wait(PATIENCE_S) == 0


def test_a_disk_that_gets_full_under_a_vm_does_not_end_it(small: Vms) -> None:
    with small.start("run") as running:
        state = small.until("ready", running)
        fill(small.folder.path)
        use_all_inodes(small.folder.path)
        os.kill(state.processes["monitor"].pid, signal.SIGKILL)
        assert running.stdout is not None
        said = ""
        while said.count("vm: restarting") + said.count("vm: ready") < 2:
            line = running.stdout.readline()
            assert line, said
            said += line
        assert small.said("down") == (0, "Stopped.\n")
        assert running.wait(PATIENCE_S) == 0
