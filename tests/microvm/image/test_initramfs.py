"""The initramfs, from laid-out modules and a busybox."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.initramfs import initramfs
from tests.microvm.image.test_kernel import module, read


@pytest.fixture
def kernel(tmp_path: Path) -> Path:
    (tmp_path / "disk.ko").write_bytes(module("bus"))
    (tmp_path / "bus.ko").write_bytes(module(""))
    (tmp_path / "modules.builtin").write_text("")
    (tmp_path / "busybox").write_bytes(b"\x7fELF static")
    return tmp_path


def test_it_holds_what_boots(kernel: Path) -> None:
    made = initramfs(kernel, kernel / "busybox", ["disk"])
    entries = {name: (mode, content) for name, mode, content in read(gzip.decompress(made))}
    assert entries["modules/order"][1] == b"bus\ndisk\n"
    assert entries["modules/disk.ko"][1] == module("bus")
    assert entries["init"][0] & 0o111
    assert entries["bin/busybox"][1] == b"\x7fELF static"
    assert made == initramfs(kernel, kernel / "busybox", ["disk"])


def test_a_busybox_that_needs_libraries(kernel: Path) -> None:
    (kernel / "busybox").write_bytes(b"\x7fELF /lib64/ld-linux-x86-64.so.2")
    with pytest.raises(VmError, match="needs libraries"):
        initramfs(kernel, kernel / "busybox", [])
    with pytest.raises(VmError, match="cannot be read"):
        initramfs(kernel, kernel / "nobody", [])


def test_the_script_is_shell() -> None:
    script = Path(__file__).parents[3] / "microvm/arqon_microvm/guest/initramfs-init"
    subprocess.run(["sh", "-n", script], check=True)
