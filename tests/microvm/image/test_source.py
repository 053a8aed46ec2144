"""A kernel in a package is found with its drivers; a single file needs its digest."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.initramfs import initramfs
from arqon_microvm.image.kernel import release_of
from arqon_microvm.image.source import take_kernel
from tests.microvm.image.test_kernel import read, vmlinuz

ELF = b"\x7fELF" + bytes(900) + b"Linux version 6.18.51 (who@where) (gcc) #1 SMP\n\0" + bytes(900)
PIN = hashlib.sha256(ELF).hexdigest()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "boot").mkdir()
    (tmp_path / "boot/vmlinuz-6.18.51").write_bytes(vmlinuz(gzip.compress(ELF), len(ELF)))
    (tmp_path / "lib/modules/6.18.51").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    (tmp_path / "vmlinux").write_bytes(ELF)
    return tmp_path / "vmlinux"


def test_a_package(package: Path) -> None:
    kernel = take_kernel(package, None)
    assert (kernel.elf, kernel.release) == (ELF, "6.18.51")
    assert kernel.modules == package / "lib/modules/6.18.51"


def test_a_file_under_its_pin_has_no_drivers(alone: Path) -> None:
    kernel = take_kernel(alone, PIN.upper())
    assert (kernel.elf, kernel.release, kernel.modules) == (ELF, "6.18.51", None)
    assert kernel.digest.sha256 == PIN


def test_a_packed_file_too(package: Path) -> None:
    path = package / "boot/vmlinuz-6.18.51"
    kernel = take_kernel(path, hashlib.sha256(path.read_bytes()).hexdigest())
    assert (kernel.elf, kernel.modules) == (ELF, None)


def test_a_file_without_a_pin_is_refused_and_its_digest_told(alone: Path) -> None:
    with pytest.raises(
        VmError, match=f"no package vouches for it. Its SHA-256 is {PIN}"
    ) as refused:
        take_kernel(alone, None)
    assert "--kernel-sha256" in refused.value.next_step


def test_another_file_than_the_pinned_one_names_both_digests(alone: Path, package: Path) -> None:
    other = "ab" * 32
    with pytest.raises(VmError, match=f"its SHA-256 is {PIN}, the pin is {other}"):
        take_kernel(alone, other)
    with pytest.raises(VmError, match=f"the pin is {other}"):
        take_kernel(package, other)


def test_what_holds_no_kernel(tmp_path: Path, package: Path) -> None:
    with pytest.raises(VmError, match="holds 0 kernels, not one"):
        take_kernel(tmp_path / "nothing", None)
    (package / "boot/vmlinuz-6.1").touch()
    with pytest.raises(VmError, match="holds 2 kernels, not one"):
        take_kernel(package, None)


def test_drivers_of_another_release(package: Path) -> None:
    (package / "lib/modules/6.18.51").rename(package / "lib/modules/6.1")
    with pytest.raises(VmError, match=r"a kernel 6\.18\.51, and no drivers"):
        take_kernel(package, None)


def test_a_kernel_that_does_not_say_its_release() -> None:
    with pytest.raises(VmError, match="does not say its release"):
        release_of(b"\x7fELF Linux version %s (who)")


def test_an_initramfs_without_drivers(tmp_path: Path) -> None:
    (tmp_path / "busybox").write_bytes(b"\x7fELF static")
    made = gzip.decompress(initramfs(None, tmp_path / "busybox"))
    entries = {name: content for name, _, content in read(made)}
    assert entries["modules/order"] == b""
    assert not [name for name in entries if name.endswith(".ko")]
